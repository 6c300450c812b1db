import type { RunSummary, ThresholdResult } from "../runs/summary.ts";

/**
 * One word for a run: `invalid` where the generator did not hold its schedule,
 * since then the run says nothing of the PBX; else by its thresholds, the worst
 * of them. A threshold without a sample has not been met.
 */
export const runVerdict = (
  circumstances: { readonly valid: boolean; readonly interrupted: boolean },
  thresholds: readonly ThresholdResult[],
): RunSummary["verdict"] => {
  if (circumstances.interrupted) return "interrupted";
  if (!circumstances.valid) return "invalid";
  const has = (verdict: ThresholdResult["verdict"]): boolean =>
    thresholds.some((threshold) => threshold.verdict === verdict);
  if (has("fail") || has("no data")) return "fail";
  return has("inconclusive") ? "inconclusive" : "pass";
};
