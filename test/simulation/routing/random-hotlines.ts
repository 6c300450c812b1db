// Random hotlines with everything that a routing can have, and the books of one
// simulated day as plain records, so that properties can be read off them.
import { ABANDONED, ANSWERED } from "../../../src/simulation/attempts.ts";
import {
  CALLBACK_MISSED,
  CALLBACK_REACHED,
  NO_CALLBACK,
  type RoutedDay,
  TRANSFER_ANSWERED,
} from "../../../src/simulation/routing/routed-day.ts";
import type { RoutedHotline, RoutingDraws } from "../../../src/simulation/routing/routed-hotline.ts";
import { createRoutedSimulation } from "../../../src/simulation/routing/simulate-routed.ts";
import { generator } from "../random-cases.ts";
import { type CallerSketch, columnsOf, drawsOf, sketch } from "./routed-hotlines.ts";

/** One wait, first or second: who waits for what, since when, until when, and who took it. */
export interface Wait {
  readonly kind: "call" | "callback" | "second";
  readonly row: number;
  readonly callClass: number;
  readonly since: number;
  /** When it left the queue: the telephone began to ring, or the caller hung up; Infinity where it never did. */
  readonly left: number;
  readonly agent: number;
  readonly busyUntil: number;
  readonly answered: boolean;
  readonly wait: number;
}

export interface RandomDay {
  readonly hotline: RoutedHotline;
  readonly callers: readonly CallerSketch[];
  readonly draws: RoutingDraws;
  readonly day: RoutedDay;
  readonly waits: readonly Wait[];
  readonly teamOf: (agent: number) => number;
}

const FLOWS = 3;

/**
 * Three families of calls in classes 0 to 2; the first two may be put through
 * to a second level in classes 3 and 4. Teams have several skills, their own
 * pace and overflow. Nothing happens at the same moment.
 */
export const randomDay = (seed: number): RandomDay => {
  const random = generator(seed);
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const exponential = (mean: number): number => -Math.log(1 - random()) * mean;
  const teams = Array.from({ length: 2 + upTo(2) }, (_, team) => ({
    agents: 1 + upTo(3),
    takes: Array.from({ length: 5 }, (_, callClass) => callClass)
      // the first team can do everything, so that nobody waits for a skill that is not there
      .filter(() => team === 0 || upTo(1) === 0)
      .map((callClass) => [callClass, upTo(2) === 0 ? 2 + exponential(8) : 0, 1 + upTo(2) / 4] as const),
  }));
  const callback = () =>
    upTo(1) === 0
      ? {}
      : {
          callback: {
            afterSeconds: 1 + exponential(6),
            acceptProbability: 0.7,
            reachedProbability: 0.7,
          },
        };
  const callers: CallerSketch[] = Array.from({ length: 30 + upTo(40) }, () => ({
    at: random() * 150,
    talk: exponential(12),
    wrapUp: exponential(3),
    flow: upTo(FLOWS - 1),
    patience: exponential(25),
  })).sort((a, b) => a.at - b.at);
  const arrivalSeconds = Float64Array.from({ length: upTo(12) }, () => random() * 180).sort();
  const hotline = sketch(
    teams,
    [
      ...Array.from({ length: FLOWS }, (_, flow) => ({ flow, priority: upTo(2) })),
      { flow: 0, priority: upTo(2) },
      { flow: 1, priority: upTo(2) },
    ],
    [
      { firstClass: 0, transfer: { probability: 0.4, firstClass: 3 }, ...callback() },
      { firstClass: 1, transfer: { probability: 0.2, firstClass: 4 } },
      { firstClass: 2, ...callback() },
    ],
    {
      ringSeconds: upTo(1) * 1.5,
      admitUntilSeconds: 160,
      ...(upTo(1) === 0 ? {} : { trunks: 4 + upTo(5) }),
      messages: {
        keepFree: upTo(1),
        teams: teams.map((_, team) => ({ team, talkFactor: 1 })).filter(() => upTo(1) === 0),
      },
    },
  );
  const uniform = (purpose: number) => (caller: number, attempt: number) =>
    generator(seed * 7919 + purpose * 104_729 + caller * 31 + attempt * 613)();
  const draws = drawsOf(callers, {
    transfer: (caller) => uniform(1)(caller, 0),
    transferPatienceSeconds: (caller) => -Math.log(uniform(2)(caller, 0)) * 20,
    transferTalkSeconds: (caller) => -Math.log(uniform(3)(caller, 0)) * 15,
    transferWrapUpSeconds: (caller) => -Math.log(uniform(4)(caller, 0)) * 2,
    acceptsCallback: uniform(5),
    reached: uniform(6),
    messages: { arrivalSeconds, handlingSeconds: arrivalSeconds.map(() => exponential(20)) },
  });
  const redialDraws = {
    patienceSeconds: (caller: number, attempt: number) => -Math.log(uniform(7)(caller, attempt)) * 25,
    delayAfterAbandoningSeconds: (caller: number, attempt: number) =>
      attempt < 3 && uniform(8)(caller, attempt) < 0.5 ? uniform(9)(caller, attempt) * 30 : undefined,
    delayAfterBlockedSeconds: (caller: number, attempt: number) =>
      attempt < 3 ? 1 + uniform(10)(caller, attempt) * 10 : undefined,
  };
  const day = createRoutedSimulation(hotline)(columnsOf(callers), draws, redialDraws);
  const agents = hotline.teams.flatMap(({ mostAgents }, team) => Array<number>(mostAgents).fill(team));
  return {
    hotline,
    callers,
    draws,
    day,
    waits: waitsOf(hotline, day),
    teamOf: (agent) => agents[agent - 1]!,
  };
};

const waitsOf = (hotline: RoutedHotline, day: RoutedDay): Wait[] => {
  const { attempts, transfers } = day;
  const waits: Wait[] = [];
  for (let row = 0; row < attempts.count; row++) {
    if (attempts.outcome[row] !== ANSWERED && attempts.outcome[row] !== ABANDONED) continue;
    const since = attempts.arrivalSeconds[row]!;
    const agent = attempts.agent[row]!;
    const callback = day.callback[row]!;
    const dialled = callback === CALLBACK_REACHED || callback === CALLBACK_MISSED;
    const hungUp = callback === NO_CALLBACK ? since + attempts.waitSeconds[row]! : Number.POSITIVE_INFINITY;
    waits.push({
      kind: callback === NO_CALLBACK ? "call" : "callback",
      row,
      callClass: hotline.flows[day.flow[row]!]!.firstClass,
      since,
      left: agent > 0 || dialled ? attempts.busyFromSeconds[row]! : hungUp,
      agent,
      busyUntil: attempts.busyUntilSeconds[row]!,
      answered: attempts.outcome[row] === ANSWERED,
      wait: attempts.waitSeconds[row]!,
    });
  }
  for (let row = 0; row < transfers.count; row++) {
    const since = transfers.sinceSeconds[row]!;
    const agent = transfers.agent[row]!;
    waits.push({
      kind: "second",
      row,
      callClass: hotline.flows[day.flow[transfers.attempt[row]!]!]!.transfer!.firstClass,
      since,
      left: agent > 0 ? transfers.busyFromSeconds[row]! : since + transfers.waitSeconds[row]!,
      agent,
      busyUntil: transfers.busyUntilSeconds[row]!,
      answered: transfers.outcome[row] === TRANSFER_ANSWERED,
      wait: transfers.waitSeconds[row]!,
    });
  }
  return waits;
};
