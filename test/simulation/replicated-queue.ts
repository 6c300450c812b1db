import type { Law } from "../../src/distributions/law.ts";
import { lawOf } from "../../src/distributions/law-of.ts";
import { fillExponential } from "../../src/random/exponential.ts";
import { createStream } from "../../src/random/stream.ts";
import { createAccumulator, type SimulationEstimates } from "../../src/simulation/accumulate.ts";
import { createDayCounter } from "../../src/simulation/count-day.ts";
import { intervalGrid, rowLength } from "../../src/simulation/day-totals.ts";
import type { CallerColumns, Hotline } from "../../src/simulation/hotline.ts";
import { createWorkspace, simulateQueue } from "../../src/simulation/simulate-queue.ts";

/** Arrivals at one rate up to `untilSeconds`, with patience and talk of any law. */
export const drawCallers = (
  callsPerSecond: number,
  untilSeconds: number,
  patience: Law,
  talk: Law,
  seed: number,
  replication: number,
): CallerColumns => {
  const room = Math.ceil(callsPerSecond * untilSeconds + 8 * Math.sqrt(callsPerSecond * untilSeconds) + 20);
  const arrivalSeconds = new Float64Array(room);
  fillExponential(createStream(seed, "experiment", replication, 0), 1 / callsPerSecond, arrivalSeconds);
  let callers = 0;
  let time = 0;
  for (; callers < room; callers++) {
    time += arrivalSeconds[callers]!;
    if (time >= untilSeconds) break;
    arrivalSeconds[callers] = time;
  }
  if (callers === room) throw new Error("more callers came than there is room for");
  const patienceSeconds = new Float64Array(callers);
  const talkSeconds = new Float64Array(callers);
  patience.fill(createStream(seed, "experiment", replication, 1), patienceSeconds, 0, callers);
  talk.fill(createStream(seed, "experiment", replication, 2), talkSeconds, 0, callers);
  return { callers, arrivalSeconds, patienceSeconds, talkSeconds, wrapUpSeconds: new Float64Array(callers) };
};

/** Callers who arrive at a rate of time, by thinning those of its highest value (Lewis and Shedler 1979). */
export const thin = (
  callers: CallerColumns,
  rateAt: (seconds: number) => number,
  highest: number,
  seed: number,
  replication: number,
): CallerColumns => {
  const kept: number[] = [];
  const coins = new Float64Array(callers.callers);
  // an exponential variable exceeds −ln p with probability p
  fillExponential(createStream(seed, "experiment", replication, 3), 1, coins);
  for (let row = 0; row < callers.callers; row++) {
    if (coins[row]! > -Math.log(rateAt(callers.arrivalSeconds[row]!) / highest)) kept.push(row);
  }
  const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (row) => column[row]!);
  return {
    callers: kept.length,
    arrivalSeconds: pick(callers.arrivalSeconds),
    patienceSeconds: pick(callers.patienceSeconds),
    talkSeconds: pick(callers.talkSeconds),
    wrapUpSeconds: pick(callers.wrapUpSeconds),
  };
};

/** Patience that nobody loses, within what a day's numbers hold. */
export const ENDLESS: Law = lawOf({ kind: "constant", meanSeconds: 1e9 });

export interface SteadyQueue {
  readonly callsPerSecond: number;
  readonly agents: number;
  readonly patience: Law;
  readonly talk: Law;
  readonly warmUpSeconds: number;
  readonly countedSeconds: number;
  readonly withinSeconds: number;
}

/** Simulates a steady queue in independent replications, the warm-up of each left out; intervals at 99 %. */
export const simulateSteady = (
  queue: SteadyQueue,
  replications: number,
  seed: number,
): SimulationEstimates => {
  const { warmUpSeconds, countedSeconds, agents } = queue;
  const until = warmUpSeconds + countedSeconds;
  const grid = intervalGrid(warmUpSeconds, until, countedSeconds);
  const hotline: Hotline = {
    staff: { changeSeconds: Float64Array.of(0), agents: Int32Array.of(agents) },
    ringSeconds: 0,
    idleGapSeconds: 0,
    admitUntilSeconds: until,
  };
  const workspace = createWorkspace();
  const counter = createDayCounter(hotline, grid, queue.withinSeconds);
  const accumulator = createAccumulator(grid, 0.99);
  const row = new Float64Array(rowLength(grid));
  for (let replication = 0; replication < replications; replication++) {
    const callers = drawCallers(queue.callsPerSecond, until, queue.patience, queue.talk, seed, replication);
    counter.begin(callers);
    simulateQueue(hotline, callers, undefined, workspace, counter.take);
    counter.end(workspace.duty, row);
    accumulator.add(row);
  }
  return accumulator.estimates();
};
