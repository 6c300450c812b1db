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

  const faults: readonly (readonly [
    what: string,
    changes: readonly (readonly [string, string])[],
    told: string,
  ])[] = [
    [
      "a skill of a team that nobody needs",
      [["{ skill: questions, talkFactor: 1.35 }", "{ skill: question, talkFactor: 1.35 }"]],
      'routing.teams[1].skills[0].skill is "question", which no call, transfer or message needs; needed are economy, support, questions, medicine. Did you mean "questions"?',
    ],
    [
      "a skill that is there by overflow alone",
      [["        - { skill: economy }\n", "        - { skill: economy, after: 2m }\n"]],
      "which every team with people takes by overflow alone (first line, economy desk)",
    ],
    [
      "a skill whose team has a share that comes to nobody",
      [
        ["share: 70%", "share: 79.9%"],
        ["share: 10%\n", "share: 0.1%\n"],
      ],
      "takes by overflow alone (first line)",
    ],
    [
      "a skill whose team is never on duty",
      [["agents: 5 }", "agents: 0 }"]],
      '"medicine", and nobody is on duty at any time who has it: the share or schedule of doctors comes to no one',
    ],
    [
      "a skill that stands twice in a team",
      [["- { skill: medicine }", "- { skill: medicine }\n        - { skill: medicine, after: 9s }"]],
      "which this team has by an entry above",
    ],
    [
      "a language that stands twice",
      [["name: lb, share: 30%", "name: fr, share: 30%"]],
      'routing.languages[1].name is "fr", which stands above already',
    ],
    [
      "messages that all agents are kept free from",
      [["keepFree: 2", "keepFree: 23"]],
      'no team with the skill "questions" has more than 23 on duty',
    ],
    [
      "steps that overlap",
      [
        [
          'to: "20:00", agents: 5 }',
          'to: "20:00", agents: 5 }\n        - { from: "19:00", to: "21:00", agents: 1 }',
        ],
      ],
      "steps stand in the order of time",
    ],
    [
      "steps beyond the opening hours",
      [
        [
          'to: "20:00", agents: 5 }',
          'to: "20:00", agents: 5 }\n        - { from: "19:00", to: "21:00", agents: 1 }',
        ],
      ],
      "beyond the opening hours",
    ],
    ["overflow to a team by name", [["after: 1m,", "overflowTo: doctors,"]], '"overflowTo" is not a field'],
    ["a deadline in the past", [["deadline: 8h", "deadline: -8h"]], 'deadline is "-8h"'],
    ["a deadline of nothing", [["deadline: 8h", "deadline: 0s"]], 'deadline is "0s"'],
    ["a negative share", [["share: 20%", "share: -20%"]], 'share is "-20%"'],
    [
      "a probability above 1",
      [["probability: 10%\n        skill", "probability: 1.5\n        skill"]],
      "probability is 1.5",
    ],
    [
      "a negative priority",
      [["      priority: 0\n    - skill", "      priority: -1\n    - skill"]],
      "priority is -1",
    ],
    ["no pace at all", [["talkFactor: 1.35", "talkFactor: 0"]], "talkFactor is 0"],
    ["more messages than memory", [["perDay: 300", "perDay: 4e9"]], "more than 1000000 messages a day"],
    [
      "a team without skills",
      [["skills:\n        - { skill: questions, talkFactor: 1.35 }", "skills: []"]],
      "skills is an empty list",
    ],
    [
      "a family without an entry",
      [["    - skill: questions\n", "    - family: santé publique\n      skill: questions\n"]],
      'says nothing about "affaires étrangères"',
    ],
    [
      "two entries for one family",
      [["family: soutien psychologique", "family: économie"]],
      'is for "économie", which an entry above is for',
    ],
  ];

  it.each(faults)("tells %s, with its line", (_, changes, told) => {
    const message = problems(changes);
    expect(message).toContain(told);
    expect(message).toMatch(/^x\.yaml:\d+:\d+: /m);
  });

  it("tells the faults of names beside those of the same team's people", () => {
    const message = problems([
      ["share: 20%", 'share: 20%\n      schedule: [{ from: "08:00", to: "09:00", agents: 1 }]'],
      ["family: économie", "family: economie"],
      ["languages: [fr, lb]", "languages: [fr, lx]"],
      ["deadline: 8h", "deadline: 8"],
    ]);
    for (const told of ["both are given", 'Did you mean "économie"', 'Did you mean "lb"', "deadline is 8"]) {
      expect(message).toContain(told);
    }
    expect(message.split("\n")).toHaveLength(4);
  });

  it("takes a staff too small for all its teams, or none at all, as it is", () => {
    for (const agents of [0, 2]) {
      const scenario = loadScenario(file("hotline-sante-transfer"), [`staff.onDuty=${agents}`]);
      expect(scenario.staff.schedule[0]?.agents).toBe(agents);
    }
  });

  it("concludes nothing from what is missing because it was wrong itself", () => {
    // a team's only skill cannot be read: that nobody has it is no second fault
    expect(
      problems([
        ["- { skill: support }\n    - name: listeners", "- { skill: 5 }\n    - name: listeners"],
      ]).split("\n"),
    ).toHaveLength(1);
    const families = problems([["      - name: économie\n", "      - nam: économie\n"]]);
    expect(families).not.toContain("no family of callers.topicFamilies");
  });

  it("keeps the calls of all other families apart from a family that is called other", () => {
    const named = parseScenario(
      text
        .replace("- name: affaires étrangères", "- name: other")
        .replace(
          "    - skill: questions\n",
          "    - family: other\n      skill: questions\n    - skill: questions\n",
        ),
      { fileName: "x.yaml", readNeighbour: noNeighbour },
    );
    expect(named.routing?.flows.map(({ name }) => name)).toEqual([
      "économie",
      "soutien psychologique",
      "other",
      "all others",
    ]);
  });
});
