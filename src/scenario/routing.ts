import type { Distribution } from "../distributions/distribution.ts";

/**
 * Who may take which call, where one queue for all is not the whole story. The
 * event simulation reads it; a scenario without it has one queue and one team.
 */
export interface Routing {
  /** Languages that callers speak; shares add up to 1. Empty: language does not matter. */
  readonly languages: readonly { readonly name: string; readonly share: number }[];
  readonly teams: readonly Team[];
  readonly flows: readonly CallFlow[];
  readonly messages?: MessageWork;
}

/** People who are the same for the routing: same skills, same site, same pace. */
export interface Team {
  readonly name: string;
  readonly site?: string;
  /** A share of the scenario's staff, or people of its own beside that staff. */
  readonly people:
    | { readonly kind: "share"; readonly share: number }
    | { readonly kind: "own"; readonly schedule: readonly PeopleStep[] };
  readonly skills: readonly TeamSkill[];
  /** Languages that everybody of the team speaks; empty: all of them. */
  readonly languages: readonly string[];
}

/** People on duty over a stretch of the day, in seconds after midnight. */
export interface PeopleStep {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly agents: number;
}

export interface TeamSkill {
  readonly skill: string;
  /** A call reaches this team only when it has waited so long: overflow. */
  readonly afterSeconds: number;
  /** How long this team talks where the scenario's talk time is 1; newcomers take longer. */
  readonly talkFactor: number;
}

/** What becomes of the calls of one topic family. */
export interface CallFlow {
  /** The family, or `other` for the flow of all that no other flow names. */
  readonly name: string;
  /** Absent: callers of every family that has no flow of its own. */
  readonly family?: string;
  readonly skill: string;
  /** Smaller is served first; calls of the same priority in the order of their arrival. */
  readonly priority: number;
  readonly transfer?: Transfer;
  readonly callback?: Callback;
}

/** After the first talk some callers are put through to somebody who knows more, and wait again. */
export interface Transfer {
  readonly probability: number;
  readonly skill: string;
  readonly priority: number;
  /** The second talk. */
  readonly talk: Distribution;
}

/** Callers who have waited so long are offered to be called back and keep their place. */
export interface Callback {
  readonly afterSeconds: number;
  readonly acceptProbability: number;
  /** The probability that one who is called back picks up. */
  readonly reachedProbability: number;
}

/** Messages that agents work on between calls. */
export interface MessageWork {
  readonly skill: string;
  /**
   * Messages on average that come evenly over the opening hours, and those that lie there at the opening.
   * Those of the web lane come beside them, as they follow their spike.
   */
  readonly perDay: number;
  readonly atOpening: number;
  readonly handling: Distribution;
  /** How long after its arrival a message is to be done. */
  readonly deadlineSeconds: number;
  /** Agents of a team who are kept free for calls. */
  readonly keepFree: number;
}
