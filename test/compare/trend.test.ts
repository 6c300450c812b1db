import { describe, expect, it } from "vitest";
import { distinctNames, type TrendPoint, trendChange, trendPoint } from "../../src/compare/trend.ts";
import { exampleCalls, exampleDescription, exampleSummary } from "../report/example-run.ts";

const point = (name: string, value: number, half: number | undefined, proves = true): TrendPoint => ({
  name,
  proves,
  offered: 100,
  serviceLevel: { value, ...(half === undefined ? {} : { low: value - half, high: value + half }) },
});
const served = ({ serviceLevel }: TrendPoint) => serviceLevel;

describe("a trend", () => {
  it("goes from the first run that proves something to the last one", () => {
    const change = trendChange(
      [
        point("late", 0.1, 0.01, false),
        point("a", 0.8, 0.02),
        point("b", 0.7, 0.02),
        point("c", 0.6, 0.02),
        point("late again", 0.1, 0.01, false),
      ],
      served,
    );
    expect(change).toMatchObject({ from: { value: 0.8 }, to: { value: 0.6 }, runs: 3, overlap: false });
  });

  it("says that the intervals of its ends overlap, and nothing where one has none", () => {
    expect(trendChange([point("a", 0.8, 0.1), point("b", 0.7, 0.1)], served)?.overlap).toBe(true);
    expect(trendChange([point("a", 0.8, 0.1), point("b", 0.7, undefined)], served)?.overlap).toBeUndefined();
  });

  it("has no change of one run", () => {
    expect(trendChange([point("a", 0.8, 0.1)], served)).toBeUndefined();
  });

  it("takes its figures and intervals from a run's summary", () => {
    const summary = exampleSummary(exampleCalls(300));
    const made = trendPoint("monday", exampleDescription(), summary);
    expect(made.serviceLevel).toEqual({ value: summary.serviceLevel?.value, low: 0.3, high: 0.45 });
    expect(made.setupMilliseconds).toEqual({ p50: 6.1, p95: 13 });
    expect(made.proves).toBe(true);
    expect(trendPoint("x", { ...exampleDescription(), state: "interrupted" }, summary).proves).toBe(false);
  });

  it("keeps two runs of one folder name apart", () => {
    expect(distinctNames(["ci", "ci", "last", "ci"])).toEqual(["ci", "ci (2)", "last", "ci (3)"]);
  });
});
