import { access, readFile } from "node:fs/promises";
import { callRecordReader } from "../calls/calls-csv.ts";
import { readLines } from "../calls/read-lines.ts";
import { requireAllCalls, type StoredRun } from "../runs/run-folder.ts";
import { writeWhole } from "../runs/write-whole.ts";
import { InvalidInput, invalidInput, type Problem } from "../scenario/invalid-input.ts";
import { parseScenario } from "../scenario/read-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { readWebResult } from "../web/read-web-result.ts";
import { type CallTally, chartInterval, startTally } from "./call-tally.ts";
import type { Language } from "./format.ts";
import { pageScript } from "./page-script.ts";
import type { ReportContents } from "./report-contents.ts";
import { readMessageLog } from "./sip-ladder.ts";

/** A log longer than this is read from its start only: one ladder a cause is shown. */
const LONGEST_LOG_CHARACTERS = 20_000_000;

/** The scenario that a run was made with; its folder holds it whole, with no file beside it. */
export const scenarioOfRun = (run: StoredRun): Scenario =>
  parseScenario(run.scenarioText, {
    fileName: run.file("scenario"),
    settings: [],
    readNeighbour: () => {
      throw new Error("a run's folder holds its scenario whole; the folder is damaged");
    },
  });

/** Reads a run's calls one by one into columns. A folder without calls.csv has none. */
const tallyCalls = (run: StoredRun, scenario: Scenario): CallTally => {
  const { window } = run.description;
  const period = window.endSeconds - window.startSeconds;
  const tally = startTally(
    window,
    chartInterval(period, scenario.targets.intervalSeconds),
    run.summary?.serviceLevel?.withinSeconds ?? scenario.targets.withinSeconds,
  );
  const where = run.file("calls");
  const lines = readLines(where);
  const header = lines.next();
  if (header.done === true) {
    requireAllCalls(run, 0);
    return tally.finish();
  }
  const readRow = callRecordReader(header.value, where);
  const problems: Problem[] = [];
  let line = 1;
  for (const text of lines) {
    line++;
    if (text === "") continue;
    const call = readRow(text);
    if (typeof call !== "string") tally.add(call);
    else if (problems.push({ where, line, message: `${call}.` }) === 100) break;
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  const finished = tally.finish();
  requireAllCalls(run, finished.attempts);
  return finished;
};

const optionalText = (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw invalidInput(path, `this file cannot be read (${error.message}); the run's folder is damaged`);
  });

/** Whether the run left a table of calls; one that was stopped at once has none. */
const hasCalls = (run: StoredRun): Promise<boolean> =>
  access(run.file("calls")).then(
    () => true,
    () => false,
  );

/**
 * Everything that the report of a stored run is made from.
 *
 * @throws InvalidInput for a folder that is damaged.
 */
export const loadReport = async (run: StoredRun): Promise<ReportContents> => {
  // bundled by another process while this one reads the calls
  const script = pageScript();
  script.catch(() => {});
  const scenario = scenarioOfRun(run);
  const { window } = run.description;
  const log = await optionalText(run.file("failedCalls"));
  const web = await readWebResult(run.file("web"));
  return {
    scenario,
    description: run.description,
    summary: run.summary,
    tally: (await hasCalls(run))
      ? tallyCalls(run, scenario)
      : startTally(window, window.endSeconds - window.startSeconds, scenario.targets.withinSeconds).finish(),
    ...(web === undefined ? {} : { web }),
    messages: log === undefined ? new Map() : readMessageLog(log.slice(0, LONGEST_LOG_CHARACTERS)),
    script: await script,
  };
};

/** Writes a run's report.html and returns where it is. */
export const writeReport = async (run: StoredRun, language: Language): Promise<string> => {
  const path = run.file("report");
  const contents = loadReport(run);
  contents.catch(() => {});
  // what draws charts takes long to load; meanwhile the page's script is bundled
  const { renderReport } = await import("./render-report.ts");
  await writeWhole(path, await renderReport(await contents, language));
  return path;
};
