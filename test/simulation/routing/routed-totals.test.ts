import { describe, expect, it } from "vitest";
import { TOTAL_COLUMNS, TOTALS } from "../../../src/simulation/day-totals.ts";
import { createRoutedReplicator } from "../../../src/simulation/routing/replicate-routed.ts";
import { simulateReplications } from "../../../src/simulation/threads/simulate-replications.ts";
import { routedHotline } from "./routed-scenario.ts";

const scenario = routedHotline();
const { estimates } = await simulateReplications({ scenario, seed: 5 }, { replications: 20, threads: 1 });
const { day, routed, routedGreatest } = estimates;
const mean = (name: string): number => routed[name]!.mean;
const sum = (names: readonly string[], measure: string): number =>
  names.reduce((total, name) => total + mean(`${name}.${measure}`), 0);

const FLOWS = ["flows.health", "flows.money", "flows.other"];
const TEAMS = ["teams.first", "teams.second", "teams.doctors"];
const SITES = ["sites.north", "sites.south"];

describe("the totals of a routed day", () => {
  it("add up: families to the day, teams to the day, sites to the teams", () => {
    expect(sum(FLOWS, "attempts")).toBeCloseTo(day.attempts.mean, 6);
    expect(sum(TEAMS, "answered")).toBeCloseTo(day.answered.mean, 6);
    for (const measure of ["staff", "answered", "secondTalks", "messages"]) {
      expect(sum(SITES, measure), measure).toBeCloseTo(sum(TEAMS, measure), 6);
      expect(mean(`sites.north.${measure}`), measure).toBeCloseTo(mean(`teams.first.${measure}`), 6);
    }
    expect(sum(TEAMS, "staff")).toBeCloseTo(day.meanStaff, 6);
    expect(sum(TEAMS, "secondTalks")).toBeCloseTo(mean("transfers.perDay") * mean("transfers.answered"), 6);
    expect(sum(TEAMS, "messages")).toBeCloseTo(mean("messages.perDay") * mean("messages.done"), 6);
  });

  it("weigh a site's shares by its teams' own numbers", () => {
    const answered = (name: string) => mean(`${name}.answered`);
    // the doctors answer no first talk, so that the south's are the second team's
    expect(answered("teams.doctors")).toBe(0);
    expect(mean("sites.south.answeredInTime")).toBeCloseTo(mean("teams.second.answeredInTime"), 9);
    const busy = (names: readonly string[]) =>
      names.reduce((total, name) => total + mean(`${name}.occupancy`) * mean(`${name}.staff`), 0);
    expect(busy(["sites.south"])).toBeCloseTo(busy(["teams.second", "teams.doctors"]), 6);
    expect(busy(SITES)).toBeCloseTo(day.measures.occupancy!.mean * day.meanStaff, 6);
  });

  it("hold the staffed hours of the schedule and the overtime", () => {
    // 2 doctors all day; the shared 9 and 7 people split by 60 and 40 %: 5 and 4, then 4 and 3
    expect(mean("teams.doctors.staff")).toBeGreaterThanOrEqual(2);
    expect(mean("teams.first.staff")).toBeGreaterThanOrEqual(4.5);
    expect(mean("teams.first.staff")).toBeLessThan(4.6);
    for (const team of TEAMS) expect(mean(`${team}.occupancy`)).toBeLessThanOrEqual(1);
  });

  it("tell overflow, second waits, callbacks and the longest waits", () => {
    expect(mean("teams.second.overflowed")).toBeGreaterThan(0.05);
    expect(mean("teams.second.overflowed")).toBeLessThan(1);
    expect(mean("transfers.perDay")).toBeGreaterThan(50);
    expect(routedGreatest["transfers.longestWaitSeconds"]).toBeGreaterThan(mean("transfers.meanWaitSeconds"));
    expect(mean("callbacks.perDay")).toBeGreaterThan(5);
    const longest = FLOWS.map((flow) => routedGreatest[`${flow}.longestWaitSeconds`]!);
    expect(Math.max(...longest)).toBe(day.longestWaitSeconds);
  });

  it("tell what becomes of messages: in time, late, or open and not due", () => {
    expect(mean("messages.inTime") + mean("messages.late")).toBeLessThanOrEqual(1 + 1e-9);
    expect(mean("messages.openAtEnd")).toBeCloseTo(mean("messages.perDay") * (1 - mean("messages.done")), 6);
    expect(mean("messages.openAtEnd")).toBeGreaterThan(1);
    expect(mean("messages.oldestOpenSeconds")).toBeGreaterThan(60);
    expect(routedGreatest["messages.longestOpenSeconds"]).toBeGreaterThanOrEqual(
      mean("messages.oldestOpenSeconds"),
    );
  });
});

describe("a routed plan", () => {
  it("takes the idle gap of a PBX, which makes waits longer", () => {
    const waited = (idleGapSeconds: number): number => {
      const replicator = createRoutedReplicator({ scenario, seed: 5, idleGapSeconds }, scenario.routing!);
      const row = new Float64Array(replicator.numbers);
      replicator.run(0, row);
      let seconds = 0;
      for (let interval = 0; interval < replicator.grid.intervals; interval++) {
        seconds += row[interval * TOTAL_COLUMNS + TOTALS.waitSeconds]!;
      }
      return seconds;
    };
    expect(waited(3)).toBeGreaterThan(waited(0));
  });
});
