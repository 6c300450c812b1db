import { describe, expect, it } from "vitest";
import { chartInterval, startTally } from "../../src/report/call-tally.ts";
import { binCounts, niceBins } from "../../src/report/charts/histogram.ts";
import { formatFor } from "../../src/report/format.ts";
import { renderReport } from "../../src/report/render-report.ts";
import type { ReportContents } from "../../src/report/report-contents.ts";
import { ENGLISH } from "../../src/report/words/english.ts";
import { FRENCH } from "../../src/report/words/french.ts";
import { exampleCalls, exampleContents, exampleDescription, exampleScenario } from "./example-run.ts";

const emptyTally = () => startTally(exampleDescription().window, 600, 20).finish();

describe("a report", () => {
  it("puts the verdict and what happened first, in words", async () => {
    const html = await renderReport(exampleContents(), "en");
    const text = html.slice(html.indexOf("<main"), html.indexOf('id="plan"'));
    expect(text).toContain("Does not hold");
    expect(text).toMatch(/1,484 calls came; \d+% were answered within 20/);
    expect(text).toContain("352 callers never reached an adviser.");
    expect(text).toContain("58 people must be on duty then (between 54 and 62)");
  });

  it("is French throughout where French is asked for", async () => {
    const contents = exampleContents();
    // what a scenario's author wrote stays in the author's language
    const scenario = {
      ...contents.scenario,
      provenance: {},
      name: "Ligne",
      arrivals: { ...contents.scenario.arrivals, spikes: [] },
    };
    const html = await renderReport({ ...contents, scenario }, "fr");
    expect(html).toContain('<html lang="fr">');
    for (const word of ["Taux de service", "Taux d’abandon", "DMT", "Ne tient pas", "Seuils", "mesuré"]) {
      expect(html).toContain(word);
    }
    const visible = html.replace(/<(style|script|code|pre)[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>/g, " ");
    for (const word of ["Answered", "Abandonment", "Handling", "Threshold", "threshold", "answered"]) {
      expect(visible, word).not.toContain(word);
    }
    // a decimal comma, and no decimal point, in every percentage
    expect(visible).toMatch(/\d,\d\s?%/);
    expect(visible).not.toMatch(/\d\.\d+\s?%/);
  });

  it("asks nothing of any other host and stays below two megabytes for 6,000 calls", async () => {
    const html = await renderReport(exampleContents(exampleCalls(6000)), "en");
    expect(html.length).toBeLessThan(2_000_000);
    const addresses = [...html.matchAll(/(?:src|href|url)\s*[=(]\s*["']?(https?:[^"')\s]+)/g)].map(
      (match) => match[1],
    );
    expect(addresses).toEqual([]);
  });

  it("gives every chart a title, a table under it and a name for a screen reader", async () => {
    const html = await renderReport(exampleContents(), "en");
    const figures = html.split("<figure ").slice(1);
    expect(figures).toHaveLength(7);
    for (const figure of figures) {
      expect(figure).toMatch(/<h3>[A-Z0-9].{20,}<\/h3>/);
      expect(figure).toMatch(/<svg [^>]*role="img" aria-labelledby="([\w-]+) [\w-]+"/);
      expect(figure).toMatch(/<tbody>\s*<tr>/);
    }
  });

  it("tells sources, assumptions, what was injected and what was measured apart", async () => {
    const html = await renderReport(exampleContents(), "en");
    for (const kind of ["source", "assumed", "injected", "measured", "computed"]) {
      expect(html).toContain(`<span class="tag ${kind}">`);
    }
  });

  it("says of fewer than a hundred calls how late the latest was, and draws no callers after a run was stopped", async () => {
    const early = exampleCalls(60).filter((call) => call.arrivalSeconds < 11 * 3600);
    const html = await renderReport(exampleContents(early), "en");
    expect(html).toMatch(/<h3>Every call was placed at most [\d.]+\u00a0ms late<\/h3>/);
    const day = html.slice(html.indexOf('id="figure-day"'), html.indexOf('id="figure-waits"'));
    const bars = day.match(/mark-symbol[\s\S]*?<\/g>/)?.[0].match(/<path/g) ?? [];
    const intervals = day.match(/<tbody>[\s\S]*<\/tbody>/)?.[0].match(/<tr>/g) ?? [];
    expect(bars.length).toBeGreaterThan(0);
    expect(bars.length).toBeLessThan(intervals.length / 2);
  });

  it("labels every moment of an axis of time that it has chosen", async () => {
    const html = await renderReport(exampleContents(), "fr");
    const axis = html.slice(html.indexOf('id="figure-day"'), html.indexOf('id="figure-waits"'));
    for (const clock of ["10 h 40", "11 h 00", "11 h 20", "13 h 00"]) expect(axis).toContain(`>${clock}<`);
  });

  it("says on top that few calls say little", async () => {
    const html = await renderReport(exampleContents(exampleCalls(40)), "en");
    expect(html.slice(0, html.indexOf('class="verdict'))).toContain("Only 40 calls were counted.");
  });

  it("is written for a run without calls or without a summary", async () => {
    const { summary: _, ...rest } = exampleContents();
    const without: ReportContents = { ...rest, summary: undefined, tally: emptyTally() };
    for (const language of ["en", "fr"] as const) {
      const html = await renderReport(without, language);
      expect(html).not.toMatch(/NaN|undefined|Infinity/);
    }
    expect(await renderReport(without, "en")).toContain("No call was counted.");
  });

  it("never shows NaN or undefined", async () => {
    for (const count of [1, 2, 1500]) {
      const html = await renderReport(exampleContents(exampleCalls(count)), "fr");
      expect(html).not.toMatch(/\bNaN\b|\bundefined\b|Infinity/);
    }
  });

  it("shows text of a scenario as text, whatever stands in it", async () => {
    const contents = exampleContents();
    const scenario = { ...exampleScenario(), name: `<img src=x onerror="alert(1)"> & "co"` };
    const html = await renderReport({ ...contents, scenario, script: "let a = '</script>';" }, "en");
    expect(html).not.toContain("<img");
    expect(html.match(/<\/script>/g)).toHaveLength(2);
  });

  it("shows a staffing that was flooded again, predicted beside measured", async () => {
    const contents = exampleContents();
    const staffing = (name: "assured" | "failing", good: boolean) => ({
      name,
      peopleAtPeak: good ? 58 : 44,
      predicted: {
        goodDays: good ? 0.991 : 0.004,
        simulatedServiceLevel: 0.87,
        simulatedAbandonment: 0.02,
        erlangAServiceLevel: 0.9,
      },
      traces: [{ seed: 11, offered: 1400, serviceLevel: 0.86, abandonment: 0.03, good, valid: true }],
    });
    const verification = {
      proved: true,
      staffings: [staffing("assured", true), staffing("failing", false)],
      reasons: [],
    };
    const html = await renderReport({ ...contents, summary: { ...contents.summary!, verification } }, "en");
    expect(html).toContain("✔ Proved");
    expect(html).toContain("assured, 58 at the peak: predicted");
    expect(html).toContain("failing: measured, seed 11");
  });

  it("groups failures by cause, each with the messages of one call", async () => {
    const contents = exampleContents();
    const failed = [...contents.tally.failures.values()].flatMap(({ first }) => first);
    const callId = failed.find(({ sipStatus }) => sipStatus === 500)?.callId ?? "";
    const html = await renderReport(
      {
        ...contents,
        messages: new Map([
          [callId, [{ time: "20:00:01", direction: "received", text: "SIP/2.0 500 <Broken>\nVia: x" }]],
        ]),
      },
      "en",
    );
    expect(html).toContain("Response 500");
    expect(html).toContain("No answer at all");
    expect(html).toContain("SIP/2.0 500 &lt;Broken&gt;");
  });
});

describe("both languages", () => {
  const shapeOf = (words: unknown): unknown =>
    typeof words === "object" && words !== null
      ? Object.fromEntries(Object.entries(words).map(([key, value]) => [key, shapeOf(value)]))
      : typeof words;

  it("have the same words", () => {
    expect(shapeOf(FRENCH)).toEqual(shapeOf(ENGLISH));
  });

  it("write figures their own way", () => {
    const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");
    const [en, fr] = [formatFor("en"), formatFor("fr")];
    expect(en.integer(12_345)).toBe("12,345");
    expect(plain(fr.integer(12_345))).toBe("12 345");
    expect(en.percent(0.256)).toBe("25.6%");
    expect(plain(fr.percent(0.256))).toBe("25,6 %");
    expect(plain(en.duration(80))).toBe("1 min 20 s");
    expect(plain(fr.duration(3.25))).toBe("3,3 s");
    expect(plain(en.duration(7260))).toBe("2 h 1 min");
    expect(en.clock(41_400)).toBe("11:30");
    expect(plain(fr.clock(41_400))).toBe("11 h 30");
    expect(fr.date("2021-11-29")).toBe("29 novembre 2021");
  });
});

describe("a tally", () => {
  it("keeps the books of the calls", () => {
    const calls = exampleCalls(3000);
    const { tally } = exampleContents(calls);
    for (const outcome of ["answered", "abandoned", "blocked", "failed"] as const) {
      const counted = tally.intervals.reduce((sum, interval) => sum + interval[outcome], 0);
      expect(counted).toBe(calls.filter((call) => call.outcome === outcome).length);
    }
    const served = new Set(
      calls.filter(({ outcome }) => outcome === "answered").map(({ callerId }) => callerId),
    );
    const callers = new Set(calls.map(({ callerId }) => callerId));
    expect(tally.intervals.reduce((sum, interval) => sum + interval.neverServed, 0)).toBe(
      callers.size - served.size,
    );
  });

  it("leaves the lead-in out", () => {
    const tally = startTally({ startSeconds: 36_000, endSeconds: 39_600 }, 600, 20);
    for (const call of exampleCalls(50)) tally.add({ ...call, counted: false });
    expect(tally.finish().attempts).toBe(0);
  });

  it("cuts a day into about two dozen intervals", () => {
    expect(chartInterval(2.5 * 3600, 1800)).toBe(600);
    expect(chartInterval(10 * 3600, 1800)).toBe(1800);
    expect(chartInterval(600, 1800)).toBe(60);
  });
});

describe("a histogram", () => {
  it("has bins of 1, 2 or 5 times a power of ten that hold every value once", () => {
    expect(niceBins(0, 97, 30)).toMatchObject({ width: 5 });
    expect(niceBins(0, 7, 30).width).toBeCloseTo(0.5, 12);
    const values = Float64Array.from({ length: 1000 }, (_, index) => (index * 7919) % 97);
    const bins = niceBins(0, 97, 30);
    const counts = binCounts(values, bins);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1000);
    expect(counts[0]).toBe(values.filter((value) => value < 5).length);
  });
});
