import { describe, expect, it } from "vitest";
import { changed, FILE, problemsOf, read } from "./small-scenario.ts";

describe("a scenario with faults", () => {
  it("tells all of its faults at once, in the order of their lines", () => {
    const text = changed(
      ["timeZone:", "timezone:"],
      ['close: "18:00"', 'close: "07:00"'],
      ["callsPerDay: 1000", "callsPerDay: -5"],
      ["halfLife: 20m", "halfLife: 20"],
      ["mean: 4m, cv: 1.1", "mean: 4m"],
      ["cv: 0.5 }", "cv: 0.9 }"],
      ["  source: the roster\n", ""],
      ['from: "12:00", to: "18:00", agents: 8', 'from: "11:00", to: "18:00", agents: 8'],
      ["wait: [", "wiat: ["],
    );
    const problems = problemsOf(text);
    expect(problems.map(({ line }) => line)).toEqual([2, 5, 9, 19, 25, 26, 29, 30, 36]);
    expect(problems.map(({ line }) => line)).toEqual(
      problems.map(({ line }) => line).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
    );
  });

  it("that is no YAML is told with its place", () => {
    const problems = problemsOf("name: x\nhours: [1, 2\narrivals: {}\n");
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]?.message).toContain("no valid YAML");
    expect(problems[0]?.line).toBeGreaterThan(1);
  });

  it("that is empty, or a list, is told what a scenario is", () => {
    expect(problemsOf("")[0]?.message).toContain("The file is empty");
    expect(problemsOf("- a\n- b\n")[0]?.message).toContain("surgeline init");
  });

  it("whose aliases would fill the memory is refused", () => {
    let bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (let level = 1; level < 12; level++) {
      bomb += `a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ")}]\n`;
    }
    expect(problemsOf(bomb)[0]?.message).toContain("aliases");
  });

  it("whose alias stands within its own anchor is refused with its place", () => {
    for (const text of ["name: &a [*a]\n", "name: &a { b: { c: *a } }\n", "name: x\nhours: &h [1, [*h]]\n"]) {
      const [first] = problemsOf(text);
      expect(first?.message).toContain("has no end");
      expect(text.split("\n")[(first?.line ?? 0) - 1]?.slice((first?.column ?? 0) - 1)).toMatch(/^\*/);
    }
  });

  it("that is nested without end is refused", () => {
    expect(problemsOf(`name: ${"[".repeat(10_000)}${"]".repeat(10_000)}`).length).toBeGreaterThan(0);
  });

  it("on a day that no calendar has is told", () => {
    const text = changed(["name: small", "name: small\ndate: 2021-02-30"]);
    expect(problemsOf(text)).toEqual([
      {
        where: FILE,
        line: 2,
        column: 7,
        message: 'date is "2021-02-30"; it must be a date such as 2020-07-17.',
      },
    ]);
  });

  it("with a block left out still tells what is wrong in the others", () => {
    const text = changed(
      ['hours:\n  open: "08:00"\n  close: "18:00"\n  source: the announcement\n', ""],
      ["compression: 60", "compression: x"],
    );
    expect(problemsOf(text).map(({ message }) => message.split(" ")[0])).toEqual([
      "hours",
      "flood.compression",
    ]);
  });

  it("follows an alias to its anchor", () => {
    const text = changed(
      [
        "patience: { distribution: exponential, mean: 3m }",
        "patience: &law { distribution: exponential, mean: 3m }",
      ],
      ["{ distribution: lognormal, mean: 4m, cv: 1.1 }", "*law"],
    );
    expect(read(text).handling.talk).toEqual({ kind: "exponential", meanSeconds: 180 });
  });
});
