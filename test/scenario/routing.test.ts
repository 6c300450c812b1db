import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { formatScenario } from "../../src/scenario/format-scenario.ts";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { parseScenario } from "../../src/scenario/read-scenario.ts";

const file = (name: string): string =>
  fileURLToPath(new URL(`../../scenarios/${name}.yaml`, import.meta.url));
const text = readFileSync(file("hotline-sante-transfer"), "utf8");

const noNeighbour = (): string => {
  throw new Error("there is no file beside it");
};

const problems = (changes: readonly (readonly [string, string])[]): string => {
  let changed = text;
  for (const [old, fresh] of changes) {
    if (!changed.includes(old)) throw new Error(`"${old}" is not in the scenario`);
    changed = changed.replace(old, () => fresh);
  }
  try {
    parseScenario(changed, { fileName: "x.yaml", readNeighbour: noNeighbour });
  } catch (error) {
    if (error instanceof InvalidInput) return error.message;
    throw error;
  }
  throw new Error("no fault was found");
};

describe("a scenario's routing", () => {
  it.each(["hotline-sante-transfer", "allo-yakada-sites"])("of %s reads back as it was written", (name) => {
    const scenario = loadScenario(file(name));
    const again = parseScenario(formatScenario(scenario), {
      fileName: "again.yaml",
      readNeighbour: noNeighbour,
    });
    expect(again).toEqual(scenario);
    expect(again.routing?.teams.length).toBeGreaterThan(1);
  });

  it("tells every name that does not fit at once, and what there is", () => {
    const message = problems([
      ["{ skill: support }\n    - name: listeners", "{ skill: suport }\n    - name: doctors"],
      ["languages: [fr, lb]", "languages: [fr, pt]"],
      ["family: économie", "family: economie"],
      ["skill: medicine\n        priority", "skill: surgery\n        priority"],
    ]);
    expect(message).toContain('"doctors", as another team');
    expect(message).toContain('"pt", no language of routing.languages');
    expect(message).toContain('"economie", no family of callers.topicFamilies');
    expect(message).toContain('Did you mean "économie"');
    expect(message).toContain('"surgery", which no team has');
  });

  it("tells shares that do not add up, and teams without people", () => {
    expect(problems([["share: 70%", "share: 60%"]])).toContain("add up to 0.9");
    expect(problems([["share: 55% }", "share: 70% }"]])).toContain(
      "The shares of the languages add up to 1.15",
    );
    expect(problems([["      share: 10%\n", ""]])).toContain("neither is given");
  });

  it("tells callers whom nobody could understand", () => {
    const message = problems([
      ["    - name: listeners\n", "    - name: listeners\n      languages: [fr]\n"],
      ["        - { skill: support }\n    - name", "    - name"],
    ]);
    expect(message).toContain('no team with the skill "support" speaks "lb"');
  });

  it("wants a source or an assumption for its figures, and durations with their unit", () => {
    expect(problems([['  assumed: "POST Luxembourg tells of transfers', '  description: "POST']])).toMatch(
      /description.*not a field/,
    );
    expect(problems([["after: 45s", "after: 45"]])).toContain("written with its unit");
    expect(problems([["keepFree: 2", "keepFree: -2"]])).toContain("keepFree");
  });
});
