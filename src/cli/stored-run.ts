import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CallRecord } from "../calls/call-record.ts";
import { parseCallsCsv } from "../calls/calls-csv.ts";
import { splitCsvLine } from "../calls/csv-line.ts";
import { readLines } from "../calls/read-lines.ts";
import type { GateContext } from "../gate/evaluate-thresholds.ts";
import type { Threshold } from "../gate/threshold.ts";
import { scenarioOfRun } from "../report/load-report.ts";
import { readRun, requireAllCalls, type StoredRun } from "../runs/run-folder.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { staffSteps } from "../trace/staff-steps.ts";
import { staffedWith } from "../trace/staffed-with.ts";

/** A finished run with its calls in memory. */
export interface FinishedRun {
  readonly run: StoredRun;
  readonly scenario: Scenario;
  readonly calls: readonly CallRecord[];
}

/**
 * Reads a run that has ended, with its calls.
 *
 * @throws InvalidInput where the run is still going on or its folder is damaged.
 */
export const readFinishedRun = async (workingDirectory: string, folder: string): Promise<FinishedRun> => {
  const run = await readRun(resolve(workingDirectory, folder));
  if (run.description.state === "running") {
    throw invalidInput(
      run.path,
      "this run is still going on, or was killed before it could say how it ended. Wait for its end, or run it again.",
    );
  }
  const where = run.file("calls");
  let text: string;
  try {
    text = readFileSync(where, "utf8");
  } catch (error) {
    throw invalidInput(
      where,
      (error as NodeJS.ErrnoException).code === "ENOENT"
        ? "this file is missing, and a run is judged by its calls. Give the folder of a run with all its files."
        : `the run's calls cannot be read: ${(error as Error).message}.`,
    );
  }
  const calls = parseCallsCsv(text, where);
  requireAllCalls(run, calls.filter(({ counted }) => counted).length);
  return { run, scenario: scenarioOfRun(run), calls };
};

/** Topics by caller, from the run's trace. */
const topicsByCaller = (run: StoredRun): ReadonlyMap<string, string> => {
  const topics = new Map<string, string>();
  const lines = readLines(run.file("trace"));
  const header = lines.next();
  if (header.done === true) return topics;
  const names = splitCsvLine(header.value, ",");
  const caller = names.indexOf("caller_id");
  const topic = names.indexOf("topic");
  for (const line of lines) {
    const fields = splitCsvLine(line, ",");
    topics.set(fields[caller] ?? "", fields[topic] ?? "");
  }
  return topics;
};

/** What a run's thresholds are judged by; the trace is read only where a threshold names a topic. */
export const gateContextOf = (
  { run, scenario }: FinishedRun,
  thresholds: readonly Threshold[],
): GateContext => {
  const { window, agents } = run.description;
  const { targets } = scenario;
  const topics = thresholds.some(({ selector }) => selector.topic !== undefined)
    ? topicsByCaller(run)
    : undefined;
  return {
    withinSeconds: targets.withinSeconds,
    schedule: staffSteps(staffedWith(scenario, agents).staff),
    period: window,
    scenario,
    ...(topics === undefined ? {} : { topicOfCaller: (caller) => topics.get(caller) }),
  };
};
