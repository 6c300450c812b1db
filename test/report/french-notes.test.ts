import { describe, expect, it } from "vitest";
import { frenchNote } from "../../src/report/words/french-notes.ts";
import { emittedSentences } from "./emitted-notes.ts";

/** What is written there and is no note: a page of its own, and what is told of a missing program. */
const NO_NOTES = [/^campaign\/ramp-page\.ts$/, /^pbx\/.*\/(?:agent-telephones|asterisk-process)\.ts$/];

describe("the notes of a French report", () => {
  it("have a French form for each sentence that can be written as one", () => {
    // the sentences as they stand in the source, their placeholders filled with a sample
    const emitted = emittedSentences(["calibration", "planning", "campaign", "flood", "pbx"])
      .concat(emittedSentences(["web"]).filter(({ file }) => file === "web/judge-lane.ts"))
      .filter(({ file }) => !NO_NOTES.some((pattern) => pattern.test(file)));
    expect(emitted.length).toBeGreaterThanOrEqual(70);
    expect(emitted.filter(({ sentence }) => frenchNote(sentence) === sentence)).toEqual([]);
  });

  it("leave no English word of their own in the French one", () => {
    const english = /\b(?:the|calls|callers|agents|staff|with|was|were|they|and|of)\b/;
    const french = emittedSentences(["calibration", "planning", "campaign", "flood", "pbx"])
      .filter(({ file }) => !NO_NOTES.some((pattern) => pattern.test(file)))
      .map(({ sentence }) => frenchNote(sentence));
    expect(french.filter((sentence) => english.test(sentence))).toEqual([]);
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
    ).toContain("0\u00a0h\u00a030, 1\u00a0h\u00a000");
    expect(
      frenchNote(
        "a compression of 400 leaves 50 ms of the 20 s target, less than ten timing errors of 10 ms; at most 200 keeps its meaning",
      ),
    ).toBe(
      "une compression de 400 ne laisse que 50 ms des 20 s de l’objectif, moins de dix erreurs de mesure de 10 ms ; jusqu’à 200 le résultat garde son sens",
    );
    expect(frenchNote('SIPp ended with status 255 with 12 of 900 callers left ("Too many errors").')).toBe(
      "SIPp s’est terminé (code 255) alors qu’il restait 12 appelants sur 900 (« Too many errors »).",
    );
  });

  it("stay as they are where no French form is known", () => {
    expect(frenchNote("Something new.")).toBe("Something new.");
  });
});
