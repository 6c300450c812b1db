import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatCallsCsv } from "../../src/calls/calls-csv.ts";
import { rampSentence, rampTable } from "../../src/campaign/ramp-page.ts";
import { verificationText } from "../../src/cli/verification-text.ts";
import { tongueOf } from "../../src/report/tongue.ts";
import { FRENCH_PHRASES } from "../../src/report/words/french-phrases.ts";
import { exampleCalls } from "../report/example-run.ts";
import { runCommand } from "./run-command.ts";

/** Words that no French text has, beside the names that a scenario gives. */
const ENGLISH =
  /\b(?:the|of|with|and|were|was|are|is|to|by|from|calls|callers|staff|wait|waiting|mean|answered|people|lines|busy|day|days|longest|agents|abandoned|expected|assured|late|held|failed)\b/i;

/** A figure with a decimal point; addresses, files and versions are none. */
const ENGLISH_FIGURE = /(?<![\d.])\d+\.\d+(?= ?(?:%|s\b|ms\b|\(|$))/m;

/** Names that shipped scenarios give, paths, and a value of `--kind`. */
const NAMES =
  /smoke test|scenarios\/\S+|first line|newcomers|economy desk|doctors|listeners|fire and rescue corps|arrivals\.\w+|Hotline Santé with transfers|\(calls\)/g;

const english = (text: string): string[] =>
  text
    .replaceAll(NAMES, "")
    .split("\n")
    .filter((line) => ENGLISH.test(line) || ENGLISH_FIGURE.test(line));

/** What a command writes in French, on both streams. */
const inFrench = async (...words: string[]): Promise<string> => {
  const { code, printed, told } = await runCommand([...words, "--lang", "fr"]);
  expect(code, told).toBe(0);
  return `${told}\n${printed}`;
};

const FEW = ["--set", "arrivals.callsPerDay=60"];

describe("with --lang fr", () => {
  it("every phrase of a terminal has a French of its own", () => {
    const same = Object.entries(FRENCH_PHRASES)
      .filter(([phrase, french]) => phrase === french)
      .map(([phrase]) => phrase);
    // what is a name or a figure alone, or the same word in both languages
    expect(
      same.filter((phrase) =>
        /[a-z]{2}/.test(phrase.replaceAll(/Erlang|simulation|gamma|messages|port/g, "")),
      ),
    ).toEqual(["Verdict", "site"]);
    const parts = (text: string): string[] => (text.match(/\{\d\}/g) ?? []).toSorted();
    for (const [phrase, french] of Object.entries(FRENCH_PHRASES)) {
      expect([phrase, parts(french)]).toEqual([phrase, parts(phrase)]);
    }
  });

  it("simulate leaves no line in English, teams and messages included", async () => {
    expect(english(await inFrench("simulate", "scenarios/smoke.yaml", "--replications", "2"))).toEqual([]);
    const routed = await inFrench("simulate", "scenarios/hotline-sante-transfer.yaml", "--replications", "2");
    expect(english(routed)).toEqual([]);
    expect(routed).toContain("taux de service");
    expect(routed).toMatch(/\d,\d %/);
  });

  it("plan leaves none, whichever question is asked", async () => {
    const day = await inFrench("plan", "scenarios/smoke.yaml", ...FEW, "--longest-shift", "1h");
    expect(english(day)).toEqual([]);
    expect(day).toContain("9 h 00–9 h 30");
    expect(
      english(
        await inFrench("plan", "scenarios/smoke.yaml", ...FEW, "--at", "09:30", "--calls-so-far", "80"),
      ),
    ).toEqual([]);
    expect(english(await inFrench("plan", "scenarios/smoke.yaml", ...FEW, "--agents", "3"))).toEqual([]);
  });

  it("calibrate leaves none, and a plan tells in French what was measured", async () => {
    const folder = mkdtempSync(join(tmpdir(), "surgeline-french-"));
    const file = join(folder, "calls.csv");
    writeFileSync(file, formatCallsCsv(exampleCalls(600)));
    const calibrated = await inFrench("calibrate", file);
    expect(english(calibrated)).toEqual([]);
    expect(calibrated).toContain("DMT, moyenne");
    const planned = await inFrench("plan", "scenarios/smoke.yaml", ...FEW, "--behaviour", file);
    expect(english(planned.replaceAll(file, ""))).toEqual([]);
    expect(planned).toContain("DMT : mesurée");
  });

  it("run tells plan and dry run in French, with what a PBX of the user's own would be sent", async () => {
    expect(english(await inFrench("run", "scenarios/smoke.yaml", "--dry-run"))).toEqual([]);
    const external = await inFrench(
      "run",
      "scenarios/smoke.yaml",
      "--dry-run",
      "--pbx",
      "sip:8000@127.0.0.1:5099",
    );
    expect(english(external)).toEqual([]);
  });

  it("a verification and a ramp are told in French", () => {
    const tongue = tongueOf("fr");
    const predicted = {
      goodDays: 0.99,
      simulatedServiceLevel: 0.91,
      simulatedAbandonment: 0.021,
      erlangAServiceLevel: 0.9,
    };
    const trace = { seed: 2, offered: 120, serviceLevel: 0.925, abandonment: 0.015, good: true, valid: true };
    const verified = verificationText(
      {
        proved: false,
        staffings: [
          { name: "assured", peopleAtPeak: 12, predicted, traces: [trace, { ...trace, valid: false }] },
          { name: "failing", peopleAtPeak: 9, predicted, traces: [trace] },
        ],
        reasons: ["A staff that should fail (9 at the peak) met the target on 1 of 1 traces."],
      },
      tongue,
    );
    expect(english(verified)).toEqual([]);
    expect(english(verificationText(undefined, tongue))).toEqual([]);
    const search = {
      held: 20,
      broke: 40,
      gaveWay: "pbx" as const,
      why: "set-up p95 612 ms, more than the 500 ms of the budget",
      steps: [],
    };
    expect(english(rampSentence(search, "rate", tongue))).toEqual([]);
    expect(english(rampTable(search, "inProgress", tongue).columns.join("\n"))).toEqual([]);
    expect(rampSentence(search, "rate", tongue)).toBe(
      "Charge tenue : 20 appels par seconde. À 40 appels par seconde, le standard a cédé : établissement p95 de 612 ms, plus que la limite de 500 ms.",
    );
  });
});
