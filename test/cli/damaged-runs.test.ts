import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listRuns } from "../../src/server/list-runs.ts";
import { exampleCalls, writeExampleRun } from "../report/example-run.ts";
import { type CommandOutcome, runCommand } from "./run-command.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "surgeline-damaged-"));
  writeExampleRun(join(folder, "whole"), { calls: exampleCalls(300) });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (argv: readonly string[]): Promise<CommandOutcome> =>
  runCommand(argv, { workingDirectory: folder });

/** Two things at once, where an expression is wanted. */
const all =
  (...damages: readonly Damage[]): Damage =>
  (path) => {
    for (const damage of damages) damage(path);
  };
const toFolder =
  (which: (path: string) => string): Damage =>
  (path) => {
    rmSync(which(path));
    mkdirSync(which(path));
  };

type Damage = (path: string) => void;

const file = (name: string) => (path: string) => join(path, name);
const [description, summary, calls, scenario] = [
  file("run.json"),
  file("summary.json"),
  file("calls.csv"),
  file("scenario.yaml"),
];
const change =
  (which: (path: string) => string, edit: (text: string) => string): Damage =>
  (path) =>
    writeFileSync(which(path), edit(readFileSync(which(path), "utf8")));
const changeJson = (which: (path: string) => string, fields: Readonly<Record<string, unknown>>): Damage =>
  change(which, (text) => JSON.stringify({ ...JSON.parse(text), ...fields }));
const remove =
  (which: (path: string) => string): Damage =>
  (path) =>
    rmSync(which(path));

/** What can happen to a run's folder: who refuses it, and what is said. */
const DAMAGES: readonly (readonly [
  name: string,
  damage: Damage,
  hint: RegExp,
  refusedBy?: readonly string[],
])[] = [
  [
    "an empty folder",
    all(
      (path) => rmSync(path, { recursive: true }),
      (path) => void mkdirSync(path),
    ),
    /run\.json/,
  ],
  ["no folder at all", (path) => rmSync(path, { recursive: true }), /run\.json|not a run/],
  ["run.json cut off", change(description, (text) => text.slice(0, 60)), /run\.json.*damaged/s],
  ["run.json empty", change(description, () => ""), /run\.json.*damaged/s],
  ["run.json a list", change(description, () => "[1]"), /run\.json/],
  ["run.json null", change(description, () => "null"), /run\.json/],
  ["run.json of schema 99", changeJson(description, { schemaVersion: 99 }), /schema version 99.*newer/s],
  ["run.json with a word for a number", changeJson(description, { seed: "seven" }), /seed/],
  ["run.json in an unknown state", changeJson(description, { state: "paused" }), /state/],
  ["run.json with a window of words", changeJson(description, { window: "all day" }), /window/],
  ["run.json a folder", toFolder(description), /run\.json/],
  [
    "run.json a link to nothing",
    all(remove(description), (path) => symlinkSync("/nowhere/at/all", description(path))),
    /run\.json|not a run/,
  ],
  ["summary.json cut off", (path) => truncateSync(summary(path), 100), /summary\.json.*damaged/s],
  ["summary.json of schema 99", changeJson(summary, { schemaVersion: 99 }), /schema version 99/],
  ["summary.json with shares of 900 %", changeJson(summary, { abandonment: 9 }), /abandonment/],
  ["no scenario.yaml", remove(scenario), /scenario\.yaml/],
  ["scenario.yaml cut off", change(scenario, (text) => text.slice(0, text.length / 3)), /scenario\.yaml/],
  ["scenario.yaml binary", change(scenario, () => "\u0000\u0001\u0002{{{"), /scenario\.yaml/],
  [
    "calls.csv cut off in a line",
    change(calls, (text) => text.slice(0, text.length * 0.6)),
    /calls\.csv.*(?:cut off|:\d+)/s,
  ],
  ["calls.csv empty", change(calls, () => ""), /calls\.csv/],
  [
    "calls.csv with another header",
    change(calls, (text) => `a,b,c\n${text.split("\n").slice(1).join("\n")}`),
    /calls\.csv/,
  ],
  ["calls.csv a folder", toFolder(calls), /calls\.csv/],
  ["no calls.csv", remove(calls), /calls\.csv/, ["gate", "compare"]],
  [
    "calls.csv cut off between two lines",
    change(calls, (text) => `${text.split("\n").slice(0, 100).join("\n")}\n`),
    /calls\.csv.*99 counted calls.*300.*cut off/s,
  ],
  [
    "killed while it ran",
    all(changeJson(description, { state: "running" }), remove(summary), remove(calls)),
    /still going on|killed/,
    ["gate", "compare"],
  ],
];

describe("a run's folder that is damaged", () => {
  it.each(DAMAGES.map((each) => [each[0], each] as const))(
    "%s: is refused with 104 and what to do",
    async (name, [, damage, hint, refusedBy]) => {
      const path = join(folder, name.replaceAll(/\W+/g, "-"));
      cpSync(join(folder, "whole"), path, { recursive: true });
      damage(path);
      for (const argv of [
        ["gate", path, "--json"],
        ["compare", "whole", path, "--json"],
        ["compare", path, "--baseline", join(folder, "none.json"), "--json"],
        ["report", path, "--json"],
      ]) {
        const { code, printed, told } = await run(argv);
        const command = argv[0] ?? "";
        if (refusedBy !== undefined && !refusedBy.includes(command)) {
          expect(code, command).toBe(0);
          continue;
        }
        expect(told, `${command} ${name}`).not.toContain("defect");
        expect(told, `${command} ${name}`).toMatch(hint);
        expect(printed, `${command} ${name}`).toBe("");
        expect(code, `${command} ${name}`).toBe(104);
      }
    },
  );

  it("hides no other run from the list", async () => {
    const listed = await listRuns(folder);
    expect(listed.find(({ name }) => name === "whole")?.state).toBe("complete");
    const damaged = listed.filter(({ state }) => state === "damaged");
    expect(damaged.length).toBeGreaterThanOrEqual(9);
    for (const { problem } of damaged) expect(problem).toMatch(/\w/);
  });
});
