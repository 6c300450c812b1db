import { describe, expect, it } from "vitest";
import type { StaffStep } from "../../../src/scenario/scenario.ts";
import { intervalGrid, TOTAL_COLUMNS, TOTALS } from "../../../src/simulation/day-totals.ts";
import { fewestPerInterval } from "../../../src/simulation/staffing/fewest-per-interval.ts";
import { createForwardTrial } from "../../../src/simulation/staffing/forward-trial.ts";
import { judge, staffingTargets } from "../../../src/simulation/staffing/judge.ts";
import { sampleDays } from "../../../src/simulation/staffing/sampled-days.ts";
import { createStaffTrial, intervalTotals } from "../../../src/simulation/staffing/try-staff.ts";
import { leadInSeconds } from "../../../src/simulation/window.ts";
import { smallHotline } from "../small-hotline.ts";

const HOUR = 3600;
const grid = intervalGrid(8 * HOUR, 11 * HOUR, HOUR);

const stepsOf = (agents: readonly number[]): StaffStep[] =>
  agents.map((count, interval) => ({
    startSeconds: (8 + interval) * HOUR,
    endSeconds: (9 + interval) * HOUR,
    agents: count,
  }));

/** A rush in the first or second hour, so that callers wait and call again across the hours. */
const cases: readonly { readonly name: string; readonly settings: readonly string[] }[] = [
  { name: "an even day", settings: [] },
  {
    name: "patient callers without redials",
    settings: ["callers.patience.mean=20m", "callers.redial.maximumAttempts=1"],
  },
  {
    name: "long calls, which reach into the next hour",
    settings: ["handling.talk.mean=9m", "arrivals.callsPerDay=70", "trunks.value=40"],
  },
  {
    name: "few lines and many redials",
    settings: ["trunks.value=7", "callers.redial.maximumAttempts=5", "targets.serviceLevel=60%"],
  },
  {
    name: "a limit on abandonment and on occupancy",
    settings: ["targets.maximumAbandonment=4%", "targets.maximumOccupancy=75%"],
  },
];

const MOST = 10;

const everyStaffing: readonly (readonly number[])[] = Array.from({ length: MOST ** 3 }, (_, code) => [
  Math.floor(code / MOST ** 2),
  Math.floor(code / MOST) % MOST,
  code % MOST,
]);

describe.each(cases)("the fewest in each of three hours: $name", ({ settings }) => {
  const scenario = smallHotline(["targets.interval=1h", ...settings]);
  const sampled = sampleDays(scenario, 5, 12);
  const trial = createStaffTrial(sampled);
  const from = grid.startSeconds - leadInSeconds(scenario);
  const targets = staffingTargets(scenario.targets);
  const verdictsOf = (agents: readonly number[]) => {
    const rows = trial.rows(stepsOf(agents), grid, from);
    return agents.map((_, hour) =>
      judge(intervalTotals(rows, grid, hour), targets, scenario.handling.ringSeconds),
    );
  };
  const judged = everyStaffing.map((agents) => ({ agents, verdicts: verdictsOf(agents) }));

  it.each(["expected", "assured"] as const)(
    "hold the targets, and no staffing with fewer does (%s)",
    (which) => {
      const holding = judged
        .filter(({ verdicts }) =>
          verdicts.every(
            (verdict) => verdict.holdsExpected && (which === "expected" || verdict.goodDays >= 0.9),
          ),
        )
        .map(({ agents }) => agents);
      expect(holding.length).toBeGreaterThan(0);
      const found = fewestPerInterval(sampled, which, { probability: 0.9 }).map(({ need }) =>
        need.state === "met" ? need.agents : Number.NaN,
      );
      const below = holding.filter((agents) => agents.every((count, hour) => count <= found[hour]!));
      expect(below).toEqual([found]);
    },
  );

  it("are judged as whole days judge them, hour by hour", () => {
    // after every hour but the last come more people than can be needed
    const staff = [4, 3, 5];
    const forward = createForwardTrial(sampled, grid, from);
    staff.forEach((agents, hour) => {
      const enough = staff.map((count, other) => (other > hour ? 500 : count));
      const whole = intervalTotals(trial.rows(stepsOf(enough), grid, from), grid, hour);
      const alone = forward.totals(agents);
      const columns = [TOTALS.offered, TOTALS.answered, TOTALS.inTime, TOTALS.abandoned, TOTALS.blocked];
      whole.forEach((value, place) => {
        const column = place % TOTAL_COLUMNS;
        if (columns.some((counted) => counted === column)) expect(alone[place]).toBe(value);
        if (column === TOTALS.busySeconds || column === TOTALS.staffedSeconds) {
          expect(alone[place]).toBeCloseTo(value, 6);
        }
      });
      forward.settle(agents);
    });
  });
});
