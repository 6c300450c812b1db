import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { formatScenario } from "../../src/scenario/format-scenario.ts";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";
import { parseScenario } from "../../src/scenario/read-scenario.ts";
import { SMALL } from "./small-scenario.ts";

const SPIKE = {
  name: "conference",
  assumed: "an example",
  at: "11:30",
  calls: 300,
  rise: "10m",
  halfLife: "25m",
};

const MESSAGES = { assumed: "an example", count: 100, delay: "20m", halfLife: "2h", over: "12h" };

const read = (web: unknown, spikes: readonly unknown[] = [SPIKE]) => {
  const small = parse(SMALL) as { arrivals: Record<string, unknown> };
  const text = stringify({ ...small, arrivals: { ...small.arrivals, spikes }, web });
  return parseScenario(text, {
    fileName: "small.yaml",
    settings: [],
    readNeighbour: () => {
      throw new Error("there is none");
    },
  });
};

const faults = (web: unknown, spikes?: readonly unknown[]): string => {
  try {
    read(web, spikes);
  } catch (error) {
    if (error instanceof InvalidInput) return error.message;
    throw error;
  }
  return "";
};

describe("the web lane of a scenario", () => {
  it("follows the first spike if it names none, and lasts a minute", () => {
    const { web } = read({ messages: MESSAGES });
    expect(web?.lastsSeconds).toBe(60);
    expect(web?.messages).toMatchObject({ spike: "conference", count: 100, delaySeconds: 1200 });
    expect(web?.agents).toBeUndefined();
  });

  it("has as many agents as are on duty at most, and says that it assumed so", () => {
    const { web, staff, provenance } = read({ agents: {} });
    expect(web?.agents?.count).toBe(Math.max(...staff.schedule.map(({ agents }) => agents)));
    expect(provenance["web.agents.count"]?.kind).toBe("assumed");
  });

  it("reads back as the same when it is written out", () => {
    const scenario = read({
      lasts: "90s",
      messages: {
        ...MESSAGES,
        address: "http://127.0.0.1:8080",
        backlog: { handling: "5m", deadline: "2d", people: [4, 25] },
      },
      agents: { count: { value: 500, source: "the roster" }, storm: "10s", expires: "30s" },
      wallboard: { screens: 3, every: "2s", address: "http://127.0.0.1:9/figures" },
      thresholds: { http_req_duration: ["p(95)<500"] },
    });
    const text = formatScenario(scenario);
    const again = parseScenario(text, { fileName: "again.yaml", settings: [], readNeighbour: () => "" });
    expect(again.web).toEqual(scenario.web);
    expect(formatScenario(again)).toBe(text);
  });

  it("refuses messages without a spike, and a spike that is not there", () => {
    expect(faults({ messages: MESSAGES }, [])).toMatch(/web\.messages follow a spike/);
    expect(faults({ messages: { ...MESSAGES, spike: "conferance" } })).toMatch(/Did you mean "conference"/);
  });

  it("wants every figure to say where it comes from", () => {
    expect(faults({ messages: { ...MESSAGES, assumed: undefined } })).toMatch(/web\.messages\.count/);
  });

  it("refuses an address of another kind, a user without a number, and an expression that k6 does not know", () => {
    expect(faults({ wallboard: { address: "ftp://127.0.0.1" } })).toMatch(/web\.wallboard\.address/);
    expect(faults({ agents: { user: "agent" } })).toMatch(/\{n\}/);
    expect(faults({ agents: { address: "ws://127.0.0.1:1/ws" } })).toMatch(/password/);
    expect(faults({ thresholds: { http_req_duration: ["p95 is fine"] } })).toMatch(/k6's grammar/);
  });
});
