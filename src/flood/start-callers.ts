import type { PbxTarget } from "../pbx/pbx.ts";
import { type RunningSipp, startSipp } from "../sipp-wrapper/start-sipp.ts";
import { FLOOD_FILES } from "./flood-files.ts";

/** One SIPp with its callers; their files stand in the folder. */
export interface CallersToStart {
  readonly folder: string;
  readonly target: PbxTarget;
  readonly localAddress: string;
  readonly localPort: number;
  readonly callers: number;
  /** How long the last of them may take, wall milliseconds. */
  readonly lastsMilliseconds: number;
  readonly onLogLine: (line: string) => void;
  readonly onLogError?: (error: Error) => void;
}

export interface RunningCallers extends RunningSipp {
  readonly hasEnded: () => boolean;
  /** The Call-ID of the n-th call that was created (from 1), under which SIPp finds it. */
  readonly callIdOf: (row: number, call: number) => string;
}

/** After this SIPp ends itself, should we be gone. */
const OUTLIVES_US_SECONDS = 5;

/** All callers are created at once, as fast as this machine can: they sleep until they are due. */
const callsPerSecond = (callers: number): number => Math.max(1000, callers * 10);

/** Starts the SIPp that creates the callers, asleep. Throws `ProgramMissing` without one. */
export const startCallers = async (asked: CallersToStart): Promise<RunningCallers> => {
  const { target, localAddress, localPort, callers } = asked;
  const running = await startSipp({
    workingDirectory: asked.folder,
    scenarioFile: FLOOD_FILES.scenario,
    injectionFiles: [FLOOD_FILES.callers, FLOOD_FILES.attempts],
    remote: { host: target.host, port: target.port },
    transport: target.transport,
    localAddress,
    localPort,
    service: target.user,
    calls: callers,
    callsPerSecond: callsPerSecond(callers),
    logFile: FLOOD_FILES.log,
    errorFile: FLOOD_FILES.errors,
    messageFile: FLOOD_FILES.messages,
    timeoutSeconds: asked.lastsMilliseconds / 1000 + OUTLIVES_US_SECONDS,
    onLogLine: asked.onLogLine,
    ...(asked.onLogError !== undefined && { onLogError: asked.onLogError }),
  });
  let hasEnded = false;
  const ended = running.ended.then((ending) => {
    hasEnded = true;
    return ending;
  });
  return {
    ...running,
    ended,
    hasEnded: () => hasEnded,
    // what SIPp makes of [call_id] itself: number of the call, process, address
    callIdOf: (row, call) => `${row}///${call}-${running.pid}@${localAddress}`,
  };
};
