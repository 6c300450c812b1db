// The thread that draws a report's charts: gets figures one by one, gives back their drawings.
import { enableCompileCache } from "node:module";
import { parentPort } from "node:worker_threads";
import type { Drawing, FigureToDraw } from "./draw-on-thread.ts";

// what the command has compiled need not be compiled again, so the rest is imported after it
enableCompileCache();
const { drawChart } = await import("./draw-chart.ts");

const tell = (drawing: Drawing): void => parentPort?.postMessage(drawing);

parentPort?.on("message", ({ number, figure }: FigureToDraw) => {
  drawChart(figure).then(
    (svg) => tell({ number, svg }),
    (error: unknown) => tell({ number, fault: error instanceof Error ? error.message : String(error) }),
  );
});
