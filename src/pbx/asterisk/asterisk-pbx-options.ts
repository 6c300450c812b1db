import type { Queue, StaffStep } from "../../scenario/scenario.ts";
import type { Media } from "../pbx.ts";
import type { SecondLineOptions } from "./second-line.ts";

/** How long a call keeps an agent, scenario time. */
export interface AsteriskHandling {
  readonly talkSeconds: number;
  readonly wrapUpSeconds: number;
  /** How many rings for this caller nobody answers before one does; needs `queue.timeoutSeconds`. */
  readonly ringsMissed?: number;
}

export interface AsteriskPbxOptions {
  readonly queueName: string;
  readonly mode: "ringing" | "answerFirst";
  /** Queues beside it; callers name theirs in a header. */
  readonly furtherQueues?: readonly string[];
  /** Who is a member of which queue, with which penalty; absent: everybody of all. */
  readonly teams?: readonly {
    readonly staffSteps: readonly StaffStep[];
    readonly queues: readonly { readonly key: string; readonly penalty: number }[];
  }[];
  /** Strategy, ring time-out and retry of every queue, wall time. */
  readonly queue?: Pick<Queue, "strategy" | "timeoutSeconds" | "retrySeconds">;
  readonly secondLine?: SecondLineOptions;
  readonly trunks?: number;
  readonly staffSteps: readonly StaffStep[];
  /** The moment of the scenario's day whose people are on duty before the clock starts. */
  readonly startScenarioSeconds: number;
  readonly compression: number;
  readonly ringSeconds: number;
  readonly hangUp: "agent" | "caller";
  readonly handlingByCaller: ReadonlyMap<string, AsteriskHandling>;
  readonly defaultHandling: AsteriskHandling;
  readonly dispatch: "native" | "woken";
  /** What is sent beside the signalling; nothing if not given. */
  readonly media?: Media;
  readonly transport: "udp" | "tcp";
  /** The user part that callers dial. */
  readonly user: string;
  /** Accounts for agents who log in by SIP over WebSocket; absent: no WebSocket is served. */
  readonly registeringAgents?: { readonly count: number; readonly password: string };
  /** What is being done, for a user who waits for it. */
  readonly tell: (text: string) => void;
}
