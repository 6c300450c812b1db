import { quantileSorted } from "simple-statistics";
import type { CallRecord } from "../calls/call-record.ts";
import type { FloodLoad } from "./flood-result.ts";

/**
 * A start may be this late before the schedule counts as lost, however long
 * the callers wait: SIPp's clock goes in steps of 4 ms and its steps take one
 * each, so that less would judge the clock and not the load.
 */
const TOLERATED_LATENESS_MILLISECONDS = 20;

/**
 * And this share of the answer-time target in wall time: a queue whose callers
 * come a tenth of the target late is still the same queue.
 */
const TOLERATED_SHARE_OF_TARGET = 0.1;

/** The 99th percentile of lateness from which a load is invalid, wall milliseconds. */
export const latenessLimitMilliseconds = (withinSeconds: number, compression: number): number =>
  Math.max(
    TOLERATED_LATENESS_MILLISECONDS,
    ((withinSeconds * 1000) / compression) * TOLERATED_SHARE_OF_TARGET,
  );

/**
 * Judges whether the load was what the trace asked for, from the counted
 * records: every attempt that fell due was placed, and in time. `troubles` are
 * sentences on what else went wrong with the generator.
 */
export const judgeLoad = (
  records: readonly CallRecord[],
  limits: { readonly withinSeconds: number; readonly compression: number },
  troubles: readonly string[],
): FloodLoad => {
  const counted = records.filter((record) => record.counted);
  const placed = counted.filter((record) => record.sentMilliseconds !== undefined);
  const lateness = placed
    .map((record) => (record.sentMilliseconds ?? 0) - (record.plannedMilliseconds ?? 0))
    .sort((a, b) => a - b);
  const limit = latenessLimitMilliseconds(limits.withinSeconds, limits.compression);
  const p99 = lateness.length === 0 ? 0 : quantileSorted(lateness, 0.99);
  const reasons = [...troubles];
  if (placed.length !== counted.length) {
    reasons.push(
      `${counted.length - placed.length} of ${counted.length} planned attempts were never placed.`,
    );
  }
  if (lateness.length > 0 && p99 > limit) {
    reasons.push(
      `Calls started up to ${p99.toFixed(0)} ms late (99th percentile), more than the ${limit.toFixed(0)} ms that the result bears. ` +
        "Run it on a machine with less other work, or with a smaller compression.",
    );
  }
  return {
    planned: counted.length,
    placed: placed.length,
    ...(lateness.length === 0
      ? {}
      : {
          latenessMilliseconds: {
            p50: quantileSorted(lateness, 0.5),
            p99,
            max: lateness[lateness.length - 1] ?? 0,
          },
        }),
    valid: reasons.length === 0,
    reasons,
  };
};
