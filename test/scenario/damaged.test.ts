import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";
import { FILE, read, SMALL } from "./small-scenario.ts";

/** True where the text was read, false where it was refused; any other end is a defect. */
const isReadOrRefused = (text: string, settings: readonly string[] = []): boolean => {
  try {
    return read(text, settings).name.length > 0;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { where, line, message } of error.problems) {
      expect(message).toMatch(/\S.*[.?!]$/s);
      if (where === FILE) expect(line).toBeGreaterThan(0);
    }
    return false;
  }
};

const STRANGE = [
  "",
  "null",
  "~",
  "-1",
  "0",
  "1e999",
  ".nan",
  "true",
  "[]",
  "{}",
  "[1, 2]",
  "{ value: }",
  "{ value: { value: 1 } }",
  "*x",
  "&x y",
  "!!set {}",
  "!!binary abc",
  "2001-01-01",
  "? a",
  "|",
  "\u0000",
  "__proto__",
  "constructor",
  "9".repeat(400),
  "'",
  "#",
  "- a",
];

describe("a damaged scenario", () => {
  it("is read or refused with a sentence and a line, whichever value is replaced", () => {
    const values = [...SMALL.matchAll(/: ?([^\n{}[\],]+)/g)].map((match) => ({
      at: (match.index ?? 0) + match[0].length - (match[1] ?? "").length,
      length: (match[1] ?? "").length,
    }));
    expect(values.length).toBeGreaterThan(30);
    let refused = 0;
    for (const [index, { at, length }] of values.entries()) {
      // every third for each place, another third for the next
      for (const strange of STRANGE.filter((_, order) => (order + index) % 3 === 0)) {
        if (!isReadOrRefused(SMALL.slice(0, at) + strange + SMALL.slice(at + length))) refused++;
      }
    }
    expect(refused).toBeGreaterThan((values.length * STRANGE.length) / 6);
  });

  it("is read or refused where lines are lost, doubled or moved", () => {
    const lines = SMALL.split("\n");
    const place = fc.nat({ max: lines.length - 1 });
    fc.assert(
      fc.property(place, place, fc.constantFrom(0, 1, 2), (from, to, kept) => {
        isReadOrRefused(lines.toSpliced(to, kept, lines[from] as string).join("\n"));
      }),
      { numRuns: 80, seed: 1 },
    );
  });

  it("is read or refused where any value stands in any place", () => {
    const blocks = [
      "hours",
      "arrivals",
      "callers",
      "handling",
      "staff",
      "targets",
      "thresholds",
      "destination",
      "flood",
      "trunks",
    ];
    const keys = fc.constantFrom(
      "value",
      "source",
      "assumed",
      "set",
      "distribution",
      "mean",
      "values",
      "file",
      "schedule",
      "spikes",
      "steps",
      "wait",
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 0, -1, 0.5, "4m", "08:00", "80%", "x"),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(keys, tie("tree"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("name", ...blocks), tree), (scenario) => {
        isReadOrRefused(stringify(scenario));
      }),
      { numRuns: 80, seed: 2 },
    );
  });

  it("is read or refused whatever is set", () => {
    const paths = [
      "arrivals.callsPerDay",
      "arrivals.spikes[0]",
      "staff.schedule[1].agents",
      "staff",
      "handling.talk.mean.x",
      "__proto__.x",
      "trunks",
      "thresholds.wait",
      "a.b.c",
    ];
    for (const path of paths) {
      for (const strange of STRANGE) isReadOrRefused(SMALL, [`${path}=${strange}`]);
    }
  });
});
