import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { trendPoint } from "../compare/trend.ts";
import type { RunDescription } from "../runs/run-description.ts";
import { RUN_FILES, readRun } from "../runs/run-folder.ts";
import type { RunSummary } from "../runs/summary.ts";
import { InvalidInput } from "../scenario/invalid-input.ts";
import type { ListedRun } from "./listed-run.ts";

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const trendOf = (
  name: string,
  description: RunDescription,
  summary: RunSummary,
): NonNullable<ListedRun["trend"]> => {
  const { scenarioName, fingerprint, window, agents } = description;
  const asked = { scenarioName, window, agents, pbx: summary.pbx.kind };
  return {
    key: JSON.stringify([fingerprint, asked]),
    asked,
    point: trendPoint(name, description, summary),
  };
};

/** One run's entry; a damaged folder is listed as such, it must not hide the others. */
export const listRun = async (folder: string, name: string): Promise<ListedRun> => {
  const path = join(folder, name);
  const hasReport = await exists(join(path, RUN_FILES.report));
  try {
    const { description, summary } = await readRun(path);
    const needed = summary?.recommendation?.assured ?? summary?.recommendation?.expected;
    return {
      name,
      scenarioName: description.scenarioName,
      state: description.state,
      startedAt: description.startedAt,
      seed: description.seed,
      fingerprint: description.fingerprint,
      hasReport,
      ...(summary === undefined ? {} : { verdict: summary.verdict, offered: summary.offered }),
      ...(summary?.serviceLevel === undefined ? {} : { serviceLevel: summary.serviceLevel.value }),
      ...(summary?.abandonment === undefined ? {} : { abandonment: summary.abandonment }),
      ...(needed === undefined ? {} : { needed: needed.agents }),
      ...(summary === undefined ? {} : { trend: trendOf(name, description, summary) }),
    };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return { name, scenarioName: name, state: "damaged", hasReport, problem: error.message };
  }
};

/** The runs below a folder, the newest first. Links and other folders are passed over. */
export const listRuns = async (folder: string): Promise<readonly ListedRun[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory() && (await exists(join(folder, entry.name, RUN_FILES.description)))) {
      names.push(entry.name);
    }
  }
  const runs = await Promise.all(names.map((name) => listRun(folder, name)));
  return runs.sort((left, right) => (right.startedAt ?? "").localeCompare(left.startedAt ?? ""));
};
