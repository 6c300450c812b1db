import type { CallRecord } from "../calls/call-record.ts";
import type { AttemptDraws, Trace } from "../trace/trace.ts";
import type { SecondCall } from "../trace/transfers.ts";
import type { FloodProgress } from "./flood-progress.ts";

/** Everything that decides a flood beside the PBX. */
export interface FloodPlan {
  /** The callers of lead-in and window, in order of arrival. */
  readonly trace: Trace;
  /** What an attempt of the caller in a row of the trace draws; attempts from 1. */
  readonly draws: (row: number, attempt: number) => AttemptDraws;
  readonly maximumAttempts: number;
  /** The number that stands in From, by row. */
  readonly callerNumber: (row: number) => string;
  readonly windowStartSeconds: number;
  readonly windowEndSeconds: number;
  /** Flooded before the window and counted nowhere, scenario seconds. */
  readonly leadInSeconds: number;
  /** K. */
  readonly compression: number;
  readonly queue: { readonly name: string; readonly mode: "ringing" | "answerFirst" };
  /** The queue of its own that the caller in a row waits in, where the PBX has several. */
  readonly queueOf?: (row: number) => { readonly key: string; readonly name: string };
  /** What awaits the caller in a row who is put through after the talk, so that it is not he who ends it; where the PBX has a second line. */
  readonly secondCall?: (row: number) => SecondCall | undefined;
  readonly hangUp: "agent" | "caller";
  /** T, the answer-time target, scenario seconds: what a late start is measured against. */
  readonly withinSeconds: number;
  /** The address to call from; absent: loopback for a target there, else what the system routes by. */
  readonly localAddress?: string;
  /** Headers added to every INVITE. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials?: { readonly user: string; readonly password: string };
  /** Hosts beyond loopback that may be flooded. */
  readonly allowedTargets: readonly string[];
  /** A folder for SIPp's files; made where it is not there. */
  readonly workDirectory: string;
}

/** What a flood tells while it goes on, and how it is stopped. */
export interface FloodHooks {
  /** About once a second; `endedSoFar` makes the records of the attempts that have ended, and costs as many. */
  readonly onProgress?: (progress: FloodProgress, endedSoFar: () => readonly CallRecord[]) => void;
  /** Drains: no further attempt begins, those that wait or talk end as they would. */
  readonly drain?: AbortSignal;
  /** Ends at once; what was measured is kept. */
  readonly kill?: AbortSignal;
}
