import type { Figure } from "./figure.ts";

/** Draws a chart as an SVG element. */
export type DrawChart = (figure: Figure) => Promise<string>;

/** Draws on this thread. What draws takes long to load, and is loaded with the first chart. */
export const drawHere: DrawChart = async (figure) => {
  const { drawChart } = await import("./draw-chart.ts");
  return drawChart(figure);
};
