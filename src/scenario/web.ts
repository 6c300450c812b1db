/**
 * What a surge brings beside calls, as `surgeline k6` plays it. Scenario time
 * where nothing else is said; the lane itself takes `lastsSeconds` of wall
 * time, into which the days of its messages and its agents are compressed.
 */
export interface WebLane {
  /** Wall seconds that the lane takes. */
  readonly lastsSeconds: number;
  readonly messages?: WebMessages;
  readonly agents?: WebAgents;
  readonly wallboard?: Wallboard;
  /** Threshold expressions in k6's grammar by k6's metrics, judged by k6 itself. */
  readonly thresholds: Readonly<Record<string, readonly string[]>>;
}

/**
 * Messages after a spike: none until `startSeconds`, then a rate that halves
 * every `halfLifeSeconds`, for `overSeconds`.
 */
export interface WebMessages {
  /** The spike that they follow. */
  readonly spike: string;
  /** Messages in all; this many are sent, no more and no fewer. */
  readonly count: number;
  /** Between the spike's beginning and the first messages. */
  readonly delaySeconds: number;
  readonly halfLifeSeconds: number;
  readonly overSeconds: number;
  /** Where to send them, `http://HOST:PORT`; absent: an intake of our own. */
  readonly address?: string;
  readonly backlog?: MessageBacklog;
}

/** What answering the messages takes, beside the telephone. */
export interface MessageBacklog {
  /** Mean time that a person is busy with one message. */
  readonly handlingSeconds: number;
  /** After the spike's beginning. */
  readonly deadlineSeconds: number;
  /** How many people on duty to tell the time for, each for itself. */
  readonly people: readonly number[];
}

/** Agents who log in by SIP over WebSocket when their shift begins and out when it ends. */
export interface WebAgents {
  /** At the schedule's highest step; the lower steps have their share. */
  readonly count: number;
  /** Wall seconds within which all of a shift log in. */
  readonly stormSeconds: number;
  /** Wall seconds for which a registration is asked. */
  readonly expiresSeconds: number;
  /** The PBX's WebSocket, `ws://HOST:PORT/ws`; absent: the PBX that surgeline starts. */
  readonly address?: string;
  /** The accounts' names, `{n}` standing for the agent's number from 1. */
  readonly user: string;
  /** The accounts' common password; absent: one that surgeline makes for the PBX it starts. */
  readonly password?: string;
}

/** Screens that ask for the figures again and again. */
export interface Wallboard {
  readonly screens: number;
  /** Wall seconds between two looks of one screen. */
  readonly everySeconds: number;
  /** What they ask, `http://HOST:PORT/PATH`; absent: our own intake's figures. */
  readonly address?: string;
}
