import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { formatScenario } from "../../src/scenario/format-scenario.ts";
import { scenarioJsonSchema, scenarioJsonSchemaText } from "../../src/scenario/json-schema.ts";
import { starterScenario } from "../../src/scenario/starter-scenario.ts";
import { jsonSchemaFaults } from "./json-schema-faults.ts";
import { changed, problemsOf, read, SMALL } from "./small-scenario.ts";

const root = new URL("../../", import.meta.url);
const schema = JSON.parse(JSON.stringify(scenarioJsonSchema())) as Record<string, unknown>;
const faultsOf = (text: string): string[] => jsonSchemaFaults(schema, parse(text));

/** SMALL with more parts, so that each rule of the schema has a place to be broken in. */
const WEB = `web:
  agents: { assumed: made up, address: "ws://127.0.0.1:8088/ws", user: "agent{n}", password: secret }
  thresholds: { http_req_duration: ["p(95)<500"] }
`;
const ROUTING = `routing:
  assumed: made up
  teams: [{ name: all, share: 1, skills: [{ skill: general }] }]
  calls: [{ skill: general }]
`;
const more = (text: string): string => `${SMALL}${text}`;

describe("the JSON schema", () => {
  it("in the repository is what `npm run schema` writes", () => {
    const file = fileURLToPath(new URL("schema/scenario.schema.json", root));
    const isUpToDate = readFileSync(file, "utf8") === scenarioJsonSchemaText();
    expect(isUpToDate, "run `npm run schema` and commit what it wrote").toBe(true);
  });

  const shipped = readdirSync(new URL("scenarios/", root)).filter((name) => name.endsWith(".yaml"));
  it.each([...shipped.map((name) => `scenarios/${name}`), "docs/examples/announcement.yaml"])(
    "accepts %s",
    (name) => {
      expect(faultsOf(readFileSync(new URL(name, root), "utf8"))).toEqual([]);
    },
  );

  it("accepts the scenario that `surgeline init` writes", () => {
    expect(faultsOf(starterScenario("x.json"))).toEqual([]);
  });

  it("accepts what a run keeps of a scenario", () => {
    expect(faultsOf(formatScenario(read(SMALL, ["arrivals.callsPerDay=5000"])))).toEqual([]);
  });

  it.each<[string, string]>([
    ["the small scenario", SMALL],
    ["a web lane", more(WEB)],
    ["a routing", more(ROUTING)],
    [
      "times without a leading nought, with seconds, and the day's end",
      changed(['open: "08:00"', 'open: "8:00:00"']),
    ],
    [
      "midnight",
      changed(['close: "18:00"', 'close: "24:00"'], ['to: "18:00", weight', 'to: "24:00", weight']),
    ],
    ["durations of several units", changed(["rise: 10m", "rise: 0.5h5m10.5s250ms"])],
    ["no time at all where none may be", changed(["rise: 10m", "rise: 0s"])],
    ["a share of all", changed(["serviceLevel: 80%", "serviceLevel: 100.0 %"])],
    ["a share as a number", changed(["serviceLevel: 80%", "serviceLevel: 1"])],
    [
      "a figure that says itself where it comes from",
      changed(["calls: 200", "calls: { value: 200, source: a letter }"]),
    ],
    [
      "figures that all say it themselves, in a block that does not",
      changed([
        "  source: the agreement\n  serviceLevel: 80%\n  within: 20s",
        "  serviceLevel: { value: 80%, source: a }\n  within: { value: 20s, assumed: b }",
      ]),
    ],
    [
      "a constant of nothing",
      changed(["{ distribution: uniform, mean: 30s, cv: 0.5 }", "{ distribution: constant, mean: 0s }"]),
    ],
    ["a narrowed metric", changed(["  wait:", '  "wait{queue:general}":'])],
  ])("accepts %s, as the reader does", (_, text) => {
    expect(problemsOf(text)).toEqual([]);
    expect(faultsOf(text)).toEqual([]);
  });

  it.each<[string, string]>([
    ["an unknown field", changed(["timeZone:", "timezone:"])],
    ["an unknown field deep inside", changed(["halfLife: 20m", "halflive: 20m"])],
    [
      "a missing block",
      changed(["callers:\n  assumed: made up\n  patience: { distribution: exponential, mean: 3m }\n", ""]),
    ],
    ["a missing field", changed(["  within: 20s\n", ""])],
    ["a bare duration", changed(["rise: 10m", "rise: 10"])],
    ["a unit that does not exist", changed(["rise: 10m", "rise: 10 minutes"])],
    ["units in the wrong order", changed(["rise: 10m", "rise: 30s1m"])],
    ["a unit twice", changed(["rise: 10m", "rise: 5m5m"])],
    ["no time where there must be some", changed(["halfLife: 20m", "halfLife: 0m0s"])],
    ["an hour that does not exist", changed(['open: "08:00"', 'open: "25:00"'])],
    ["a time after the day's end", changed(['close: "18:00"', 'close: "24:01"'])],
    ["a minute that does not exist", changed(['open: "08:00"', 'open: "08:60"'])],
    ["a window's time that does not exist", changed(['window: "11:00-12:00"', 'window: "11:00-12:75"'])],
    ["a share above 1", changed(["serviceLevel: 80%", "serviceLevel: 1.2"])],
    ["more than all in percent", changed(["serviceLevel: 80%", "serviceLevel: 100.5%"])],
    ["no share where there must be some", changed(["serviceLevel: 80%", "serviceLevel: 0.0%"])],
    ["a shrinkage of all", changed(["within: 20s", "within: 20s\n  shrinkage: 100%"])],
    ["a shrinkage of 1", changed(["within: 20s", "within: 20s\n  shrinkage: 1"])],
    ["a negative rate", changed(["callsPerDay: 1000", "callsPerDay: -1"])],
    ["half a person", changed(["agents: 10", "agents: 9.5"])],
    [
      "an empty list",
      changed([
        '\n    - { from: "08:00", to: "12:00", agents: 10 }\n    - { from: "12:00", to: "18:00", agents: 8 }',
        " []",
      ]),
    ],
    [
      "a kind of distribution that does not exist",
      changed(["distribution: lognormal", "distribution: normal"]),
    ],
    ["a distribution without what its kind needs", changed(["mean: 4m, cv: 1.1", "mean: 4m"])],
    ["a distribution with what its kind does not take", changed(["mean: 3m }", "mean: 3m, cv: 1 }"])],
    ["an exponential of nothing", changed(["mean: 3m }", "mean: 0s }"])],
    [
      "an exponential of nothing, with its source",
      changed(["mean: 3m }", "mean: { value: 0s, source: a } }"]),
    ],
    ["an empirical distribution without values", changed(["exponential, mean: 3m", "empirical"])],
    ["a file without its column", changed(["exponential, mean: 3m", "empirical, file: waits.csv"])],
    ["both people and a schedule", changed(["  schedule:\n", "  onDuty: 5\n  schedule:\n"])],
    [
      "neither steps nor weights",
      changed([
        '\n    steps:\n      - { from: "08:00", to: "12:00", weight: 3 }\n      - { from: "12:00", to: "18:00", weight: 2 }',
        " {}",
      ]),
    ],
    [
      "both a total and counts",
      changed(["callsPerDay: 1000", "callsPerDay: 1000\n  counts: { interval: 5h, values: [1, 2] }"]),
    ],
    ["counts beside a shape", changed(["callsPerDay: 1000", "counts: { interval: 5h, values: [1, 2] }"])],
    ["figures without a source", changed(["  source: the agreement\n", ""])],
    ["a distribution's figure without a source", changed(["handling:\n  assumed: made up\n", "handling:\n"])],
    ["an empty source", changed(["source: the agreement", 'source: " "'])],
    [
      "both a source and an assumption",
      changed(["source: the agreement", "source: the agreement\n  assumed: made up"]),
    ],
    ["a figure's map without its value", changed(["calls: 200", "calls: { source: a }"])],
    ["a threshold on no metric", changed(["  wait:", "  waits:"])],
    ["a threshold that is none", changed(['["p(95)<120s"]', '["below 120s"]'])],
    ["a day that no month has", `date: 2020-06-31\n${SMALL}`],
    ["a header of two lines", more('destination: { headers: { X-Test: "a\\nb" } }\n')],
    ["a web address without its password", more(WEB.replace(", password: secret", ""))],
    ["a metric that k6 has not", more(WEB.replace("http_req_duration", "http_request_duration"))],
    ["a team with neither share nor schedule", more(ROUTING.replace(" share: 1,", ""))],
    ["figures of a routing without a source", more(ROUTING.replace("  assumed: made up\n", ""))],
  ])("refuses %s, as the reader does", (_, text) => {
    expect(problemsOf(text)).not.toEqual([]);
    expect(faultsOf(text)).not.toEqual([]);
  });
});
