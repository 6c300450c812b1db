import { execa } from "execa";
import { type RunSummary, summarySchema } from "../../../src/runs/summary.ts";
import type { ForeignAsterisk } from "./foreign-asterisk.ts";

/** How a command ended, and what it said. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly stderr: string;
  /** Absent where it ended without a result. */
  readonly summary: RunSummary | undefined;
}

export interface RunningCommand {
  readonly pid: number;
  readonly ended: Promise<Ended>;
}

/** Starts `surgeline run` as a user would, with `--json`. */
export const startRun = (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RunningCommand => {
  const child = execa(process.execPath, ["bin/surgeline.js", "run", ...args, "--json"], {
    reject: false,
    stdin: "ignore",
    env: environment,
    timeout: 150_000,
  });
  const ended = child.then(({ exitCode, stdout, stderr }): Ended => {
    const text = String(stdout ?? "");
    return {
      exitCode,
      stderr: String(stderr ?? ""),
      summary: text === "" ? undefined : summarySchema.parse(JSON.parse(text)),
    };
  });
  return { pid: child.pid ?? 0, ended };
};

/** The environment in which the manager interface of this Asterisk is named. */
export const managerEnvironment = (
  { manager }: ForeignAsterisk,
  secret = manager.secret,
): Readonly<Record<string, string>> => ({
  SURGELINE_AMI_HOST: manager.host,
  SURGELINE_AMI_PORT: String(manager.port),
  SURGELINE_AMI_USER: manager.user,
  SURGELINE_AMI_SECRET: secret,
});

/** A CSV of the accounts of this Asterisk. */
export const accountsCsv = ({ accounts }: ForeignAsterisk): string =>
  ["user,password", ...accounts.map(({ user, password }) => `${user},${password}`)].join("\n");
