import type { CallRecord } from "../calls/call-record.ts";
import type { AudioCounts } from "../pbx/audio/audio-counts.ts";
import type { PbxEvent } from "../pbx/pbx.ts";
import type { DroppedDatagrams } from "../process/udp-drops.ts";
import type { WallClock } from "../trace/wall-clock.ts";

/** How well the generator held its schedule; counted attempts only. */
export interface FloodLoad {
  /** Attempts that fell due in the window. */
  readonly planned: number;
  /** Those of them whose INVITE left. */
  readonly placed: number;
  /** Actual minus planned start, wall time; absent where nothing was placed. */
  readonly latenessMilliseconds?: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Whether the load was what the trace asked for; `reasons` says why it was not. */
  readonly valid: boolean;
  readonly reasons: readonly string[];
}

export interface FloodResult {
  /** One for every attempt that fell due, in order of its arrival. */
  readonly records: readonly CallRecord[];
  readonly load: FloodLoad;
  readonly clock: WallClock;
  /** Stopped by the user; attempts that fell due before the stop are all in the books. */
  readonly interrupted: boolean;
  /** What the PBX did to the flood as a whole, as sentences: findings on it, no fault of the load. */
  readonly findings?: readonly string[];
  readonly pbxEvents: readonly PbxEvent[];
  /** From each counted INVITE to the first response to it, 100 included, wall milliseconds. */
  readonly firstResponseMilliseconds: readonly number[];
  /** Datagrams that sockets of this machine dropped, by whose they were; absent where the system does not tell. */
  readonly dropped?: DroppedDatagrams;
  /** Packets of audio; absent where none was sent or listened for. */
  readonly audio?: AudioCounts;
  readonly generator: { readonly name: "SIPp"; readonly version: string };
  /** SIP messages of the calls that failed, as text; empty if none did. */
  readonly failedMessages: string;
  /** From the first arrival to the end, wall seconds. */
  readonly wallSeconds: number;
}
