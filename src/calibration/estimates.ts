import type { Distribution } from "../distributions/distribution.ts";
import type { AgentEstimates } from "./agents-at-work.ts";
import type { Interval } from "./block-interval.ts";
import type { ArrivalEstimates } from "./dispersion.ts";
import type { SurvivalPoint } from "./kaplan-meier.ts";
import type { Outage } from "./outages.ts";
import type { RedialEstimates } from "./redials.ts";

/** What the calls say on how long callers wait before they give up. */
export interface PatienceEstimates {
  /** Mean of an exponential patience by maximum likelihood: all waiting over those who gave up. */
  readonly exponentialMeanSeconds?: number;
  /** Kaplan and Meier's median; absent where the curve does not come down to a half. */
  readonly medianSeconds?: number;
  /** Kaplan and Meier's curve with its 95 % band, as far as anybody waited. */
  readonly survival?: readonly SurvivalPoint[];
  /** The curve says nothing beyond this wait. */
  readonly longestWaitSeconds?: number;
  /** The shape that fits best; what it says beyond the longest wait is extrapolated. */
  readonly fit?: {
    readonly distribution: Distribution;
    readonly reason: string;
    /** Survival by the fit beside the measured one is `survival`; this is how far they lie apart at most. */
    readonly largestDistance: number;
  };
}

export interface HandleTimeEstimates {
  readonly meanSeconds: number;
  /** Absent where one call alone was handled: it says nothing of how calls differ. */
  readonly cv?: number;
  /** Calls whose handling ended; only they were measured in full. */
  readonly calls: number;
  /** Calls still going on at the end of the record, counted as censored. */
  readonly open: number;
  /** By hour of the day at which the call came. */
  readonly byHour?: readonly {
    readonly hour: number;
    /** Calls whose handling ended. */
    readonly calls: number;
    /** Calls still going on at the end of the record. */
    readonly open: number;
    /** Open calls counted as censored. */
    readonly meanSeconds: number;
    /** Of the calls whose handling ended. */
    readonly cv?: number;
  }[];
}

/** Everything that measured calls say, each figure with the name that the JSON has. What they do not say is absent. */
export interface Estimates {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly blocked: number;
  readonly failed: number;
  /** Calls cut off by the end of the record or put out by the queue: neither answered nor abandoned. */
  readonly censored: number;
  readonly abandonment?: number;
  readonly serviceLevel?: { readonly withinSeconds: number; readonly value: number };
  readonly meanWaitSeconds?: number;
  readonly meanAnsweredWaitSeconds?: number;
  readonly meanAbandonedWaitSeconds?: number;
  /** The share of offered calls that wait at all. */
  readonly waitProbability?: number;
  readonly patience?: PatienceEstimates;
  readonly handleTime?: HandleTimeEstimates;
  readonly arrivals?: ArrivalEstimates;
  readonly redial?: {
    /**
     * The share of abandoned calls whose caller calls again within `withinSeconds`: an hour, or less
     * where the record is too short to follow anybody for an hour.
     */
    readonly probability?: number;
    readonly withinSeconds: number;
    readonly medianDelaySeconds?: number;
    /** Offered calls less those that repeat one given up within the hour before. */
    readonly freshCallers?: number;
    readonly detail: RedialEstimates;
  };
  readonly agents?: AgentEstimates;
  /** What the telephone system adds to each call, as far as the rows say it. */
  readonly ringSeconds?: number;
  readonly setupMilliseconds?: { readonly p50: number; readonly p95: number; readonly p99: number };
  readonly outages?: readonly Outage[];
  /** 95 % intervals by the name of the estimate. */
  readonly confidence: Readonly<Record<string, Interval>>;
  /**
   * How the intervals of rates and waits were made: between whole days, between blocks within the
   * days, from the calls of a short record and how far they hang together, or not at all.
   */
  readonly intervalsFrom: "days" | "blocks" | "calls" | "none";
  /** Estimates whose truth a scenario had put in: they test the tool and say nothing on people. */
  readonly injected: readonly string[];
  /** What could not be said and why, and what to be careful about. */
  readonly notes: readonly string[];
}
