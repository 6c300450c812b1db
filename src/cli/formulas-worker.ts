// The thread beside a plan's simulation: gets the question of the formulas, gives back their needs.
import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { FormulaQuestion } from "../planning/formula-needs.ts";

// what the command has compiled need not be compiled again, so the rest is imported after it
enableCompileCache();
const { formulaNeeds } = await import("../planning/formula-needs.ts");

parentPort?.postMessage(formulaNeeds(workerData as FormulaQuestion));
