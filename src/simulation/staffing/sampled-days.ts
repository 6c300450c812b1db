import type { Scenario } from "../../scenario/scenario.ts";
import { createDaySampler } from "../../trace/day-sampler.ts";
import { createRedialDraws, type RedialDraws } from "../../trace/redial-draws.ts";
import type { CallerColumns } from "../hotline.ts";
import { callersFrom, mayRedial } from "../replicate.ts";

/** Days drawn once and kept, so that every staffing is tried on the same callers. */
export interface SampledDays {
  readonly scenario: Scenario;
  /** The callers of each day, whole. */
  readonly days: readonly CallerColumns[];
  /** The redial draws of each day; absent where nobody calls again. */
  readonly redialDraws: readonly (RedialDraws | undefined)[];
}

/** Draws the days 0 to `replications` − 1 of a seed; 32 bytes a caller are kept. */
export const sampleDays = (scenario: Scenario, seed: number, replications: number): SampledDays => {
  const sampler = createDaySampler(scenario, { topics: false });
  const redials = mayRedial(scenario);
  const days: CallerColumns[] = [];
  const redialDraws: (RedialDraws | undefined)[] = [];
  for (let replication = 0; replication < replications; replication++) {
    const day = sampler.draw(seed, replication);
    days.push({
      callers: day.callers,
      arrivalSeconds: day.arrivalSeconds.slice(0, day.callers),
      patienceSeconds: day.patienceSeconds.slice(0, day.callers),
      talkSeconds: day.talkSeconds.slice(0, day.callers),
      wrapUpSeconds: day.wrapUpSeconds.slice(0, day.callers),
    });
    redialDraws.push(redials ? createRedialDraws(scenario, seed, replication) : undefined);
  }
  return { scenario, days, redialDraws };
};

/** The callers of a day from one moment up to, not including, another; the later ones are not looked at. */
export const callersBetween = (day: CallerColumns, fromSeconds: number, toSeconds: number): CallerColumns => {
  const { callers, ...columns } = callersFrom(day, fromSeconds);
  let low = 0;
  let high = callers;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columns.arrivalSeconds[middle]! < toSeconds) low = middle + 1;
    else high = middle;
  }
  return { ...columns, callers: low };
};
