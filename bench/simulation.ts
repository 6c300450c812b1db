// What the simulation takes for the days of a plan. Each figure is taken in
// short rounds, in turns with drawing the same callers' random numbers and doing
// nothing with them, which is the limit, or with SimPy and Ciw on the same queue.
import { loadScenario } from "../src/scenario/load-scenario.ts";
import type { Scenario } from "../src/scenario/scenario.ts";
import { createAccumulator, type SimulationEstimates } from "../src/simulation/accumulate.ts";
import { chooseReplicator } from "../src/simulation/choose-replicator.ts";
import { TOTAL_COLUMNS, TOTALS } from "../src/simulation/day-totals.ts";
import { simulateReplications } from "../src/simulation/threads/simulate-replications.ts";
import { createDaySampler } from "../src/trace/day-sampler.ts";
import { PEER_NAMES, startPeers } from "./shared/queue-peers.ts";
import {
  alternate,
  type Lane,
  medianOf,
  type Pace,
  paceOf,
  processorSeconds,
  type Share,
  shareOf,
} from "./shared/rounds.ts";
import {
  DAY_SECONDS,
  type DayShape,
  PATIENCE_SECONDS,
  scenarioFile,
  steadyDay,
  surgeDay,
} from "./shared/surge-days.ts";

export const name = "simulation: the fast kernel, the event simulation, and their peers";

const SECONDS_A_FIGURE = 12;
/** Callers of a round: some 10 to 50 ms. */
const CALLERS_A_ROUND = 200_000;
const EVENT_CALLERS_A_ROUND = 20_000;
const PEER_TALK_SECONDS = 240;

interface SimulatedDays extends Lane {
  /** Of all days simulated so far. */
  readonly estimates: () => SimulationEstimates;
}

const daysForCallers = (scenario: Scenario, callers: number): number =>
  Math.ceil(callers / createDaySampler(scenario, { topics: false }).draw(1, 0).callers);

/** Days simulated and counted one after the other; what is done is counted in callers. */
const simulatedDays = (scenario: Scenario, callersARound: number): SimulatedDays => {
  const replicator = chooseReplicator({ scenario, seed: 1 });
  const { grid } = replicator;
  const row = new Float64Array(replicator.numbers);
  const accumulator = createAccumulator(grid, 0.95, replicator.routed);
  const days = daysForCallers(scenario, callersARound);
  let day = 0;
  return {
    estimates: accumulator.estimates,
    work: () => {
      let callers = 0;
      for (let i = 0; i < days; i++) {
        replicator.run(day, row);
        accumulator.add(row);
        day++;
        for (let at = 0; at <= grid.intervals; at++) callers += row[at * TOTAL_COLUMNS + TOTALS.callers] ?? 0;
      }
      return callers;
    },
  };
};

/** The limit: callers whose numbers are drawn, and nothing is done with them. */
const drawnDays = (scenario: Scenario, callersARound: number): Lane => {
  const sampler = createDaySampler(scenario, { topics: scenario.routing !== undefined });
  const days = daysForCallers(scenario, callersARound);
  let day = 0;
  return {
    work: () => {
      let callers = 0;
      for (let i = 0; i < days; i++) {
        callers += sampler.draw(1, day).callers;
        day++;
      }
      return callers;
    },
  };
};

type Print = (line: string) => void;

const millions = (perSecond: number): string => `${(perSecond / 1e6).toFixed(2)} M/s`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const met = (holds: boolean): string => (holds ? "met" : "MISSED");

/** Three lines of a figure: its share of the limit, its own pace, the limit's pace in the same rounds. */
const printFigure = (
  print: Print,
  title: string,
  own: Pace,
  drawing: Pace,
  share: Share,
  unit: { readonly name: string; readonly perCaller: number; readonly limit: number },
): void => {
  const { name: counted, perCaller, limit } = unit;
  print(title);
  print(
    `  share of drawing alone: ${percent(share.ofBests)} of bests, ${percent(share.median)} in the median of ${own.rounds} rounds (callers)`,
  );
  print(
    `  ${counted}: best ${millions(own.best * perCaller)}, median ${millions(own.median * perCaller)}  limit ${limit / 1e6} M/s: ${met(own.best * perCaller >= limit)}`,
  );
  print(`  drawing alone: best ${millions(drawing.best)}, median ${millions(drawing.median)} (callers)`);
};

/** Days of a scenario in turns with drawing them alone. */
const measureDays = (
  print: Print,
  scenario: Scenario,
  callersARound: number,
  limit: number,
  title: (estimates: SimulationEstimates) => string,
): void => {
  const days = simulatedDays(scenario, callersARound);
  const { paces, shares } = alternate([days, drawnDays(scenario, callersARound)], SECONDS_A_FIGURE);
  const [own, drawing] = paces;
  const [share] = shares;
  if (own === undefined || drawing === undefined || share === undefined) return;
  const estimates = days.estimates();
  const { attempts, callers } = estimates.day;
  const again = attempts.mean > callers.mean;
  printFigure(print, title(estimates), own, drawing, share, {
    name: again ? "attempts" : "callers",
    perCaller: again ? attempts.mean / callers.mean : 1,
    limit,
  });
};

const printKernel = (print: Print): void => {
  const shapes: readonly (DayShape & { readonly limit: number })[] = [
    { agents: 50, calls: 20_000, storm: false, limit: 10e6 },
    { agents: 1000, calls: 50_000, storm: false, limit: 8e6 },
    { agents: 50, calls: 20_000, storm: "few lines", limit: 7e6 },
    { agents: 50, calls: 20_000, storm: "lines enough", limit: 7e6 },
    { agents: 1000, calls: 50_000, storm: "few lines", limit: 6e6 },
    { agents: 1000, calls: 50_000, storm: "lines enough", limit: 6e6 },
  ];
  for (const shape of shapes) {
    const scenario = surgeDay(shape);
    const what =
      shape.storm === false
        ? ""
        : `, with redials and ${scenario.trunks} trunks, ${shape.storm === "few lines" ? "fewer than agents at the busiest" : "a fifth more than agents at the busiest"}`;
    measureDays(print, scenario, CALLERS_A_ROUND, shape.limit, () => `${shape.agents} agents${what}`);
  }
};

/** One steady queue of 50 agents at full load, a day of it at a time, the same in all three. */
const printPeers = async (print: Print): Promise<void> => {
  const agents = 50;
  const callsPerSecond = agents / PEER_TALK_SECONDS;
  const own = simulatedDays(steadyDay(agents, callsPerSecond, PEER_TALK_SECONDS), CALLERS_A_ROUND);
  const limits = { SimPy: 150, Ciw: 250 };
  const rates = { own: [] as number[], SimPy: [] as number[], Ciw: [] as number[] };
  const callers = { SimPy: 0, Ciw: 0 };
  const abandoned = { SimPy: 0, Ciw: 0 };
  const peers = startPeers({
    agents,
    callsPerSecond,
    talkSeconds: PEER_TALK_SECONDS,
    patienceSeconds: PATIENCE_SECONDS,
    untilSeconds: DAY_SECONDS,
  });
  try {
    own.work();
    const end = performance.now() + 1000 * SECONDS_A_FIGURE;
    while (rates.own.length < 5 || performance.now() < end) {
      let done = 0;
      const spent = processorSeconds(() => {
        done = own.work();
      });
      rates.own.push(done / spent);
      for (const peer of PEER_NAMES) {
        const day = await peers.day(peer);
        rates[peer].push(day.callers / day.processorSeconds);
        callers[peer] += day.callers;
        abandoned[peer] += day.abandoned;
      }
    }
  } finally {
    peers.close();
  }
  const lost = own.estimates().day.measures.abandonment?.mean ?? Number.NaN;
  print(`50 agents at full load, beside others on the same queue: ${percent(lost)} abandoned`);
  print(`  own: best ${millions(paceOf(rates.own).best)}, median ${millions(paceOf(rates.own).median)}`);
  for (const peer of PEER_NAMES) {
    const { best, median } = paceOf(rates[peer]);
    const ratio = shareOf(rates.own, rates[peer]);
    const limit = limits[peer];
    print(
      `  ${peer}: best ${Math.round(best)}/s, median ${Math.round(median)}/s, ${percent(abandoned[peer] / callers[peer])} abandoned; ratio ${ratio.ofBests.toFixed(0)} of bests, ${ratio.median.toFixed(0)} in the median  limit ${limit}: ${met(ratio.ofBests >= limit)}`,
    );
  }
};

const printEvents = (print: Print): void => {
  measureDays(
    print,
    loadScenario(scenarioFile("hotline-sante-transfer")),
    EVENT_CALLERS_A_ROUND,
    1e6,
    ({ routed }) =>
      `event simulation, five teams, three languages, ${(routed["transfers.perDay"]?.mean ?? 0).toFixed(0)} transfers a day`,
  );
  measureDays(
    print,
    loadScenario(scenarioFile("allo-yakada-sites")),
    EVENT_CALLERS_A_ROUND,
    1e6,
    () => "event simulation, four sites that overflow to each other",
  );
};

/** What a user waits for: threads started, days simulated, estimates made. */
const printThousandDays = async (print: Print): Promise<void> => {
  const scenario = surgeDay({ agents: 50, calls: 6000, storm: false });
  const drawing = drawnDays(scenario, CALLERS_A_ROUND);
  const walls: number[] = [];
  const processor: number[] = [];
  const drawingRates: number[] = [];
  const end = performance.now() + 1000 * SECONDS_A_FIGURE;
  while (walls.length < 5 || performance.now() < end) {
    const before = process.cpuUsage();
    const { wallSeconds } = await simulateReplications(
      { scenario, seed: 1 },
      { replications: 1000, threads: 2 },
    );
    const { user, system } = process.cpuUsage(before);
    walls.push(wallSeconds);
    processor.push((user + system) / 1e6);
    let done = 0;
    const spent = processorSeconds(() => {
      done = drawing.work();
    });
    drawingRates.push(done / spent);
  }
  const best = Math.min(...walls);
  const alone = paceOf(drawingRates);
  print("1,000 days of 6,000 calls on two threads, their start included");
  print(
    `  best ${best.toFixed(2)} s, median of ${walls.length} ${medianOf(walls).toFixed(2)} s  limit 1 s: ${met(best <= 1)}`,
  );
  print(
    `  processor time of all threads: best ${Math.min(...processor).toFixed(2)} s, median ${medianOf(processor).toFixed(2)} s`,
  );
  print(`  drawing alone: best ${millions(alone.best)}, median ${millions(alone.median)} (callers)`);
};

export const bench = async (print: Print): Promise<void> => {
  printKernel(print);
  printEvents(print);
  await printThousandDays(print);
  try {
    await printPeers(print);
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).trim().split("\n");
    print(`SimPy and Ciw could not be set up or run (python3 with venv and pip is needed): ${lines.at(-1)}`);
  }
};
