import { describe, expect, it } from "vitest";
import { drawHere } from "../../../src/report/charts/draw-here.ts";
import { startDrawing } from "../../../src/report/charts/draw-on-thread.ts";
import type { Figure } from "../../../src/report/charts/figure.ts";
import { renderReport } from "../../../src/report/render-report.ts";
import { exampleContents } from "../example-run.ts";

const FIGURE: Figure = {
  id: "calls",
  title: "Two calls came",
  description: "Calls by hour.",
  spec: {
    data: { values: [{ hour: 9, calls: 2 }] },
    mark: "bar",
    encoding: { x: { field: "hour" }, y: { field: "calls" } },
  },
  table: { caption: "Calls", columns: ["hour", "calls"], rows: [] },
};

describe("a report whose charts are drawn on another thread", () => {
  it.each([1, 2])("is the report drawn on one, with %i processors", async (processors) => {
    const drawing = startDrawing(processors);
    try {
      const contents = exampleContents();
      expect(await renderReport(contents, "fr", drawing.draw)).toBe(
        await renderReport(contents, "fr", drawHere),
      );
    } finally {
      await drawing.end();
    }
  });

  it("is told of a chart that cannot be drawn, and goes on with the next", async () => {
    const drawing = startDrawing(2);
    try {
      const broken = { ...FIGURE, spec: {} } as unknown as Figure;
      await expect(drawing.draw(broken)).rejects.toThrow();
      expect(await drawing.draw(FIGURE)).toContain("<title");
    } finally {
      await drawing.end();
    }
  });

  it("is not waited for without end where the thread has gone", async () => {
    const drawing = startDrawing(2);
    const drawn = drawing.draw(FIGURE);
    await drawing.end();
    await expect(drawn).rejects.toThrow("The thread that draws charts ended");
    await expect(drawing.draw(FIGURE)).rejects.toThrow("The thread that draws charts ended");
  });
});
