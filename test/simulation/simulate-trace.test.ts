import { describe, expect, it } from "vitest";
import { type SimulatedAttempt, simulateTrace } from "../../src/simulation/simulate-trace.ts";
import { type ScanCase, scanEvents } from "./event-scan.ts";
import { asColumns, asDraws, asHotline, longCase, randomCase } from "./random-cases.ts";

const simulate = (scan: ScanCase): readonly SimulatedAttempt[] =>
  simulateTrace(asHotline(scan), asColumns(scan), asDraws(scan));

const comparable = (call: SimulatedAttempt) => ({
  caller: call.caller,
  attempt: call.attempt,
  arrival: call.arrivalSeconds,
  outcome: call.outcome,
  ...(call.outcome === "blocked" ? {} : { wait: call.waitSeconds }),
  ...(call.outcome === "answered" ? { agent: call.agent, ringStart: call.ringStartSeconds } : {}),
  ...(call.outcome === "abandoned" && call.rung
    ? { agent: call.rung.agent, ringStart: call.rung.ringStartSeconds }
    : {}),
});

const expectTheScan = (scan: ScanCase, name: string): readonly SimulatedAttempt[] => {
  const simulated = simulate(scan);
  const scanned = scanEvents(scan);
  expect(simulated.length, name).toBe(scanned.length);
  simulated.map(comparable).forEach((call, row) => {
    const other = scanned[row]!;
    expect([call.caller, call.attempt, call.outcome, call.agent], `${name}, row ${row}`).toEqual([
      other.caller,
      other.attempt,
      other.outcome,
      other.agent,
    ]);
    expect(Math.abs(call.arrival - other.arrival)).toBeLessThan(1e-9);
    if (other.wait !== undefined) expect(Math.abs(call.wait! - other.wait)).toBeLessThan(1e-9);
  });
  return simulated;
};

describe("the simulation of a trace", () => {
  it("is what a plain scan of events gives, on 3,000 days full of ties, to the last bit", () => {
    const seen = { answered: 0, abandoned: 0, blocked: 0, redials: 0, rung: 0 };
    for (let seed = 1; seed <= 3000; seed++) {
      const scan = randomCase(seed, true);
      const simulated = simulate(scan).map(comparable);
      const scanned = scanEvents(scan);
      expect(simulated, `case ${seed}`).toEqual(scanned);
      for (const call of scanned) {
        seen[call.outcome]++;
        if (call.attempt > 1) seen.redials++;
        if (call.outcome === "abandoned" && call.agent !== undefined) seen.rung++;
      }
    }
    // the cases are worth something only if everything happens in them
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(1000);
  });

  it("is what a plain scan of events gives on 1,500 days of arbitrary times, to a billionth of a second", () => {
    for (let seed = 1; seed <= 1500; seed++) expectTheScan(randomCase(900_000 + seed, false), `case ${seed}`);
  });

  it("is what a plain scan of events gives on long days of thirty agents, lines too few, to a billionth of a second", () => {
    const seen = { answered: 0, abandoned: 0, blocked: 0 };
    for (let seed = 1; seed <= 25; seed++) {
      for (const { outcome } of expectTheScan(longCase(seed), `case ${seed}`)) seen[outcome]++;
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(500);
  });
});
