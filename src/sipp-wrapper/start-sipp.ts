import { type RunningChild, startChild } from "../process/child-program.ts";
import { type FollowedFile, followLines } from "../process/follow-lines.ts";
import { freePort } from "../process/free-port.ts";
import { type SippRun, sippArguments } from "./sipp-arguments.ts";

/** The program's name on the PATH. */
export const SIPP = "sipp";

/** What to do where it is not installed. */
export const HOW_TO_GET_SIPP =
  "Install it with `sudo apt-get install sip-tester` (Debian, Ubuntu), or build version 3.6.1 or later from https://github.com/SIPp/sipp.";

export interface SippOptions extends Omit<SippRun, "controlPort"> {
  /** Folder that relative file names are meant in. */
  readonly workingDirectory: string;
  readonly command?: string;
  /** Every line of the `<log>` actions, in order, soon after it was written. */
  readonly onLogLine: (line: string) => void;
  /** The log can no longer be read. */
  readonly onLogError?: (error: Error) => void;
}

/** How a SIPp process ended; never by its exit status alone, which is 0 in many a failed run. */
export interface SippEnding {
  readonly kind: "exited" | "killed";
  readonly code?: number;
  readonly signal?: string;
  /** The last lines that it wrote to standard error. */
  readonly lastWords: readonly string[];
}

export interface RunningSipp {
  readonly pid: number;
  /** Settles when SIPp has ended and the last line of its log was given. */
  readonly ended: Promise<SippEnding>;
  /** SIGUSR1: creates no further call, ends when those that exist have ended. */
  readonly drain: () => void;
  readonly kill: () => void;
}

/**
 * Starts SIPp and follows its log. Throws `ProgramMissing` where SIPp is not
 * installed.
 */
export const startSipp = async (options: SippOptions): Promise<RunningSipp> => {
  const controlPort = await freePort("udp");
  const child: RunningChild = await startChild({
    command: options.command ?? SIPP,
    arguments: sippArguments({ ...options, controlPort }),
    workingDirectory: options.workingDirectory,
    environment: { TERM: "dumb" },
    howToGetIt: HOW_TO_GET_SIPP,
    urgent: true,
    inTime: true,
  });
  const log: FollowedFile = followLines(
    options.logFile.startsWith("/") ? options.logFile : `${options.workingDirectory}/${options.logFile}`,
    options.onLogLine,
    options.onLogError === undefined ? {} : { onError: options.onLogError },
  );
  const ended = child.ended.then(async (ending): Promise<SippEnding> => {
    await log.stop();
    const lastWords = child.lastErrorLines();
    return ending.kind === "exited"
      ? { kind: "exited", code: ending.code, lastWords }
      : { kind: "killed", signal: ending.signal, lastWords };
  });
  return {
    pid: child.pid,
    ended,
    drain: () => child.signal("SIGUSR1"),
    kill: () => child.signal("SIGKILL"),
  };
};
