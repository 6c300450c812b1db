import { callerHash } from "../calls/caller-hash.ts";
import type { MeasuredCall } from "../calls/measured-call.ts";
import { extremeShareInterval } from "./block-interval.ts";
import { countDuration, type DurationCounts, newDurationCounts } from "./duration-counts.ts";
import { kaplanMeier, type SurvivalCurve, type SurvivalPoint } from "./kaplan-meier.ts";

const AFTER = ["answered", "abandoned", "blocked"] as const;
export type RedialAfter = (typeof AFTER)[number];

/** Attempts of identified callers, kept until all are in, so that they may come in any order. */
export interface RedialWatch {
  callers: Float64Array;
  arrivals: Float64Array;
  ends: Float64Array;
  /** How each attempt ended, as an index into AFTER; −1 for any other ending. */
  endings: Int8Array;
  /** Attempts kept. */
  kept: number;
  /** Callers whose number has one of these bits set are not watched. */
  mask: number;
  identified: number;
  /** The latest arrival: nobody can be seen to call again after it, however long the talks go on. */
  lastArrival: number;
}

/** More attempts are not kept: beyond, those of every second caller are, then of every fourth. */
const MOST_ATTEMPTS = 1 << 18;

/** Within this of giving up, a call is taken for the same matter. */
export const REDIAL_WITHIN_SECONDS = 3600;

export const newRedialWatch = (): RedialWatch => ({
  callers: new Float64Array(1024),
  arrivals: new Float64Array(1024),
  ends: new Float64Array(1024),
  endings: new Int8Array(1024),
  kept: 0,
  mask: 0,
  identified: 0,
  lastArrival: Number.NEGATIVE_INFINITY,
});

const makeRoom = (watch: RedialWatch): void => {
  if (watch.kept < watch.callers.length) return;
  if (watch.kept < MOST_ATTEMPTS) {
    const longer = (column: Float64Array): Float64Array => {
      const next = new Float64Array(column.length * 2);
      next.set(column);
      return next;
    };
    watch.callers = longer(watch.callers);
    watch.arrivals = longer(watch.arrivals);
    watch.ends = longer(watch.ends);
    const endings = new Int8Array(watch.endings.length * 2);
    endings.set(watch.endings);
    watch.endings = endings;
    return;
  }
  // One caller with a million calls would outlast any halving of the callers.
  if (watch.mask > 0xffff) return;
  watch.mask = watch.mask * 2 + 1;
  let kept = 0;
  for (let i = 0; i < watch.kept; i++) {
    if (((watch.callers[i] as number) & watch.mask) !== 0) continue;
    watch.callers[kept] = watch.callers[i] as number;
    watch.arrivals[kept] = watch.arrivals[i] as number;
    watch.ends[kept] = watch.ends[i] as number;
    watch.endings[kept] = watch.endings[i] as number;
    kept++;
  }
  watch.kept = kept;
};

/** Takes note of one attempt. */
export const watchForRedial = (watch: RedialWatch, call: MeasuredCall): void => {
  const endSeconds = call.arrivalSeconds + (call.waitSeconds ?? 0) + (call.talkSeconds ?? 0);
  if (call.arrivalSeconds > watch.lastArrival) watch.lastArrival = call.arrivalSeconds;
  if (call.callerId === undefined || call.callerId === "") return;
  watch.identified++;
  const caller = typeof call.callerId === "number" ? call.callerId : callerHash(call.callerId);
  if ((caller & watch.mask) !== 0) return;
  makeRoom(watch);
  const at = watch.kept;
  if (at >= watch.callers.length || (caller & watch.mask) !== 0) return;
  watch.callers[at] = caller;
  watch.arrivals[at] = call.arrivalSeconds;
  watch.ends[at] = endSeconds;
  watch.endings[at] = AFTER.indexOf(call.outcome as RedialAfter);
  watch.kept++;
};

/** How people call again after one kind of ending. */
export interface RedialEstimate {
  /** Endings watched. */
  readonly calls: number;
  /** The share that calls again within the seconds given, calls near the end of the record counted as censored. */
  readonly within: readonly {
    readonly seconds: number;
    readonly probability: number;
    readonly low: number;
    readonly high: number;
    /** Endings whose caller was watched so long, or called again before. */
    readonly watched: number;
  }[];
  /** Median delay of those who call again within an hour. */
  readonly medianDelaySeconds?: number;
}

export interface RedialEstimates {
  readonly after: Partial<Record<RedialAfter, RedialEstimate>>;
  /** The share of watched attempts that repeat one given up or blocked less than an hour before. */
  readonly repeatShare: number;
  readonly identified: number;
  /** The share of callers watched, 1 unless they were too many to keep. */
  readonly watchedShare: number;
}

/** Minutes for short records, ten minutes, an hour, a day, and until the end of the next day. */
const HORIZONS_SECONDS = [60, 120, 300, 600, 1200, 1800, REDIAL_WITHIN_SECONDS, 86_400, 172_800];

/** The curve at every horizon where all called again: it then is known however long. */
const curveTo = ({ points, lastProbability, observations }: SurvivalCurve): readonly SurvivalPoint[] => {
  if (observations === 0 || lastProbability > 0) return points;
  const beyond = { probability: 0, ...extremeShareInterval(0, observations) };
  return HORIZONS_SECONDS.map((seconds, i) => points[i] ?? { seconds, ...beyond });
};

/** Fewer callers watched to a horizon say too little on it. */
const FEWEST_WATCHED = 10;

/** How many of those counted were not censored before a horizon; delays of nothing are on neither side. */
const watchedTo = (delays: DurationCounts, horizonSeconds: number): number => {
  let watched = delays.endedTotal + delays.censoredTotal - (delays.censored[0] as number);
  const top = Math.min(delays.top, horizonSeconds);
  for (let bin = 1; bin < top; bin++) watched -= delays.censored[bin] as number;
  return watched;
};

/**
 * The share that calls again within an hour or, where nobody was watched so long,
 * within the longest time for which ten callers were.
 */
export const redialShare = (estimate: RedialEstimate): RedialEstimate["within"][number] | undefined => {
  const full = estimate.within.find(({ seconds }) => seconds === REDIAL_WITHIN_SECONDS);
  if (full !== undefined) return full;
  return estimate.within.findLast(
    ({ seconds, watched }) => seconds < REDIAL_WITHIN_SECONDS && watched >= FEWEST_WATCHED,
  );
};

const medianWithin = (delays: DurationCounts, horizonSeconds: number): number | undefined => {
  let total = 0;
  const top = Math.min(delays.top, horizonSeconds + 1);
  for (let bin = 0; bin < top; bin++) total += delays.ended[bin] as number;
  let passed = 0;
  for (let bin = 0; bin < top; bin++) {
    passed += delays.ended[bin] as number;
    if (total > 0 && passed * 2 >= total) return bin;
  }
  return undefined;
};

/** The attempts kept in the order of their arrival; undefined where they stand in it. */
const orderOfArrival = ({ arrivals, kept }: RedialWatch): Uint32Array | undefined => {
  let at = 1;
  while (at < kept && (arrivals[at] as number) >= (arrivals[at - 1] as number)) at++;
  if (at >= kept) return undefined;
  const order = new Uint32Array(kept).map((_, i) => i);
  return order.sort((one, other) => (arrivals[one] as number) - (arrivals[other] as number));
};

/** By attempt, the next one of the same caller; −1 where there is none. One walk back from the last, with the callers met in a table. */
const nextAttempts = (watch: RedialWatch): Int32Array => {
  const { callers, kept } = watch;
  const order = orderOfArrival(watch);
  const size = 2 ** Math.ceil(Math.log2(2 * kept + 1));
  const met = new Int32Array(size).fill(-1);
  const next = new Int32Array(kept).fill(-1);
  for (let i = kept - 1; i >= 0; i--) {
    const here = order?.[i] ?? i;
    const caller = callers[here] as number;
    // those watched have the same lowest bits
    let place = (Math.imul(Math.floor(caller / 0x100000000), 0x9e3779b1) ^ (caller >>> 11)) & (size - 1);
    for (;;) {
      const there = met[place] as number;
      if (there < 0) break;
      if (callers[there] === caller) {
        next[here] = there;
        break;
      }
      place = (place + 1) & (size - 1);
    }
    met[place] = here;
  }
  return next;
};

/** What the attempts taken note of say on calling again; undefined where no caller is identified. */
export const estimateRedials = (watch: RedialWatch): RedialEstimates | undefined => {
  const { arrivals, ends, endings, kept } = watch;
  if (kept === 0) return undefined;
  const nextOf = nextAttempts(watch);
  const delays = AFTER.map(() => newDurationCounts(1));
  let repeats = 0;
  for (let here = 0; here < kept; here++) {
    const next = nextOf[here] as number;
    const again = next >= 0;
    const until = again ? (arrivals[next] as number) : watch.lastArrival;
    // A delay of nothing is still a redial, so that it is put a second on, where the curve counts it.
    const delay = Math.max(again ? 1 : 0, until - (ends[here] as number));
    const ending = endings[here] as number;
    if (ending < 0) continue;
    countDuration(delays[ending] as DurationCounts, delay, !again);
    if (again && AFTER[ending] !== "answered" && delay <= REDIAL_WITHIN_SECONDS) repeats++;
  }
  const after: Partial<Record<RedialAfter, RedialEstimate>> = {};
  AFTER.forEach((name, index) => {
    const counts = delays[index] as DurationCounts;
    const calls = counts.endedTotal + counts.censoredTotal;
    if (calls === 0) return;
    const medianDelaySeconds = medianWithin(counts, REDIAL_WITHIN_SECONDS);
    after[name] = {
      calls,
      within: curveTo(kaplanMeier(counts, HORIZONS_SECONDS)).map(({ seconds, probability, low, high }) => {
        const watched = watchedTo(counts, seconds);
        // Greenwood's band has no width before the first redial
        const bounds =
          probability === 1
            ? extremeShareInterval(0, Math.max(1, watched))
            : { low: 1 - high, high: 1 - low };
        return { seconds, probability: 1 - probability, ...bounds, watched };
      }),
      ...(medianDelaySeconds === undefined ? {} : { medianDelaySeconds }),
    };
  });
  return {
    after,
    repeatShare: repeats / kept,
    identified: watch.identified,
    watchedShare: 1 / (watch.mask + 1),
  };
};

/** What a short record could not see of calling again. */
export const redialNotes = (
  again: RedialEstimate["within"][number] | undefined,
  abandoned: number,
): string[] => {
  if (abandoned === 0)
    return ["No identified caller abandoned: nothing is known of calling again after that."];
  if (again === undefined) {
    return [
      `The record is too short for calling again: fewer than ${FEWEST_WATCHED} callers who abandoned were watched for as much as a minute.`,
    ];
  }
  if (again.seconds >= REDIAL_WITHIN_SECONDS) return [];
  return [
    `Nobody who abandoned was watched for an hour: the share that calls again is that within ${Math.round(again.seconds / 60)} ${again.seconds === 60 ? "minute" : "minutes"}. Those who call later, and calls repeated from before the record, were not seen: more call again than it says, and fewer callers are fresh.`,
  ];
};
