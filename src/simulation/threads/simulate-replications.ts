import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type Accumulator, createAccumulator, type SimulationEstimates } from "../accumulate.ts";
import { chooseReplicator } from "../choose-replicator.ts";
import type { MeasureName } from "../measures.ts";
import type { Replicator, SimulationPlan } from "../replicate.ts";
import { type Block, type BlockRows, cutIntoBlocks } from "./blocks.ts";
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

const runHere = async (
  replicator: Replicator,
  blocks: readonly Block[],
  folder: Folder,
  signal?: AbortSignal,
): Promise<void> => {
  for (const block of blocks) {
    if (signal?.aborted || folder.narrow()) return;
    folder.take(runBlock(replicator, block));
    // lets Ctrl-C and the progress line in
    await setImmediate();
  }
};

/** In a checkout the sources run as they are, in an installed package what was built from them. */
const workerFile = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

const runInWorkers = (
  plan: SimulationPlan,
  blocks: readonly Block[],
  folder: Folder,
  options: ReplicationOptions,
): Promise<void> => {
  const waiting = [...blocks];
  const workers: Worker[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let busy = 0;
  const handOut = (worker: Worker): void => {
    const block = options.signal?.aborted || folder.narrow() ? undefined : waiting.shift();
    if (block !== undefined) {
      worker.postMessage(block);
      busy++;
    } else if (busy === 0) {
      resolve();
    }
  };
  const stop = (): void => resolve();
  options.signal?.addEventListener("abort", stop);
  const threads = Math.min(options.threads, blocks.length);
  for (let thread = 0; thread < threads; thread++) {
    const worker = new Worker(workerFile, { workerData: plan });
    workers.push(worker);
    worker.on("message", (done: BlockRows) => {
      busy--;
      // what comes after the end was decided is not added
      if (!options.signal?.aborted) folder.take(done);
      handOut(worker);
    });
    worker.on("error", reject);
    handOut(worker);
  }
  return promise.finally(async () => {
    options.signal?.removeEventListener("abort", stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  });
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
  if (options.threads === 1 || blocks.length === 1) await runHere(replicator, blocks, folder, options.signal);
  else await runInWorkers(plan, blocks, folder, options);
  const complete = accumulator.days() === options.replications;
  return {
    state: folder.narrow() ? "narrow" : complete ? "complete" : "interrupted",
    estimates: accumulator.estimates(),
    wallSeconds: (performance.now() - began) / 1000,
  };
};
