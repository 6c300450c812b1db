import type { Distribution } from "../distributions/distribution.ts";
import type { Routing } from "./routing.ts";
import type { WebLane } from "./web.ts";

/**
 * A scenario as everything after the reading sees it: normalised, every default
 * filled in. Times of day are seconds after local midnight of the scenario's
 * day; durations are seconds of scenario time, that is, of a caller's life
 * before any compression.
 */
export interface Scenario {
  readonly name: string;
  readonly description: string;
  /** The language of callers' names, topics and messages. */
  readonly language: "en" | "fr";
  readonly timeZone: string;
  /** ISO date of the day, where the scenario names one. */
  readonly date?: string;
  readonly hours: OpeningHours;
  readonly arrivals: Arrivals;
  readonly callers: Callers;
  readonly handling: Handling;
  readonly staff: Staff;
  /** Calls that the lines carry at once, waiting or talking; absent: as many as come. */
  readonly trunks?: number;
  readonly queue: Queue;
  readonly targets: Targets;
  /** Threshold expressions in k6's grammar by metric, such as `{ wait: ["p(95)<120"] }`. */
  readonly thresholds: Readonly<Record<string, readonly ThresholdEntry[]>>;
  readonly destination: Destination;
  readonly flood: FloodDefaults;
  /** Teams, skills, transfers and messages; absent: one queue, one team. */
  readonly routing?: Routing;
  /** What comes beside calls: messages, agents who log in, a wallboard; absent: nothing. */
  readonly web?: WebLane;
  /** Where each figure comes from, by its path in the YAML (`arrivals.callsPerDay`). */
  readonly provenance: Readonly<Record<string, Provenance>>;
}

export interface OpeningHours {
  readonly openSeconds: number;
  readonly closeSeconds: number;
}

export interface Arrivals {
  readonly base: BaseArrivals;
  readonly spikes: readonly Spike[];
  /**
   * Coefficient of variation of a day's level: every rate of the day is
   * multiplied by one gamma variable of mean 1. 0: the rates are certain.
   */
  readonly dayCv: number;
  /** Calls that come while the line is closed; absent: none. */
  readonly outsideHours?: OutsideHours;
}

export type BaseArrivals =
  | {
      readonly kind: "shape";
      readonly callsPerDay: number;
      /** Steps that cover the opening hours without a gap; weights are shares of the calls, any scale. */
      readonly steps: readonly ShapeStep[];
    }
  | {
      readonly kind: "counts";
      readonly intervalSeconds: number;
      readonly startSeconds: number;
      /** Calls in each interval from `startSeconds` on. */
      readonly counts: readonly number[];
    };

export interface ShapeStep {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly weight: number;
}

/**
 * An announcement's extra calls: the rate rises linearly from `atSeconds` over
 * `riseSeconds`, then halves every `halfLifeSeconds`; `calls` is its total
 * within the opening hours.
 */
export interface Spike {
  readonly name: string;
  readonly atSeconds: number;
  readonly calls: number;
  readonly riseSeconds: number;
  readonly halfLifeSeconds: number;
  /** The probability that it comes at all; drawn once a day. */
  readonly probability: number;
}

/**
 * Calls while the line is closed hear that it is closed and reach no queue.
 * Those that came before the opening call again after it with probability
 * `callBackProbability`, after an exponential delay of the mean given.
 */
export interface OutsideHours {
  readonly callsBeforeOpening: number;
  readonly callsAfterClosing: number;
  readonly callBackProbability: number;
  readonly callBackMeanSeconds: number;
}

export interface Callers {
  readonly patience: Distribution;
  readonly redial: {
    readonly afterAbandoning: RedialRule;
    readonly afterBlocked: RedialRule;
    /** Attempts that one caller makes at most, the first included. */
    readonly maximumAttempts: number;
  };
  readonly topicFamilies: readonly TopicFamily[];
}

export interface RedialRule {
  readonly probability: number;
  readonly delay: Distribution;
}

export interface TopicFamily {
  readonly name: string;
  /** Share of the callers, of any scale. */
  readonly weight: number;
  readonly topics: readonly string[];
}

export interface Handling {
  /** How long an agent's telephone rings before the answer; patience runs through it. */
  readonly ringSeconds: number;
  readonly talk: Distribution;
  readonly wrapUp: Distribution;
  /** Who ends the call. */
  readonly hangUp: "agent" | "caller";
}

export interface Staff {
  /** People on duty; steps in time order without overlap, nobody outside them. */
  readonly schedule: readonly StaffStep[];
  /** The share of those on duty that is really effective when a queue stands. */
  readonly effectiveShare: number;
  /** Share of the rings that nobody answers, until the PBX gives up that telephone; absent: every ring is answered. */
  readonly noAnswerShare?: number;
}

export interface StaffStep {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly agents: number;
}

export interface Queue {
  readonly name: string;
  /**
   * `ringing`: the caller hears ringing until an agent answers. `answerFirst`:
   * the PBX answers at once and the caller waits on a connected call.
   */
  readonly mode: "ringing" | "answerFirst";
  /** Who is called next, in Asterisk's words; absent: leastrecent. */
  readonly strategy?: QueueStrategy;
  /** How long the PBX lets one telephone ring, wall time, whole seconds; absent: until it is answered. */
  readonly timeoutSeconds?: number;
  /** How long the PBX waits after that before it calls another, wall time, whole seconds; absent: 1. */
  readonly retrySeconds?: number;
  /** Whether callers of all topic families wait together, or each family in a queue of its own; absent: together. */
  readonly families?: "together" | "apart";
}

/** Asterisk's strategies that need no order of its members by hand. */
export const QUEUE_STRATEGIES = [
  "ringall",
  "leastrecent",
  "fewestcalls",
  "random",
  "rrmemory",
  "linear",
  "wrandom",
] as const;

export type QueueStrategy = (typeof QUEUE_STRATEGIES)[number];

export interface Targets {
  /** Share of offered calls to be answered within `withinSeconds`. */
  readonly serviceLevel: number;
  readonly withinSeconds: number;
  readonly maximumAbandonment?: number;
  readonly maximumOccupancy?: number;
  /** Share of paid time not on duty; headcount = agents / (1 − shrinkage), rounded up once. */
  readonly shrinkage: number;
  /** Whether the day as a whole must meet the target, or every interval of it. */
  readonly scope: "day" | "interval";
  readonly intervalSeconds: number;
}

export interface ThresholdEntry {
  readonly expression: string;
  readonly abortOnFail: boolean;
  /** Limits the threshold to calls that arrive in this part of the day. */
  readonly during?: { readonly startSeconds: number; readonly endSeconds: number };
}

export interface Destination {
  /** `embedded`, `asterisk`, or a SIP URI `sip:USER@HOST:PORT`. */
  readonly pbx: string;
  /** The number or user part that callers dial. */
  readonly number: string;
  readonly transport: "udp" | "tcp" | "tls";
  /** Address of this machine to call from; absent: chosen by the system. */
  readonly localAddress?: string;
  /** Headers added to every INVITE. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface FloodDefaults {
  readonly windowStartSeconds: number;
  readonly windowEndSeconds: number;
  /** K: scenario seconds that pass in one second of wall time. */
  readonly compression: number;
}

export type Provenance =
  | { readonly kind: "source"; readonly text: string }
  | { readonly kind: "assumed"; readonly reason: string }
  /** Changed on the command line by `--set`. */
  | { readonly kind: "set" };
