import { quantileSorted } from "simple-statistics";
import type { CallRecord } from "../calls/call-record.ts";
import type { SecondLineCall } from "../pbx/pbx.ts";
import type { RunSummary } from "../runs/summary.ts";

/** SIPp's own part of a Call-ID stands behind three slashes; our records keep what stands before them. */
const recordedCallId = (callId: string): string => callId.replace(/\/\/\/.*$/, "");

/**
 * What became of the counted calls that were put through: their second wait in
 * scenario time, from joining the second line to the answer there or to hanging
 * up. Undefined where the PBX has no second line.
 */
export const secondLineSummary = (
  calls: readonly SecondLineCall[] | undefined,
  records: readonly CallRecord[],
  compression: number,
): RunSummary["pbx"]["secondLine"] => {
  if (calls === undefined) return undefined;
  const counted = new Set(records.flatMap((record) => (record.counted ? [record.callId] : [])));
  const ours = calls.filter(({ callId }) => callId !== undefined && counted.has(recordedCallId(callId)));
  const waits = ours
    .flatMap((call) => {
      const until = call.connectedEpochMilliseconds ?? call.abandonedEpochMilliseconds;
      return until === undefined ? [] : [((until - call.joinedEpochMilliseconds) / 1000) * compression];
    })
    .sort((a, b) => a - b);
  return {
    transferred: ours.length,
    answered: ours.filter((call) => call.connectedEpochMilliseconds !== undefined).length,
    abandoned: ours.filter(
      (call) =>
        call.connectedEpochMilliseconds === undefined && call.abandonedEpochMilliseconds !== undefined,
    ).length,
    ...(waits.length > 0 && {
      waitSeconds: {
        mean: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
        p50: quantileSorted(waits, 0.5),
        p95: quantileSorted(waits, 0.95),
      },
    }),
  };
};
