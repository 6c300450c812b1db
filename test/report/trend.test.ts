import { describe, expect, it } from "vitest";
import type { TrendPoint } from "../../src/compare/trend.ts";
import { renderTrend } from "../../src/report/render-trend.ts";

const points = (count: number): TrendPoint[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `release-${index + 1}`,
    startedAt: `2026-11-${String(index + 10)}T20:00:00.000Z`,
    proves: index !== 2,
    offered: 1000 + index,
    withinSeconds: 20,
    serviceLevel: { value: 0.8 - index / 20, low: 0.78 - index / 20, high: 0.82 - index / 20 },
    abandonment: { value: 0.1 + index / 20, low: 0.08 + index / 20, high: 0.12 + index / 20 },
    neverServed: { value: 0.05 },
    meanWaitSeconds: { value: 30 + index },
    setupMilliseconds: { p50: 6, p95: 12 + index },
  }));

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("the page of a trend", () => {
  it("states in each title what the chart shows, in both languages", async () => {
    const english = plain(await renderTrend("Hotline", points(5), "en"));
    expect(english).toContain(
      "The share answered within 20 s fell from 80.0% to 60.0% over 4 runs; the intervals of the two do not overlap",
    );
    expect(english).toContain(
      "95% of the set-ups took at most 12 ms in the first run and 16 ms in the last of 4",
    );
    const french = plain(await renderTrend("Ligne", points(5), "fr"));
    expect(french).toContain(
      "Le taux de service à 20 s tombe de 80,0 % à 60,0 % en 4 essais ; les deux intervalles ne se recouvrent pas",
    );
    const visible = french.replace(/<(style|script)[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>/g, " ");
    for (const word of ["served", "runs", "Share", "wait", "Started", "Download", "overlap", " the "]) {
      expect(visible, word).not.toContain(word);
    }
  });

  it("calls a change neither rise nor fall where the intervals overlap", async () => {
    const near = points(2).map((point) => ({
      ...point,
      serviceLevel: { ...point.serviceLevel!, low: 0.5, high: 0.95 },
    }));
    expect(plain(await renderTrend("Hotline", near, "en"))).toContain(
      "The share answered within 20 s went from 80.0% to 75.0% over 2 runs; the intervals of the two overlap",
    );
    expect(plain(await renderTrend("Ligne", near, "fr"))).toContain("passe de 80,0 % à 75,0 % en 2 essais");
  });

  it("claims no change where but one run proves something", async () => {
    const [first, second] = points(2);
    const html = plain(await renderTrend("Hotline", [first!, { ...second!, proves: false }], "en"));
    expect(html).toContain("Shares of the calls, run by run");
    expect(html).toContain("Mean wait, run by run");
    expect(html).not.toMatch(/ over 2 runs;| in the last of 2/);
  });

  it("has a table of every figure with its interval, and something to take away", async () => {
    const html = await renderTrend("Hotline", points(5), "en");
    const figures = html.split("<figure ").slice(1);
    expect(figures).toHaveLength(3);
    for (const figure of figures) {
      expect(figure.match(/<tbody>[\s\S]*<\/tbody>/)?.[0].match(/<tr>/g)).toHaveLength(5);
      expect(figure.match(/data-download="(csv|svg|png)"/g)).toHaveLength(3);
    }
    expect(figures[0]).toContain('data-value="0.78"');
  });

  it("tells lines apart by dash and by the shape of their points, and marks what proves nothing", async () => {
    const html = await renderTrend("Hotline", points(5), "en");
    const first = html.split("<figure ")[1] ?? "";
    const dashes = new Set(
      [...first.matchAll(/mark-line[\s\S]*?<\/g>/g)].flatMap(([text]) =>
        [...text.matchAll(/stroke-dasharray="([^"]+)"/g)].map((match) => match[1]),
      ),
    );
    expect(dashes.size).toBe(3);
    expect(first.match(/✕/g)).toHaveLength(3);
    expect(html).toContain("late: release-3.");
  });

  it("shows the name of a run as text, whatever stands in it", async () => {
    const [first, second] = points(2);
    const html = await renderTrend("<b>", [{ ...first!, name: "<img src=x>" }, second!], "en");
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<b>");
  });
});
