import { execa } from "execa";
import { expect } from "vitest";
import { type RunSummary, summarySchema } from "../../../src/runs/summary.ts";
import { ONE_HOUR } from "./flood-asterisk.ts";
import type { ForeignAsterisk } from "./foreign-asterisk.ts";

/** As flags, the line that is open for an hour. */
export const OPEN_ONE_HOUR: readonly string[] = ONE_HOUR.flatMap((setting) => ["--set", setting]);

/** How a command ended, and what it said. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly stderr: string;
  /** Absent where it ended without a result. */
  readonly summary: RunSummary | undefined;
}

/** The code that the contract gives to a verdict. */
const CODES = { pass: 0, inconclusive: 0, fail: 99, invalid: 110, interrupted: 105 } as const;

/**
 * Expects one of the verdicts, and the code that the contract has for it. On a
 * machine that is too busy calls start late, which makes the run invalid and is
 * no fault of what is tested; that is the one other end allowed.
 */
export const expectVerdict = (
  { exitCode, summary, stderr }: Ended,
  verdicts: readonly (keyof typeof CODES)[],
): void => {
  const reasons = summary?.load.reasons ?? [];
  const isLate = reasons.length > 0 && reasons.every((reason) => reason.startsWith("Calls started up to"));
  const verdict = summary?.verdict ?? "invalid";
  expect(isLate ? ["invalid"] : verdicts, `${reasons.join("; ")}\n${stderr}`).toContain(verdict);
  expect(exitCode).toBe(CODES[verdict]);
};

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
    // five times what the longest takes: a busy machine may be that slow
    timeout: 400_000,
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
