// One thread of the replications: says that it is ready, gets blocks, gives back their rows.
import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { SimulationPlan } from "../replicate.ts";
import { type Block, READY } from "./blocks.ts";

// what the command has compiled need not be compiled again, so the rest is imported after it
enableCompileCache();
const { chooseReplicator } = await import("../choose-replicator.ts");
const { runBlock } = await import("./run-block.ts");

const replicator = chooseReplicator(workerData as SimulationPlan);

parentPort?.on("message", (block: Block) => {
  const done = runBlock(replicator, block);
  parentPort?.postMessage(done, [done.rows.buffer]);
});
parentPort?.postMessage(READY);
