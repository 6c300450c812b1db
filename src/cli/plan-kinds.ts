import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { KindPlan, KindQuestion } from "../planning/kind-of-day.ts";

/** In a checkout the sources run as they are, in an installed package what was built from them. */
const workerFile = new URL(
  import.meta.url.endsWith(".ts") ? "./campaign-worker.ts" : "./campaign-worker.js",
  import.meta.url,
);

/**
 * Plans kinds of day on as many threads as there are processors, the busiest first.
 * The answers do not depend on how many that are. An error of a thread is the caller's.
 */
export const planKinds = async (
  questions: readonly KindQuestion[],
  onDone: (done: number) => void,
): Promise<ReadonlyMap<number, KindPlan>> => {
  const waiting = questions.toSorted((one, other) => other.calls - one.calls);
  const plans = new Map<number, KindPlan>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const workers = Array.from(
    { length: Math.min(availableParallelism(), questions.length) },
    () => new Worker(workerFile),
  );
  for (const worker of workers) {
    const handOut = (): void => {
      const question = waiting.shift();
      if (question !== undefined) worker.postMessage(question);
    };
    worker.on("message", (plan: KindPlan) => {
      plans.set(plan.plannedFor, plan);
      onDone(plans.size);
      if (plans.size === questions.length) resolve();
      else handOut();
    });
    worker.on("error", reject);
    handOut();
  }
  if (questions.length === 0) resolve();
  try {
    await promise;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return plans;
};
