import type { CallRecord } from "../calls/call-record.ts";
import type { GateContext } from "../gate/evaluate-thresholds.ts";
import { hopelessThresholds } from "../gate/hopeless.ts";
import type { Threshold } from "../gate/threshold.ts";

/** Stops a run early whose outcome is certain. */
export interface HopelessWatch {
  /** Aborted once a threshold with `abortOnFail` cannot be met any more. */
  readonly signal: AbortSignal;
  /** Those thresholds, as `metric: expression`; empty as long as there is hope. */
  readonly lost: () => readonly string[];
  /** Judges the attempts that have ended; they are made only where a threshold asks for it. */
  readonly look: (endedSoFar: () => readonly CallRecord[]) => void;
}

/** `onHopeless` is told once, with the thresholds that are lost. */
export const watchHopeless = (
  thresholds: readonly Threshold[],
  context: GateContext,
  onHopeless: (lost: readonly string[]) => void,
): HopelessWatch => {
  const controller = new AbortController();
  const stopsEarly = thresholds.some(({ abortOnFail }) => abortOnFail);
  let lost: readonly string[] = [];
  return {
    signal: controller.signal,
    lost: () => lost,
    look: (endedSoFar) => {
      if (!stopsEarly || controller.signal.aborted) return;
      lost = hopelessThresholds(endedSoFar(), thresholds, context).map(
        ({ metric, expression }) => `${metric}: ${expression}`,
      );
      if (lost.length === 0) return;
      onHopeless(lost);
      controller.abort();
    },
  };
};
