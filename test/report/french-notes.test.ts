import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { frenchNote } from "../../src/report/words/french-notes.ts";

describe("the notes of a French report", () => {
  it("have a French form for each sentence that planning can write", () => {
    // the sentences as they stand in the source, their figures filled with a sample
    const source = readFileSync(new URL("../../src/planning/plan-notes.ts", import.meta.url), "utf8");
    const sentences = [...source.matchAll(/^\s+(?:notes\.push\()?(?:"([^"]{20,})"|`([^`]{20,})`)/gm)].map(
      ([, plain, template]) => (plain ?? template ?? "").replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "12"),
    );
    expect(sentences.length).toBeGreaterThanOrEqual(11);
    expect(sentences.filter((sentence) => frenchNote(sentence) === sentence)).toEqual([]);
  });

  it("keep their figures, written as the French write them", () => {
    expect(
      frenchNote(
        "The agent's telephone rings for 5.5 s: in the formulas that is handling time alone, in simulation it is also waiting.",
      ),
    ).toContain("sonne 5,5 s");
    expect(
      frenchNote(
        "In the intervals from 00:30, 01:00 so few call that chance alone misses the service level on more than 1 % of days; they are staffed by their load and a margin.",
      ),
    ).toContain("00 h 30, 01 h 00");
  });

  it("stay as they are where no French form is known", () => {
    expect(frenchNote("Something new.")).toBe("Something new.");
  });
});
