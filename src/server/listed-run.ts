import type { TrendPoint } from "../compare/trend.ts";

/** A run as the list shows it. */
export interface ListedRun {
  /** The folder's name below the one that is served. */
  readonly name: string;
  readonly scenarioName: string;
  readonly state: "running" | "complete" | "interrupted" | "invalid" | "damaged";
  /** ISO time. */
  readonly startedAt?: string;
  readonly seed?: number;
  readonly fingerprint?: string;
  readonly verdict?: string;
  readonly offered?: number;
  readonly serviceLevel?: number;
  readonly abandonment?: number;
  /** People needed at the peak: assured where it was computed, else expected. */
  readonly needed?: number;
  readonly hasReport: boolean;
  /** Its place in a trend, and of which: runs of one key were asked the same. */
  readonly trend?: { readonly key: string; readonly asked: AskedRun; readonly point: TrendPoint };
  /** What is wrong with a damaged folder. */
  readonly problem?: string;
}

/** What the runs of one trend have in common. */
export interface AskedRun {
  readonly scenarioName: string;
  readonly window: { readonly startSeconds: number; readonly endSeconds: number };
  readonly agents?: number | undefined;
  readonly pbx: "embedded" | "asterisk" | "external";
}
