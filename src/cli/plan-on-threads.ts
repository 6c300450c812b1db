import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type FormulaNeeds, type FormulaQuestion, formulaNeeds } from "../planning/formula-needs.ts";
import { type PlanOptions, planningWork } from "../planning/recommend.ts";
import type { StaffPlan } from "../planning/staff-plan.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** In a checkout the sources run as they are, in an installed package what was built from them. */
const workerFile = new URL(
  import.meta.url.endsWith(".ts") ? "./formulas-worker.ts" : "./formulas-worker.js",
  import.meta.url,
);

/** What a thread of its own answers, and its end, whether it has answered or not. */
const askThread = (
  question: FormulaQuestion,
): { readonly answer: Promise<FormulaNeeds>; readonly end: () => Promise<number> } => {
  const worker = new Worker(workerFile, { workerData: question, execArgv: [] });
  const { promise, resolve, reject } = Promise.withResolvers<FormulaNeeds>();
  worker.on("message", resolve);
  worker.on("error", reject);
  worker.on("exit", () => reject(new Error("The thread of the formulas ended without their needs.")));
  // who plans may fail first, and ask for the answer no more
  promise.catch(() => undefined);
  return { answer: promise, end: () => worker.terminate() };
};

/**
 * Plans a day as `planDay` does, to the last digit, the formulas on a thread of
 * their own while this one simulates, where there is a second processor for it.
 */
export const planDayOnThreads = async (
  scenario: Scenario,
  options: PlanOptions = {},
  threads = availableParallelism(),
): Promise<StaffPlan> => {
  const { formulaQuestion, simulate, planOf } = planningWork(scenario, options);
  if (threads < 2) return planOf(formulaNeeds(formulaQuestion), simulate());
  const thread = askThread(formulaQuestion);
  try {
    const simulated = simulate();
    return planOf(await thread.answer, simulated);
  } finally {
    await thread.end();
  }
};
