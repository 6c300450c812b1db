import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { parse } from "yaml";
import * as z from "zod";
import {
  parseThreshold,
  parseThresholdTable,
  type ThresholdTable,
  withStandingThreshold,
} from "../gate/parse-threshold.ts";
import type { Threshold } from "../gate/threshold.ts";
import { InvalidInput, invalidInput, type Problem } from "../scenario/invalid-input.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { parseTimeSpan } from "../scenario/time-of-day.ts";

/** The flags that decide what a run must meet. */
export interface ThresholdFlags {
  readonly threshold?: readonly string[];
  readonly budget?: readonly string[];
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Adds `--threshold` and `--budget` to a command. */
export const addThresholdFlags = (command: Command): Command =>
  command
    .option("--threshold <expression>", "a threshold such as 'wait: p(95)<120s'; may be repeated", collect)
    .option(
      "--budget <file>",
      "a YAML or JSON file of thresholds, beside those of the scenario; may be repeated",
      collect,
    );

const BUDGET_FORM =
  'a budget is a list of thresholds, such as - "wait: p(95)<120s", or a map by metric as in a scenario: wait: ["p(95)<120s"]';

const entrySchema = z.union([
  z.string(),
  z.strictObject({
    threshold: z.string(),
    abortOnFail: z.boolean().optional(),
    during: z.string().optional(),
  }),
]);
const entriesSchema = z.union([entrySchema, z.array(entrySchema)]);
const tableSchema = z.record(z.string(), entriesSchema);
const budgetSchema = z.union([z.array(z.string()), z.strictObject({ thresholds: tableSchema }), tableSchema]);

const toTable = (table: z.infer<typeof tableSchema>, where: string): ThresholdTable =>
  Object.fromEntries(
    Object.entries(table).map(([metric, entries]) => [
      metric,
      [entries].flat().map((entry) => {
        if (typeof entry === "string") return { expression: entry, abortOnFail: false };
        const during = entry.during === undefined ? undefined : parseTimeSpan(entry.during);
        if (entry.during !== undefined && during === undefined) {
          throw invalidInput(
            `${where}: ${metric}`,
            `"${entry.during}" is no part of a day; write "11:30-13:00".`,
          );
        }
        return {
          expression: entry.threshold,
          abortOnFail: entry.abortOnFail ?? false,
          ...(during === undefined ? {} : { during }),
        };
      }),
    ]),
  );

/** The entries for which a file is no budget, by place or metric; none where it is none as a whole. */
const faultyEntries = (written: unknown): readonly string[] => {
  if (typeof written !== "object" || written === null) return [];
  if (Array.isArray(written)) {
    return written.flatMap((entry, index) => (typeof entry === "string" ? [] : [`entry ${index + 1}`]));
  }
  const inner = "thresholds" in written ? written.thresholds : written;
  if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return [];
  return Object.entries(inner).flatMap(([metric, entries]) =>
    entriesSchema.safeParse(entries).success ? [] : [`"${metric}"`],
  );
};

/**
 * Reads a file of thresholds.
 *
 * @throws InvalidInput for a file that is none, and with every threshold that cannot be read.
 */
const readBudget = (path: string): readonly Threshold[] => {
  let written: unknown;
  try {
    written = parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw invalidInput(path, `the budget cannot be read: ${(error as Error).message}; ${BUDGET_FORM}.`);
  }
  const budget = budgetSchema.safeParse(written);
  if (!budget.success) {
    const faulty = faultyEntries(written);
    const found =
      faulty.length === 0 ? "this is no budget" : `this is no budget because of ${faulty.join(", ")}`;
    throw invalidInput(path, `${found}; ${BUDGET_FORM}.`);
  }
  if (Array.isArray(budget.data)) return gather(budget.data.map((text) => () => parseThreshold(text, path)));
  const table =
    "thresholds" in budget.data && !Array.isArray(budget.data["thresholds"])
      ? budget.data["thresholds"]
      : budget.data;
  return parseThresholdTable(toTable(table as z.infer<typeof tableSchema>, path), path);
};

/** Reads all, and refuses with the problems of all. */
const gather = <Read>(readers: readonly (() => Read)[]): readonly Read[] => {
  const problems: Problem[] = [];
  const all: Read[] = [];
  for (const read of readers) {
    try {
      all.push(read());
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return all;
};

/**
 * What a run must meet: the scenario's thresholds, those of budget files and
 * those of the command line, and the standing one on failures.
 *
 * @throws InvalidInput with every one that cannot be read.
 */
export const collectThresholds = (
  scenario: Scenario,
  flags: ThresholdFlags,
  workingDirectory: string,
): readonly Threshold[] =>
  withStandingThreshold([
    ...parseThresholdTable(scenario.thresholds),
    ...gather((flags.budget ?? []).map((file) => () => readBudget(resolve(workingDirectory, file)))).flat(),
    ...gather((flags.threshold ?? []).map((text) => () => parseThreshold(text))),
  ]);
