import { InvalidInput, type Problem } from "../../src/scenario/invalid-input.ts";
import { parseScenario, type ReadingOptions } from "../../src/scenario/read-scenario.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

/** A small valid scenario; the tests change single lines of it, so line numbers matter. */
export const SMALL = `name: small
timeZone: Europe/Luxembourg
hours:
  open: "08:00"
  close: "18:00"
  source: the announcement
arrivals:
  assumed: made up
  callsPerDay: 1000
  shape:
    steps:
      - { from: "08:00", to: "12:00", weight: 3 }
      - { from: "12:00", to: "18:00", weight: 2 }
  spikes:
    - name: news
      at: "11:30"
      calls: 200
      rise: 10m
      halfLife: 20m
callers:
  assumed: made up
  patience: { distribution: exponential, mean: 3m }
handling:
  assumed: made up
  talk: { distribution: lognormal, mean: 4m, cv: 1.1 }
  wrapUp: { distribution: uniform, mean: 30s, cv: 0.5 }
staff:
  source: the roster
  schedule:
    - { from: "08:00", to: "12:00", agents: 10 }
    - { from: "12:00", to: "18:00", agents: 8 }
targets:
  source: the agreement
  serviceLevel: 80%
  within: 20s
thresholds:
  wait: ["p(95)<120s"]
flood:
  window: "11:00-12:00"
  compression: 60
`;

export const FILE = "small.yaml";

/** SMALL with one text in it replaced, which must be there exactly once. */
export const changed = (...replacements: readonly (readonly [string, string])[]): string =>
  replacements.reduce((text, [old, fresh]) => {
    if (text.split(old).length !== 2) throw new Error(`"${old}" must be in the scenario once`);
    return text.replace(old, () => fresh);
  }, SMALL);

export const read = (
  text: string,
  settings: readonly string[] = [],
  neighbours: Readonly<Record<string, string>> = {},
): Scenario => {
  const options: ReadingOptions = {
    fileName: FILE,
    settings,
    readNeighbour: (path) => {
      const neighbour = neighbours[path];
      if (neighbour === undefined) throw new Error("there is no such file.");
      return neighbour;
    },
  };
  return parseScenario(text, options);
};

export const problemsOf = (
  text: string,
  settings: readonly string[] = [],
  neighbours: Readonly<Record<string, string>> = {},
): readonly Problem[] => {
  try {
    read(text, settings, neighbours);
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
  return [];
};

/** Line and column of a text's only occurrence, as editors count them. */
export const placeOf = (text: string, part: string): { line: number; column: number } => {
  if (text.split(part).length !== 2) throw new Error(`"${part}" must be in the scenario once`);
  const before = text.slice(0, text.indexOf(part)).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
};
