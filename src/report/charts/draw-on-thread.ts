import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type DrawChart, drawHere } from "./draw-here.ts";
import type { Figure } from "./figure.ts";

export interface FigureToDraw {
  readonly number: number;
  readonly figure: Figure;
}

export type Drawing =
  | { readonly number: number; readonly svg: string }
  | { readonly number: number; readonly fault: string };

/** In a checkout the sources run as they are, in an installed package what was built from them. */
const threadFile = new URL(
  import.meta.url.endsWith(".ts") ? "./drawing-thread.ts" : "./drawing-thread.js",
  import.meta.url,
);

/**
 * Begins to load what draws charts, on a thread of its own where there is a
 * second processor for it, so that the run can be read meanwhile; with one
 * processor charts are drawn here. `end` has to be called when all is drawn.
 */
export const startDrawing = (
  threads = availableParallelism(),
): { readonly draw: DrawChart; readonly end: () => Promise<void> } => {
  if (threads < 2) return { draw: drawHere, end: () => Promise.resolve() };
  const worker = new Worker(threadFile);
  const asked = new Map<number, PromiseWithResolvers<string>>();
  let figures = 0;
  let ended: Error | undefined;
  const endWith = (error: Error): void => {
    ended ??= error;
    for (const { reject } of asked.values()) reject(ended);
    asked.clear();
  };
  worker.on("message", (drawing: Drawing) => {
    const waiting = asked.get(drawing.number);
    asked.delete(drawing.number);
    if ("svg" in drawing) waiting?.resolve(drawing.svg);
    else waiting?.reject(new Error(drawing.fault));
  });
  worker.on("error", (error) => endWith(error instanceof Error ? error : new Error(String(error))));
  worker.on("exit", () => endWith(new Error("The thread that draws charts ended before all were drawn.")));
  return {
    draw: (figure) => {
      if (ended !== undefined) return Promise.reject(ended);
      const waiting = Promise.withResolvers<string>();
      const number = figures++;
      asked.set(number, waiting);
      worker.postMessage({ number, figure } satisfies FigureToDraw);
      return waiting.promise;
    },
    end: async () => {
      await worker.terminate();
    },
  };
};
