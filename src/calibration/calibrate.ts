import { countOf } from "../calls/count-of.ts";
import type { IntervalReport, MeasuredCall } from "../calls/measured-call.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import { type AgentEstimates, estimateAgents } from "./agents-at-work.ts";
import { type Block, blocksOf, offeredOf, sumOf, totalOf } from "./blocks.ts";
import { confidenceOf } from "./confidence.ts";
import { estimateArrivals } from "./dispersion.ts";
import { type DurationCounts, secondsOfBin } from "./duration-counts.ts";
import type { Estimates } from "./estimates.ts";
import { estimateHandling } from "./handling-time.ts";
import { newObservations, type Observations, observeCall, observeInterval } from "./observe.ts";
import { findOutages, withoutClosedTimes } from "./outages.ts";
import { estimatePatience } from "./patience.ts";
import { estimateRedials, REDIAL_WITHIN_SECONDS, redialNotes, redialShare } from "./redials.ts";
import { SLOT_SECONDS, type SUM } from "./slot-sums.ts";

export interface CalibrationOptions {
  /** The answer-time target T of the service level; 20 s unless given. */
  readonly withinSeconds?: number;
  /** ISO date of the first day, where it is known, so that weekdays can be told apart. */
  readonly firstDate?: string;
}

/** The least duration that a share of those counted does not exceed. */
const percentile = (counts: DurationCounts, share: number): number => {
  let passed = 0;
  for (let bin = 0; bin < counts.top; bin++) {
    passed += counts.ended[bin] as number;
    if (passed >= share * counts.endedTotal) return secondsOfBin(counts, bin);
  }
  return secondsOfBin(counts, counts.top - 1);
};

const noteRecord = (
  seen: Observations,
  total: Block,
  days: number,
  agents: AgentEstimates | undefined,
): string[] => {
  const notes: string[] = [];
  if (offeredOf(total) === 0) notes.push("No offered call is counted, so that no rate can be given.");
  else if (offeredOf(total) === 1)
    notes.push("One call alone says next to nothing; every interval is wide or absent.");
  if (seen.uncounted > 0)
    notes.push(
      `${countOf(seen.uncounted, "call of the lead-in is", "calls of the lead-in are")} not counted.`,
    );
  if (sumOf(total, "censored") > 0) {
    notes.push(
      `${countOf(sumOf(total, "censored"), "call was cut off while waiting; it counts as waiting in the patience and is", "calls were cut off while waiting; they count as waiting in the patience and are")} not among the offered.`,
    );
  }
  if (days === 1)
    notes.push("One day says nothing on how days differ: the dispersion of arrivals is absent.");
  if (seen.intervalsWithoutWait > 0) {
    notes.push(
      `${countOf(seen.intervalsWithoutWait, "interval gives no mean wait and is", "intervals give no mean wait and are")} left out of waits and patience.`,
    );
  }
  if (seen.intervalsWithAnsweredWaitOnly > 0) {
    notes.push(
      `${countOf(seen.intervalsWithAnsweredWaitOnly, "interval gives", "intervals give")} the mean wait of the answered alone; those who abandoned are taken to have waited as long.`,
    );
  }
  if (seen.arrivalsBackwards > 0 && seen.arrivalsBackwards * 1000 > offeredOf(total)) {
    notes.push(
      `Arrivals go backwards in ${countOf(seen.arrivalsBackwards, "row", "rows")}: the file is not in the order of arrival, or a clock was set back.`,
    );
  }
  if (seen.agents.tooLate > 0) {
    notes.push(
      `${countOf(seen.agents.tooLate, "call stands more than forty days after its place and is", "calls stand more than forty days after their place and are")} left out of the agents at work.`,
    );
  }
  if (agents !== undefined && agents.effective === undefined) {
    notes.push("Callers hardly ever waited, so that the agents effective under a queue cannot be told.");
  }
  return notes;
};

const MOST_OUTAGES_TOLD = 5;

const INJECTED = ["patience", "handleTime", "redial", "arrivals"];

/**
 * What the observed calls say, each estimate with a 95 % interval where one can
 * be had, and in words what they do not say. Nothing is NaN: what cannot be
 * estimated is absent. To be called once, after the last call.
 *
 * The counts, rates and waits are as in docs/definitions.md. Intervals treat
 * whole days as the independent units from five days on, and blocks of the day
 * below that, because the calls of one busy hour share its queue.
 */
export const estimatesOf = (seen: Observations, options: CalibrationOptions = {}): Estimates => {
  const slots = blocksOf(seen.sums, SLOT_SECONDS);
  const total = totalOf(slots.values());
  const sum = (name: keyof typeof SUM): number => sumOf(total, name);
  const offered = offeredOf(total);
  const weekday = options.firstDate === undefined ? undefined : new Date(options.firstDate).getUTCDay();
  const arrivals = estimateArrivals(blocksOf(seen.sums, 1800), weekday);
  const agents = estimateAgents(seen.agents);
  const notes = noteRecord(seen, total, arrivals.days, agents);
  const { patience, curve } = estimatePatience(seen, total, notes);
  const handleTime = estimateHandling(seen, total, notes);
  const { confidence, intervalsFrom } = confidenceOf(seen, total, curve, handleTime, agents, notes);

  const redials = estimateRedials(seen.redials);
  const afterAbandoning = redials?.after.abandoned;
  const again = afterAbandoning && redialShare(afterAbandoning);
  if (redials === undefined) {
    if (!seen.fromIntervals)
      notes.push("No caller is identified, so that redials cannot be told from fresh callers.");
  } else {
    if (again !== undefined) confidence["redial"] = { low: again.low, high: again.high };
    notes.push(...redialNotes(again, afterAbandoning?.calls ?? 0));
    if (redials.identified * 2 < offered) {
      notes.push(
        `Only ${Math.round((100 * redials.identified) / offered)} % of calls have an identified caller; redials are theirs.`,
      );
    }
    if (redials.watchedShare < 1) {
      notes.push(
        `Redials are those of one caller in ${1 / redials.watchedShare}, chosen by number; there were too many to keep.`,
      );
    }
  }
  const slotSeconds = seen.fromIntervals ? Math.max(SLOT_SECONDS, seen.reportSeconds) : SLOT_SECONDS;
  const { outages, closed } = withoutClosedTimes(
    findOutages(blocksOf(seen.sums, slotSeconds), slotSeconds),
    arrivals.days,
  );
  for (const { startSeconds, endSeconds, days } of closed) {
    notes.push(
      `Nobody calls from ${formatTimeOfDay(startSeconds)} to ${formatTimeOfDay(endSeconds)} on ${days} of ${arrivals.days} days: the hotline is taken to be closed then.`,
    );
  }
  for (const outage of outages.slice(0, MOST_OUTAGES_TOLD)) {
    const clock = (seconds: number): string => {
      const minutes = Math.round((seconds % 86_400) / 60);
      const day = arrivals.days > 1 ? `day ${Math.floor(seconds / 86_400) + 1} ` : "";
      return `${day}${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    };
    notes.push(
      outage.kind === "no calls"
        ? `No call came from ${clock(outage.startSeconds)} to ${clock(outage.endSeconds)}, where about ${Math.round(outage.calls)} were to be expected: an outage? The figures include the time after it as it was.`
        : `None of ${outage.calls} calls was answered from ${clock(outage.startSeconds)} to ${clock(outage.endSeconds)}: an outage? Waits and patience include them.`,
    );
  }
  if (outages.length > MOST_OUTAGES_TOLD) {
    notes.push(
      `${countOf(outages.length - MOST_OUTAGES_TOLD, "more such time stands", "more such times stand")} in the JSON.`,
    );
  }
  if (seen.injected) {
    notes.push(
      "The rows carry the patience that a scenario gave: patience, handling time, redials and arrivals were injected. They show that the tool measures what was put in, and are no finding about people.",
    );
  }
  const opt = <Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } =>
    (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
  const over = (numerator: number, denominator: number): number | undefined =>
    denominator > 0 ? numerator / denominator : undefined;
  const within = over(sum("within"), sum("judged"));
  const waits = seen.waits.endedTotal + seen.waits.censoredTotal;
  const zeroWaits = (seen.waits.ended[0] as number) + (seen.waits.censored[0] as number);

  return {
    offered,
    answered: sum("answered"),
    abandoned: sum("abandoned"),
    blocked: sum("blocked"),
    failed: sum("failed"),
    censored: sum("censored"),
    ...opt("abandonment", over(sum("abandoned"), offered)),
    ...opt(
      "serviceLevel",
      within === undefined ? undefined : { withinSeconds: seen.withinSeconds, value: within },
    ),
    ...opt("meanWaitSeconds", over(sum("wait"), sum("waited"))),
    ...opt(
      "meanAnsweredWaitSeconds",
      seen.fromIntervals && sum("answeredWait") === 0
        ? undefined
        : over(sum("answeredWait"), sum("answered")),
    ),
    ...opt(
      "meanAbandonedWaitSeconds",
      seen.fromIntervals && sum("abandonedWait") === 0
        ? undefined
        : over(sum("abandonedWait"), sum("abandoned")),
    ),
    ...opt("waitProbability", over(waits - zeroWaits, waits)),
    ...opt("patience", patience),
    ...opt("handleTime", handleTime),
    ...opt("arrivals", offered > 0 ? arrivals : undefined),
    ...opt(
      "redial",
      redials === undefined
        ? undefined
        : {
            ...opt("probability", again?.probability),
            withinSeconds: again?.seconds ?? REDIAL_WITHIN_SECONDS,
            ...opt("medianDelaySeconds", afterAbandoning?.medianDelaySeconds),
            freshCallers: offered * (1 - redials.repeatShare),
            detail: redials,
          },
    ),
    ...opt("agents", agents),
    ...opt("ringSeconds", over(seen.ringSum, seen.rings)),
    ...opt(
      "setupMilliseconds",
      seen.setups.endedTotal === 0
        ? undefined
        : {
            p50: percentile(seen.setups, 0.5) * 1000,
            p95: percentile(seen.setups, 0.95) * 1000,
            p99: percentile(seen.setups, 0.99) * 1000,
          },
    ),
    ...opt("outages", outages.length > 0 ? outages : undefined),
    confidence,
    intervalsFrom,
    injected: seen.injected ? INJECTED : [],
    notes,
  };
};

/** Estimates from calls, one pass over them in constant memory; see {@link estimatesOf}. */
export const calibrate = (calls: Iterable<MeasuredCall>, options: CalibrationOptions = {}): Estimates => {
  const seen = newObservations(options.withinSeconds ?? 20);
  for (const call of calls) observeCall(seen, call);
  return estimatesOf(seen, options);
};

/** Estimates from the rows of interval reports; see {@link estimatesOf}. */
export const calibrateIntervals = (
  intervals: Iterable<IntervalReport>,
  options: CalibrationOptions = {},
): Estimates => {
  const seen = newObservations(options.withinSeconds ?? 20);
  for (const interval of intervals) observeInterval(seen, interval);
  return estimatesOf(seen, options);
};
