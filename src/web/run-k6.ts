import { readFile } from "node:fs/promises";
import { startChild } from "../process/child-program.ts";
import type { FoundK6 } from "./find-k6.ts";
import { type K6End, k6EndOf } from "./k6-end.ts";
import { type K6Summary, k6SummarySchema } from "./k6-summary.ts";

export interface K6Run {
  readonly k6: FoundK6;
  readonly script: string;
  /** Whether a flood goes on at the same time, to which one core is then left. */
  readonly besideFlood?: boolean;
  /** What the script reads as `__ENV`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the script's `handleSummary` writes. */
  readonly summaryFile: string;
  /** After this k6 is stopped by force: nothing ever hangs. */
  readonly longestMilliseconds: number;
  /** Aborted once: k6 is asked to end and to write its summary. */
  readonly drain?: AbortSignal;
  /** Aborted: k6 is killed. */
  readonly kill?: AbortSignal;
  readonly onStart?: (pid: number) => void;
}

export interface K6Outcome {
  readonly end: K6End;
  /** Absent where k6 did not come to write one, as when it was killed. */
  readonly summary?: K6Summary;
  /** What k6 and the script logged; the last lines. */
  readonly messages: readonly string[];
  readonly wallSeconds: number;
}

/** How long k6 may take to write its summary once it was asked to end. */
const GRACE_MILLISECONDS = 15_000;

/** And once it has not ended on its own, as when a connection never opens. */
const STUCK_GRACE_MILLISECONDS = 3000;

const readSummary = async (file: string): Promise<K6Summary | undefined> => {
  const text = await readFile(file, "utf8").catch((): undefined => undefined);
  if (text === undefined) return undefined;
  try {
    const read = k6SummarySchema.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    // cut off in the middle: as good as none
    return undefined;
  }
};

/** Runs a script under k6 to its end. Throws only where k6 cannot be started. */
export const runK6 = async (run: K6Run): Promise<K6Outcome> => {
  const startedAt = performance.now();
  const child = await startChild({
    command: run.k6.program,
    arguments: [
      "run",
      "--quiet",
      "--no-color",
      "--no-usage-report",
      "--log-format=raw",
      ...Object.entries(run.environment).flatMap(([name, value]) => ["-e", `${name}=${value}`]),
      run.script,
    ],
    // late timers would be the load's fault and not the target's; beside a flood the calls' timers come first
    urgent: run.besideFlood !== true,
    ...(run.besideFlood === true ? { environment: { GOMAXPROCS: "1" } } : {}),
    howToGetIt: "Install k6.",
  });
  run.onStart?.(child.pid);
  let interrupted = false;
  let tookTooLong = false;
  let force: NodeJS.Timeout | undefined;
  const drain = (): void => {
    interrupted = true;
    child.signal("SIGINT");
    force ??= setTimeout(() => child.signal("SIGKILL"), GRACE_MILLISECONDS);
  };
  const kill = (): void => {
    interrupted = true;
    child.signal("SIGKILL");
  };
  run.drain?.addEventListener("abort", drain, { once: true });
  run.kill?.addEventListener("abort", kill, { once: true });
  if (run.drain?.aborted) drain();
  if (run.kill?.aborted) kill();
  const limit = setTimeout(() => {
    tookTooLong = true;
    void child.stop(STUCK_GRACE_MILLISECONDS);
  }, run.longestMilliseconds);
  try {
    const ending = await child.ended;
    const messages = [...child.lastErrorLines()].filter((line) => line.trim() !== "");
    const summary = await readSummary(run.summaryFile);
    return {
      end: k6EndOf(ending, { interrupted, tookTooLong }, messages),
      ...(summary === undefined ? {} : { summary }),
      messages,
      wallSeconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    clearTimeout(limit);
    clearTimeout(force);
    run.drain?.removeEventListener("abort", drain);
    run.kill?.removeEventListener("abort", kill);
  }
};
