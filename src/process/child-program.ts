import { existsSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { execa } from "execa";
import { runInTime } from "./in-time.ts";
import { ProgramMissing } from "./program-missing.ts";

/** A program to be run as a child of ours. */
export interface ChildProgram {
  /** Its name on the PATH, or its path. */
  readonly command: string;
  readonly arguments: readonly string[];
  readonly workingDirectory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Asks the system to run it before others; where that is not granted it runs like any other. */
  readonly urgent?: boolean;
  /**
   * Asks for more than that: the system wakes its main thread at once, whatever
   * else runs. For a program that sleeps nearly always and has to be in time.
   */
  readonly inTime?: boolean;
  /** A sentence for the user who does not have it. */
  readonly howToGetIt: string;
  /** Every line of its standard error; the last ones are kept in any case. */
  readonly onErrorLine?: (line: string) => void;
  /** Every line of its standard output; without it, the output is thrown away. */
  readonly onOutputLine?: (line: string) => void;
}

/** How a child came to its end. */
export type Ending =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "signalled"; readonly signal: string };

export interface RunningChild {
  readonly pid: number;
  /** Settles when the child has ended; never rejects. */
  readonly ended: Promise<Ending>;
  /** How it ended, once it has. */
  readonly ending: () => Ending | undefined;
  /** The last lines of its standard error. */
  readonly lastErrorLines: () => readonly string[];
  /** Sends a signal; does nothing once the child has ended. */
  readonly signal: (name: NodeJS.Signals) => void;
  /** Asks it to end (SIGTERM), kills it after `graceMilliseconds`, and waits for its end. */
  readonly stop: (graceMilliseconds?: number) => Promise<Ending>;
}

const ERROR_LINES_KEPT = 50;
const SETPRIV_PATHS = ["/usr/bin/setpriv", "/bin/setpriv"];

/**
 * With util-linux's `setpriv` the kernel kills the child when we die, however
 * we die; without it, execa's hook does so at every end but SIGKILL.
 */
const withDeathSignal = (command: string, args: readonly string[]): readonly [string, readonly string[]] => {
  const setpriv = process.platform === "linux" ? SETPRIV_PATHS.find((path) => existsSync(path)) : undefined;
  return setpriv === undefined ? [command, args] : [setpriv, ["--pdeathsig", "KILL", "--", command, ...args]];
};

/** Whether the PATH, or the path given, leads to the program. */
export const isInstalled = (command: string): boolean =>
  command.includes("/")
    ? existsSync(command)
    : (process.env["PATH"] ?? "").split(":").some((folder) => existsSync(`${folder}/${command}`));

const takeLines = (stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void => {
  let rest = "";
  stream?.setEncoding("utf8");
  stream?.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  stream?.on("end", () => {
    if (rest !== "") onLine(rest);
  });
};

/** Children that run now. A program in a group of its own is not ended with us by the terminal or by execa. */
const living = new Set<number>();

const leaveNoneBehind = (pid: number | undefined): void => {
  if (pid === undefined) return;
  if (living.size === 0 && process.listenerCount("exit", killLiving) === 0) process.on("exit", killLiving);
  living.add(pid);
};

const killLiving = (): void => {
  for (const pid of living) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // it has ended in this very moment
    }
  }
};

/**
 * Starts a program that never outlives us. Resolves once it runs; throws
 * `ProgramMissing` where it is not installed.
 */
export const startChild = async (program: ChildProgram): Promise<RunningChild> => {
  if (!isInstalled(program.command)) throw new ProgramMissing(program.command, program.howToGetIt);
  const [command, args] = withDeathSignal(program.command, program.arguments);
  const child = execa(command, args, {
    ...(program.workingDirectory === undefined ? {} : { cwd: program.workingDirectory }),
    ...(program.environment === undefined ? {} : { env: program.environment }),
    stdin: "ignore",
    stdout: program.onOutputLine === undefined ? "ignore" : "pipe",
    stderr: "pipe",
    buffer: false,
    reject: false,
    // a group of its own: a Ctrl-C at the terminal is for us, who let the calls under way come to their end
    detached: true,
    cleanup: true,
  });
  leaveNoneBehind(child.pid);
  void child.finally(() => living.delete(child.pid as number));

  const errorLines: string[] = [];
  takeLines(child.stderr, (line) => {
    errorLines.push(line);
    if (errorLines.length > ERROR_LINES_KEPT) errorLines.shift();
    program.onErrorLine?.(line);
  });
  if (program.onOutputLine !== undefined) takeLines(child.stdout, program.onOutputLine);

  let ending: Ending | undefined;
  const ended = child.then((result): Ending => {
    ending =
      result.signal === undefined
        ? { kind: "exited", code: result.exitCode ?? 1 }
        : { kind: "signalled", signal: result.signal };
    return ending;
  });

  const { pid } = child;
  if (pid === undefined) {
    const { shortMessage } = await child;
    throw new Error(`${program.command} could not be started: ${shortMessage ?? "no reason was given"}`);
  }
  if (program.urgent === true) {
    try {
      setPriority(pid, constants.priority.PRIORITY_HIGH);
    } catch {
      // Only a privileged user may; the lateness tells what the lack of it costs.
    }
  }
  if (program.inTime === true) await runInTime(pid);
  const signal = (name: NodeJS.Signals): void => {
    if (ending === undefined) child.kill(name);
  };
  return {
    pid,
    ended,
    ending: () => ending,
    lastErrorLines: () => errorLines,
    signal,
    stop: async (graceMilliseconds = 2000) => {
      signal("SIGTERM");
      const timer = setTimeout(() => signal("SIGKILL"), graceMilliseconds);
      try {
        return await ended;
      } finally {
        clearTimeout(timer);
      }
    },
  };
};
