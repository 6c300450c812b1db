import type { Distribution } from "../distributions/distribution.ts";
import { lawOf } from "../distributions/law-of.ts";
import { expectedCalls, highestRate, type RatePiece, requireRates } from "./arrival-rate.ts";
import { requireBounds } from "./domain.ts";
import { fewestAgentsErlangA, fewestAgentsErlangC, type Staffing } from "./fewest-agents.ts";
import { highestOfferedLoad, offeredLoadOverTime } from "./offered-load-over-time.ts";
import type { StaffingTargets, TargetFigures } from "./targets.ts";

/** A day to staff interval by interval with a steady model. */
export interface DayToStaff {
  readonly rates: readonly RatePiece[];
  /** The handling time; its shape matters for the offered load over time alone. */
  readonly handling: Distribution;
  /** Mean of the exponential patience; absent: Erlang C. */
  readonly patienceSeconds?: number;
  /** Bounds of the intervals, sorted upwards. */
  readonly boundsSeconds: readonly number[];
}

/**
 * Which rate stands for an interval: its average, its highest, the average one mean
 * handling time earlier, or the highest offered load over the interval divided by
 * the handling time (the modified offered load of Jagerman 1975, Massey and Whitt
 * 1994), the only one that follows the load's lag and its smoothing.
 */
export type StationaryForm = "average" | "maximum" | "lagged" | "offeredLoad";

/** One interval's staff; idle where the rate that stands for it is zero. */
export interface IntervalStaffing {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** The rate that the model was given. */
  readonly callsPerSecond: number;
  readonly staffing:
    | Staffing<Omit<TargetFigures, "abandonment">>
    | { readonly state: "idle"; readonly agents: 0 };
}

/** A rate below this brings less than one call in a century. */
const NO_CALLS_PER_SECOND = 1e-10;

/**
 * Staffs every interval as if its rate held for ever (Green, Kolesar and Soares
 * 2001, "stationary independent period by period", with its variants). Where calls
 * take long, the average and maximum forms staff the peak of arrivals and starve
 * what follows it.
 */
export const staffByInterval = (
  day: DayToStaff,
  targets: StaffingTargets,
  form: StationaryForm,
): IntervalStaffing[] => {
  requireRates(day.rates);
  requireBounds(day.boundsSeconds);
  const handlingSeconds = lawOf(day.handling).meanSeconds;
  const load = offeredLoadOverTime(day.rates, day.handling);
  const { patienceSeconds, rates } = day;
  const rateFor = (from: number, to: number): number => {
    const lag = form === "lagged" ? handlingSeconds : 0;
    if (form === "maximum") return highestRate(rates, from, to);
    if (form === "offeredLoad") return highestOfferedLoad(load, from, to) / handlingSeconds;
    return expectedCalls(rates, from - lag, to - lag) / (to - from);
  };
  // Agents beyond the load in units of its root hardly change from one interval to the next.
  let margin: number | undefined;
  return day.boundsSeconds.slice(1).map((endSeconds, index): IntervalStaffing => {
    const startSeconds = day.boundsSeconds[index]!;
    const callsPerSecond = rateFor(startSeconds, endSeconds);
    const interval = { startSeconds, endSeconds, callsPerSecond };
    if (callsPerSecond < NO_CALLS_PER_SECOND) return { ...interval, staffing: { state: "idle", agents: 0 } };
    const steady = { callsPerSecond, handlingSeconds };
    if (patienceSeconds === undefined) {
      return { ...interval, staffing: fewestAgentsErlangC(steady, targets) };
    }
    const erlangs = callsPerSecond * handlingSeconds;
    const guess = margin === undefined ? undefined : Math.round(erlangs + margin * Math.sqrt(erlangs));
    const staffing = fewestAgentsErlangA({ ...steady, patienceSeconds }, targets, guess);
    if (staffing.state === "met") margin = (staffing.agents - erlangs) / Math.sqrt(erlangs);
    return { ...interval, staffing };
  });
};
