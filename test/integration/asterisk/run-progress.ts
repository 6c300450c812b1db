import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How often a run's folder told of its calls so far, and how many were answered when it did last. */
export const progressOf = (folder: string): { readonly told: number; readonly answered: number } => {
  const live = join(folder, "logs", "live.ndjson");
  // the last line may be half written
  const lines = existsSync(live) ? readFileSync(live, "utf8").split("\n").slice(0, -1) : [];
  const told = lines.filter((line) => line.includes('"progress"'));
  const last = told.at(-1);
  if (last === undefined) return { told: 0, answered: 0 };
  const { progress } = JSON.parse(last) as { progress: { answered: number } };
  return { told: told.length, answered: progress.answered };
};

/** Resolves once a run's folder tells that so many calls were answered; gives up after four minutes. */
export const answeredCalls = async (folder: string, least: number): Promise<void> => {
  for (const until = Date.now() + 240_000; Date.now() < until; await pause(100)) {
    if (progressOf(folder).answered >= least) return;
  }
  throw new Error(`${folder} did not come to ${least} answered calls within four minutes`);
};
