import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type Accumulator, createAccumulator, type SimulationEstimates } from "../accumulate.ts";
import { chooseReplicator } from "../choose-replicator.ts";
import type { MeasureName } from "../measures.ts";
import type { Replicator, SimulationPlan } from "../replicate.ts";
import { type Block, type BlockRows, cutIntoBlocks, type FromWorker, READY } from "./blocks.ts";
import { runBlock } from "./run-block.ts";

/** Fewer days say too little about how days differ to stop by. */
const FEWEST_DAYS_TO_STOP = 20;

export interface ReplicationOptions {
  /** How many days are simulated; with `halfWidth` at most. */
  readonly replications: number;
  /** Threads at work; the results do not depend on it. */
  readonly threads: number;
  /** Coverage of the intervals; absent: 0.95. */
  readonly confidence?: number;
  /** Stops at the first day, from the 20th on, at which the day's interval of the measure is no wider than this on either side. */
  readonly halfWidth?: { readonly measure: MeasureName; readonly wanted: number };
  readonly onProgress?: (days: number) => void;
  /** Aborting it ends the simulation with the days done so far. */
  readonly signal?: AbortSignal;
}

export interface ReplicationResult {
  /** `narrow`: stopped because the wanted half-width was reached. */
  readonly state: "complete" | "narrow" | "interrupted";
  readonly estimates: SimulationEstimates;
  /** From the first replication's start to the last one's end. */
  readonly wallSeconds: number;
}

/** Takes blocks that come in any order and adds their days in the order of the replications. */
const createFolder = (accumulator: Accumulator, row: number, options: ReplicationOptions) => {
  const early = new Map<number, BlockRows>();
  let next = 0;
  let narrow = false;
  const isNarrow = (): boolean => {
    if (options.halfWidth === undefined || accumulator.days() < FEWEST_DAYS_TO_STOP) return false;
    const half = accumulator.halfWidth(options.halfWidth.measure);
    return half !== undefined && half <= options.halfWidth.wanted;
  };
  return {
    narrow: () => narrow,
    take: (block: BlockRows): void => {
      early.set(block.first, block);
      for (let ready = early.get(next); ready !== undefined; ready = early.get(next)) {
        early.delete(next);
        for (let day = 0; day < ready.count && !narrow; day++) {
          accumulator.add(ready.rows.subarray(day * row, (day + 1) * row));
          narrow = isNarrow();
        }
        next += ready.count;
      }
      options.onProgress?.(accumulator.days());
    },
  };
};

type Folder = ReturnType<typeof createFolder>;

/** Blocks that nobody has begun; none is given out once the end was decided. */
type NextBlock = () => Block | undefined;

const runHere = async (replicator: Replicator, next: NextBlock, folder: Folder): Promise<void> => {
  for (let block = next(); block !== undefined; block = next()) {
    folder.take(runBlock(replicator, block));
    // lets Ctrl-C, the progress line and what other threads have done in
    await setImmediate();
  }
};

/** In a checkout the sources run as they are, in an installed package what was built from them. */
const workerFile = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

/**
 * Runs the blocks on this thread and on others. This one begins at once; a
 * worker gets its first block when it has read its program, which takes as long
 * as some hundred days.
 */
const runOnThreads = async (
  plan: SimulationPlan,
  replicator: Replicator,
  threads: number,
  next: NextBlock,
  folder: Folder,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const { promise: workersDone, resolve, reject } = Promise.withResolvers<void>();
  let busy = 0;
  let doneHere = false;
  let broken = false;
  const settle = (): void => {
    if (doneHere && busy === 0) resolve();
  };
  const workers = Array.from({ length: threads - 1 }, () => {
    const worker = new Worker(workerFile, { workerData: plan });
    worker.on("message", (message: FromWorker) => {
      if (message !== READY) {
        busy--;
        // what comes after the end was decided is not added
        if (!signal?.aborted) folder.take(message);
      }
      const block = next();
      if (block === undefined) return settle();
      worker.postMessage(block);
      busy++;
    });
    worker.on("error", (error) => {
      broken = true;
      reject(error);
    });
    return worker;
  });
  signal?.addEventListener("abort", () => resolve(), { once: true });
  const here = runHere(replicator, () => (broken ? undefined : next()), folder).then(() => {
    doneHere = true;
    settle();
  });
  try {
    await Promise.all([here, workersDone]);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
};

/**
 * Simulates replications of a plan on several threads. Each replication's row
 * depends on plan and replication alone and rows are added in their order, so
 * the estimates are the same bits on any number of threads.
 */
export const simulateReplications = async (
  plan: SimulationPlan,
  options: ReplicationOptions,
): Promise<ReplicationResult> => {
  const began = performance.now();
  const replicator = chooseReplicator(plan);
  const accumulator = createAccumulator(replicator.grid, options.confidence, replicator.routed);
  const folder = createFolder(accumulator, replicator.numbers, options);
  const blocks = cutIntoBlocks(options.replications, options.threads);
  const { signal } = options;
  let begun = 0;
  const next: NextBlock = () => (signal?.aborted || folder.narrow() ? undefined : blocks[begun++]);
  const threads = Math.min(options.threads, blocks.length);
  await runOnThreads(plan, replicator, threads, next, folder, signal);
  const complete = accumulator.days() === options.replications;
  return {
    state: folder.narrow() ? "narrow" : complete ? "complete" : "interrupted",
    estimates: accumulator.estimates(),
    wallSeconds: (performance.now() - began) / 1000,
  };
};
