import type { Routing } from "../../scenario/routing.ts";
import { createDaySampler } from "../../trace/day-sampler.ts";
import { createRedialDraws } from "../../trace/redial-draws.ts";
import { handOver } from "../attempt-slips.ts";
import { createDayCounter } from "../count-day.ts";
import { rowLength } from "../day-totals.ts";
import type { StaffChanges } from "../hotline.ts";
import {
  callersFrom,
  firstNotBefore,
  gridOf,
  mayRedial,
  type Replicator,
  type SimulationPlan,
} from "../replicate.ts";
import { leadInSeconds } from "../window.ts";
import { compileRouting } from "./compile-routing.ts";
import type { RoutedHotline } from "./routed-hotline.ts";
import { checkRoutedLittle } from "./routed-little.ts";
import { routedMeasures } from "./routed-measures.ts";
import { createRoutedCounter, routedLength } from "./routed-totals.ts";
import { createRoutingDraws } from "./routing-draws.ts";
import { createRoutedSimulation } from "./simulate-routed.ts";

/** The people of all teams together. */
export const sumOfStaff = (teams: RoutedHotline["teams"]): StaffChanges => {
  const moments = new Set(teams.flatMap(({ staff }) => [...staff.changeSeconds]));
  const changeSeconds = Float64Array.from([...moments].sort((a, b) => a - b));
  const agents = Int32Array.from(changeSeconds, (moment) =>
    teams.reduce((sum, { staff }) => {
      const last = staff.changeSeconds.findLastIndex((change) => change <= moment);
      return sum + (last < 0 ? 0 : staff.agents[last]!);
    }, 0),
  );
  return { changeSeconds, agents };
};

/**
 * Prepares the replications of a plan whose scenario has a routing, by the
 * event simulation. Its rows have the numbers of the fast kernel's and, after
 * them, those that `routedMeasures` takes its estimates from.
 */
export const createRoutedReplicator = (plan: SimulationPlan, routing: Routing): Replicator => {
  const { scenario, seed, window } = plan;
  const grid = gridOf(plan);
  const hotline = compileRouting(scenario, routing, {
    admitUntilSeconds: grid.endSeconds,
    ...(plan.steps === undefined ? {} : { steps: plan.steps }),
    ...(plan.idleGapSeconds === undefined ? {} : { idleGapSeconds: plan.idleGapSeconds }),
  });
  const sampler = createDaySampler(scenario, { topics: true });
  const drawsOf = createRoutingDraws(scenario, routing);
  const simulate = createRoutedSimulation(hotline);
  const counted = { staff: sumOfStaff(hotline.teams), ringSeconds: hotline.ringSeconds };
  const counter = createDayCounter(counted, grid, scenario.targets.withinSeconds);
  const countRouted = createRoutedCounter(hotline, grid, scenario.targets.withinSeconds);
  const deadlineSeconds = routing.messages?.deadlineSeconds ?? 0;
  const numbers = rowLength(grid) + routedLength(hotline);
  const redials = mayRedial(scenario);
  const fromSeconds =
    window === undefined ? Number.NEGATIVE_INFINITY : window.fromSeconds - leadInSeconds(scenario);
  return {
    grid,
    numbers,
    routed: routedMeasures(hotline, grid.endSeconds - grid.startSeconds),
    run: (replication, row) => {
      const sampled = sampler.draw(seed, replication);
      const callers = callersFrom(sampled, fromSeconds);
      const first = firstNotBefore(sampled.arrivalSeconds, sampled.callers, fromSeconds);
      const draws = drawsOf(seed, replication, sampled.topic.subarray(first));
      const redialDraws = redials ? createRedialDraws(scenario, seed, replication) : undefined;
      const day = simulate(callers, draws, redialDraws);
      checkRoutedLittle(day);
      counter.begin(callers);
      handOver(day.attempts, counter.take);
      const { transfers } = day;
      for (let transfer = 0; transfer < transfers.count; transfer++) {
        if (transfers.agent[transfer] === 0) continue;
        counter.work(transfers.busyFromSeconds[transfer]!, transfers.busyUntilSeconds[transfer]!);
      }
      draws.messages.arrivalSeconds.forEach((_, message) => {
        if (day.messageAgent[message] === 0) return;
        counter.work(day.messageBegunSeconds[message]!, day.messageDoneSeconds[message]!);
      });
      const { fromSeconds: overtimeFromSeconds, toSeconds: overtimeToSeconds } = day.overtime;
      const overtimeCount = overtimeFromSeconds.length;
      counter.end({ overtimeCount, overtimeFromSeconds, overtimeToSeconds }, row);
      countRouted(day, draws.messages, deadlineSeconds, row.subarray(rowLength(grid)));
    },
  };
};
