import { z } from "zod";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { CallerOutcome } from "./call-outcomes.ts";

/** The version of baseline files that this surgeline writes. */
const BASELINE_VERSION = 1;

/** What must be the same for callers of two runs to be the same people. */
export interface TraceIdentity {
  readonly scenarioName: string;
  readonly fingerprint: string;
  readonly seed: number;
  readonly window: { readonly startSeconds: number; readonly endSeconds: number };
  readonly compression: number;
  /** Set where `--agents` replaced the schedule. */
  readonly agents?: number | undefined;
}

/** A run's callers, small enough to be kept in a repository. */
export interface Baseline {
  readonly identity: TraceIdentity;
  readonly callers: readonly CallerOutcome[];
  /** 99th percentile of how late its generator started calls, scenario time; absent where nobody knows. */
  readonly latenessSeconds?: number | undefined;
}

/**
 * How exactly the moments of two runs are known, seconds of scenario time. A
 * machine that starts calls late lets them end late as well, and under
 * compression its milliseconds are seconds of waiting, in one run more than in
 * the other: what is less than that lateness is not the PBX's.
 */
export const timingErrorSeconds = (...runs: readonly Pick<Baseline, "latenessSeconds">[]): number =>
  Math.max(0, ...runs.map(({ latenessSeconds }) => latenessSeconds ?? 0));

const OUTCOME_LETTERS = { answered: "a", abandoned: "g", blocked: "b", failed: "f" } as const;
const OUTCOME_OF = { a: "answered", g: "abandoned", b: "blocked", f: "failed" } as const;

const column = z.array(z.number().nullable());

const baselineSchema = z.object({
  surgelineBaseline: z.literal(BASELINE_VERSION),
  scenarioName: z.string(),
  fingerprint: z.string(),
  seed: z.int(),
  window: z.object({ startSeconds: z.number(), endSeconds: z.number() }),
  compression: z.number(),
  agents: z.int().optional(),
  latenessSeconds: z.number().nonnegative().optional(),
  callers: z.array(z.string()),
  /** One letter a caller: a answered, g gave up, b blocked, f failed. */
  outcomes: z.string().regex(/^[agbf]*$/),
  /** One digit a caller. */
  served: z.string().regex(/^[01]*$/),
  arrivalSeconds: z.array(z.number()),
  waitSeconds: column,
  setupMilliseconds: column,
  dispatchSeconds: column,
});

/** Hundredths are enough for any difference that matters, and keep the file small. */
const rounded = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value * 100) / 100;

/** A baseline as the text of its file. */
export const formatBaseline = ({ identity, callers, latenessSeconds }: Baseline): string => {
  const { agents, ...always } = identity;
  return `${JSON.stringify({
    surgelineBaseline: BASELINE_VERSION,
    ...always,
    ...(agents === undefined ? {} : { agents }),
    ...(latenessSeconds === undefined ? {} : { latenessSeconds: rounded(latenessSeconds) }),
    callers: callers.map(({ caller }) => caller),
    outcomes: callers.map(({ outcome }) => OUTCOME_LETTERS[outcome]).join(""),
    served: callers.map(({ served }) => (served ? "1" : "0")).join(""),
    arrivalSeconds: callers.map(({ arrivalSeconds }) => rounded(arrivalSeconds)),
    waitSeconds: callers.map(({ waitSeconds }) => rounded(waitSeconds)),
    setupMilliseconds: callers.map(({ setupMilliseconds }) => rounded(setupMilliseconds)),
    dispatchSeconds: callers.map(({ dispatchSeconds }) => rounded(dispatchSeconds)),
  })}\n`;
};

/**
 * Reads a baseline's file.
 *
 * @throws InvalidInput for one that is damaged, of a newer version, or no baseline at all.
 */
export const parseBaseline = (text: string, where: string): Baseline => {
  const again = "make it anew: surgeline compare RUN --baseline FILE writes it where there is none";
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    throw invalidInput(where, `this is no baseline, it is not even JSON; ${again}.`);
  }
  const version = (written as { surgelineBaseline?: unknown } | null)?.surgelineBaseline;
  if (typeof version === "number" && version > BASELINE_VERSION) {
    throw invalidInput(
      where,
      `this baseline has version ${version} and this surgeline reads ${BASELINE_VERSION}; use a newer surgeline.`,
    );
  }
  const parsed = baselineSchema.safeParse(written);
  if (!parsed.success) throw invalidInput(where, `this is no baseline, or a damaged one; ${again}.`);
  const kept = parsed.data;
  const columns = [kept.arrivalSeconds, kept.waitSeconds, kept.setupMilliseconds, kept.dispatchSeconds];
  const lengths = [kept.outcomes.length, kept.served.length, ...columns.map(({ length }) => length)];
  if (lengths.some((length) => length !== kept.callers.length)) {
    throw invalidInput(where, `the baseline's columns are not of one length, so it is damaged; ${again}.`);
  }
  const at = (values: readonly (number | null)[], index: number): number | undefined =>
    values[index] ?? undefined;
  return {
    identity: {
      scenarioName: kept.scenarioName,
      fingerprint: kept.fingerprint,
      seed: kept.seed,
      window: kept.window,
      compression: kept.compression,
      agents: kept.agents,
    },
    latenessSeconds: kept.latenessSeconds,
    callers: kept.callers.map((caller, index): CallerOutcome => {
      const waitSeconds = at(kept.waitSeconds, index);
      const setupMilliseconds = at(kept.setupMilliseconds, index);
      const dispatchSeconds = at(kept.dispatchSeconds, index);
      return {
        caller,
        arrivalSeconds: kept.arrivalSeconds[index] as number,
        outcome: OUTCOME_OF[kept.outcomes[index] as keyof typeof OUTCOME_OF],
        served: kept.served[index] === "1",
        ...(waitSeconds === undefined ? {} : { waitSeconds }),
        ...(setupMilliseconds === undefined ? {} : { setupMilliseconds }),
        ...(dispatchSeconds === undefined ? {} : { dispatchSeconds }),
      };
    }),
  };
};

/** In what the callers of two runs are not the same, one sentence each; empty where they are. */
export const identityDifferences = (base: TraceIdentity, run: TraceIdentity): readonly string[] => {
  const differences: string[] = [];
  if (base.fingerprint !== run.fingerprint) {
    differences.push(
      `the scenarios differ: "${base.scenarioName}" (${base.fingerprint.slice(0, 12)}) and "${run.scenarioName}" (${run.fingerprint.slice(0, 12)})`,
    );
  }
  if (base.seed !== run.seed) differences.push(`the seeds differ: ${base.seed} and ${run.seed}`);
  if (
    base.window.startSeconds !== run.window.startSeconds ||
    base.window.endSeconds !== run.window.endSeconds
  ) {
    differences.push("the windows of the day differ");
  }
  if (base.compression !== run.compression) {
    differences.push(`the compressions differ: ${base.compression} and ${run.compression}`);
  }
  if (base.agents !== run.agents) {
    differences.push(
      `the people on duty differ: ${base.agents ?? "the scenario's"} and ${run.agents ?? "the scenario's"}`,
    );
  }
  return differences;
};
