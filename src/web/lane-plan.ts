/**
 * What k6 is to do, as Node plans it and k6's scripts read it. Times are
 * milliseconds of wall time from the lane's start.
 */
export interface LanePlan {
  readonly lastsMilliseconds: number;
  /** What the answers to the last requests may still take; then k6 ends all the same. */
  readonly afterwardsMilliseconds: number;
  readonly messages?: MessagesPlan;
  readonly agents?: AgentsPlan;
  readonly wallboard?: WallboardPlan;
  /** k6's own thresholds by its metrics. */
  readonly thresholds: Readonly<Record<string, readonly string[]>>;
}

export interface MessagesPlan {
  /** `http://HOST:PORT`; messages go to /messages there. */
  readonly address: string;
  /** Virtual users among whom the messages are dealt out in turn. */
  readonly senders: number;
  readonly count: number;
  readonly answerWithinMilliseconds: number;
}

/** One message and when it falls due; in a file of its own, in the order of time. */
export interface PlannedMessage {
  readonly due: number;
  /** The request's body as it is sent. */
  readonly body: string;
}

export interface AgentsPlan {
  /** `ws://HOST:PORT/ws`. */
  readonly address: string;
  readonly expiresSeconds: number;
  /** How long an answer may take before the log-in counts as unanswered. */
  readonly answerWithinMilliseconds: number;
  readonly sessions: readonly AgentSession[];
}

/** One log-in of an agent, and the log-out that ends it. */
export interface AgentSession {
  readonly user: string;
  readonly password: string;
  readonly loginDue: number;
  readonly logoutDue: number;
}

export interface WallboardPlan {
  readonly address: string;
  readonly screens: number;
  readonly everyMilliseconds: number;
}
