import type { TransferDraws } from "../../trace/transfer-draws.ts";
import type { StaffChanges } from "../hotline.ts";

/**
 * A hotline with teams and skills, as the event simulation needs it: names made
 * numbers. A class is what a call may be at one moment: a flow in a language at
 * its first talk, or at its second.
 */
export interface RoutedHotline {
  readonly teams: readonly RoutedTeam[];
  readonly classes: readonly CallClass[];
  readonly flows: readonly RoutedFlow[];
  readonly languages: number;
  readonly ringSeconds: number;
  /** What the PBX adds between an agent becoming free and the next ring, while somebody waits. */
  readonly idleGapSeconds: number;
  readonly trunks?: number;
  /** From here on no arrival, no redial and no message is let in. */
  readonly admitUntilSeconds: number;
  readonly messages?: {
    /** Teams that work on messages, and how long they take where the usual time is 1. */
    readonly teams: readonly { readonly team: number; readonly talkFactor: number }[];
    readonly keepFree: number;
  };
}

export interface RoutedTeam {
  readonly name: string;
  readonly site?: string;
  readonly staff: StaffChanges;
  readonly mostAgents: number;
  /** The classes that the team takes. */
  readonly takes: readonly TeamOffer[];
}

/** That a team takes a class: from which wait on, and at which pace. */
export interface TeamOffer {
  readonly team: number;
  readonly callClass: number;
  readonly afterSeconds: number;
  readonly talkFactor: number;
}

export interface CallClass {
  readonly flow: number;
  readonly priority: number;
  /** Teams that take it: without delay first, then by delay; among equals in the order of the teams. */
  readonly offers: readonly TeamOffer[];
  /** The waits, above zero, at which another team comes in. */
  readonly overflowSeconds: readonly number[];
}

export interface RoutedFlow {
  readonly name: string;
  /** Class of its calls in the first language; the other languages' follow. */
  readonly firstClass: number;
  /** The same for the second talk. */
  readonly transfer?: { readonly probability: number; readonly firstClass: number };
  readonly callback?: {
    readonly afterSeconds: number;
    readonly acceptProbability: number;
    readonly reachedProbability: number;
  };
}

/** What a day's callers draw beside what the trace says, keyed by the caller's place in the day. */
export interface RoutingDraws extends TransferDraws {
  /** Which flow a caller belongs to, by row of the columns. */
  readonly flow: (row: number) => number;
  readonly language: (caller: number) => number;
  /** Uniform in (0, 1): accepts below the probability. */
  readonly acceptsCallback: (caller: number, attempt: number) => number;
  readonly reached: (caller: number, attempt: number) => number;
  /** Messages in the order of arrival: when each comes, and how long it takes. */
  readonly messages: { readonly arrivalSeconds: Float64Array; readonly handlingSeconds: Float64Array };
}
