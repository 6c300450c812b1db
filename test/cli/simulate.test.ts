import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CommandOutcome, runCommand } from "./run-command.ts";

const run = (line: string, interrupt?: (stop: () => void) => void): Promise<CommandOutcome> =>
  runCommand(["simulate", ...line.split(" ")], {
    onInterrupt: (handler) => {
      interrupt?.(() => handler(1));
      return () => {};
    },
  });

const SMOKE = "scenarios/smoke.yaml";

describe("surgeline simulate", () => {
  it("prints the fields of the public interface as one JSON object", async () => {
    const { code, printed } = await run(`${SMOKE} --replications 20 --threads 1 --seed 4 --json`);
    expect(code).toBe(0);
    const result = JSON.parse(printed);
    const estimated = [
      "callers",
      "attempts",
      "answered",
      "abandoned",
      "blocked",
      "neverServed",
      "serviceLevel",
      "abandonment",
      "meanWaitSeconds",
      "occupancy",
    ];
    for (const field of estimated) {
      const { mean, low, high } = result[field];
      expect(low, field).toBeLessThanOrEqual(mean);
      expect(high, field).toBeGreaterThanOrEqual(mean);
    }
    expect(result.replications).toBe(20);
    expect(result.wallSeconds).toBeGreaterThan(0);
    expect(result.callersPerSecond).toBeCloseTo((result.callers.mean * 20) / result.wallSeconds, 3);
    expect(result.attempts.mean).toBeCloseTo(
      result.answered.mean + result.abandoned.mean + result.blocked.mean,
      6,
    );
    expect(result.intervals.length).toBeGreaterThan(0);
  });

  it("takes --agents in place of the schedule, for the same callers", async () => {
    const result = async (agents: number) =>
      JSON.parse((await run(`${SMOKE} --agents ${agents} --replications 5 --threads 1 --json`)).printed);
    const [none, few, many] = [await result(0), await result(2), await result(200)];
    expect(none.answered.mean).toBe(0);
    expect(none.serviceLevel.mean).toBe(0);
    expect(many.callers).toEqual(few.callers);
    expect(many.meanStaff).toBeCloseTo(200, 0);
    expect(many.serviceLevel.mean).toBeGreaterThan(few.serviceLevel.mean);
  });

  it("prints a table with a line for each interval", async () => {
    const { code, printed } = await run(`${SMOKE} --replications 3 --threads 1`);
    expect(code).toBe(0);
    expect(printed).toContain("service level");
    expect(printed).toContain("occupancy");
    expect(printed).toMatch(/^from\s+staff\s+attempts/m);
  });

  it("stops once the service level is known as closely as wanted", async () => {
    const { printed } = await run(`${SMOKE} --half-width 0.05 --threads 1 --json`);
    const { state, serviceLevel, replications } = JSON.parse(printed);
    expect(state).toBe("narrow");
    expect(replications).toBeGreaterThanOrEqual(20);
    expect(serviceLevel.high - serviceLevel.mean).toBeLessThanOrEqual(0.05);
  });

  it("gives the estimate so far on Ctrl-C, and exit code 105", async () => {
    const line = `${SMOKE} --replications 1000000 --threads 1 --json`;
    const { code, printed } = await run(line, (stop) => void setTimeout(stop, 1000));
    expect(code).toBe(105);
    const { state, replications, serviceLevel } = JSON.parse(printed);
    expect(state).toBe("interrupted");
    expect(replications).toBeGreaterThan(0);
    expect(serviceLevel.mean).toBeGreaterThan(0);
  });

  it("says every fault of its flags at once, and of the scenario", async () => {
    const flags = await run(
      `${SMOKE} --agents many --replications 0 --threads x --half-width 2 --window noon`,
    );
    expect(flags.code).toBe(104);
    for (const flag of ["--agents", "--replications", "--threads", "--half-width", "--window"]) {
      expect(flags.told).toContain(flag);
    }
    const scenario = await run(`${SMOKE} --set handling.talk.mean=5 --set staff.effectiveShare=7`);
    expect(scenario.code).toBe(104);
    expect(scenario.told).toContain("handling.talk.mean");
    expect(scenario.told).toContain("staff.effectiveShare");
    const window = await run(`${SMOKE} --window 00:00-24:00`);
    expect(window.code).toBe(104);
    expect(window.told).toContain("open");
  });

  it("tells flows, teams, transfers and messages where a scenario has a routing", async () => {
    const { code, printed } = await run(
      "scenarios/hotline-sante-transfer.yaml --replications 3 --threads 1 --json",
    );
    expect(code).toBe(0);
    const result = JSON.parse(printed);
    expect(Object.keys(result.flows)).toEqual(["économie", "soutien psychologique", "other"]);
    expect(Object.keys(result.teams)).toContain("doctors");
    expect(result.transfers.perDay.mean).toBeGreaterThan(200);
    expect(result.messages.perDay.mean).toBeGreaterThan(280);
    expect(result.transfers.longestWaitSeconds).toBeGreaterThan(result.transfers.meanWaitSeconds.mean);
    expect(result.messages.oldestOpenSeconds.mean).toBeGreaterThanOrEqual(0);
  });

  it("tells the totals of each site, which add up to the day's", async () => {
    const line = "scenarios/allo-yakada-sites.yaml --replications 2 --threads 1";
    const { sites, answered } = JSON.parse((await run(`${line} --json`)).printed);
    expect(Object.keys(sites)).toEqual(["Casablanca", "second site", "third site", "fourth site"]);
    const sum = Object.values(sites as Record<string, { answered: { mean: number } }>).reduce(
      (total, site) => total + site.answered.mean,
      0,
    );
    expect(sum).toBeCloseTo(answered.mean, 6);
    const { printed } = await run(line);
    expect(printed).toMatch(/^site +staff +answered +in time +mean wait +by overflow +busy$/m);
    expect(printed).toMatch(/^fourth site +\d/m);
    expect(printed).toContain("advisers of the fourth site");
  });

  it("runs every command of its guide", async () => {
    const guide = readFileSync(new URL("../../docs/guides/simulation.md", import.meta.url), "utf8");
    const commands = [...guide.matchAll(/^surgeline simulate (.+)$/gm)].map(([, rest]) => rest as string);
    expect(commands.length).toBeGreaterThan(4);
    for (const line of commands) {
      const short = line.includes("--replications")
        ? line.replace(/--replications \d+/, "--replications 2")
        : `${line} --replications 2`;
      const { code, printed, told } = await run(`${short} --threads 1`);
      expect(code, `${line}: ${told}`).toBe(0);
      expect(printed.length).toBeGreaterThan(200);
    }
  });

  it("refuses more calls than can be simulated with a sentence and 104", async () => {
    const day = await run(`${SMOKE} --set arrivals.callsPerDay=1e12`);
    expect(day.code).toBe(104);
    expect(day.told).toMatch(/a day would have 1\.0e\+12 callers.*at most 10 million a day can be drawn/);
    const uneven = await run(`${SMOKE} --set arrivals.callsPerDay=1e6 --set arrivals.dayCv=10`);
    expect(uneven.code).toBe(104);
    expect(uneven.told).toMatch(/arrivals\.dayCv = 10/);
    const days = await run(`${SMOKE} --set arrivals.callsPerDay=2e6 --replications 1000000`);
    expect(days.code).toBe(104);
    expect(days.told).toMatch(/--replications: got 1000000 days of 2\.00e\+6 calls.*give at most 500000\./);
  });
});
