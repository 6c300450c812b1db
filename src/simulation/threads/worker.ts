// One thread of the replications: gets blocks, gives back their rows.
import { parentPort, workerData } from "node:worker_threads";
import { chooseReplicator } from "../choose-replicator.ts";
import type { SimulationPlan } from "../replicate.ts";
import type { Block } from "./blocks.ts";
import { runBlock } from "./run-block.ts";

const replicator = chooseReplicator(workerData as SimulationPlan);

parentPort?.on("message", (block: Block) => {
  const done = runBlock(replicator, block);
  parentPort?.postMessage(done, [done.rows.buffer]);
});
