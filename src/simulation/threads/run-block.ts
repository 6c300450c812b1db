import type { Replicator } from "../replicate.ts";
import type { Block, BlockRows } from "./blocks.ts";

/** Simulates the replications of a block. */
export const runBlock = (replicator: Replicator, block: Block): BlockRows => {
  const length = replicator.numbers;
  const rows = new Float64Array(block.count * length);
  for (let day = 0; day < block.count; day++) {
    replicator.run(block.first + day, rows.subarray(day * length, (day + 1) * length));
  }
  return { ...block, rows };
};
