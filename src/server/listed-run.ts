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
  /** What is wrong with a damaged folder. */
  readonly problem?: string;
}
