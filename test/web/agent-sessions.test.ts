import { describe, expect, it } from "vitest";
import type { StaffStep } from "../../src/scenario/scenario.ts";
import { agentShifts } from "../../src/web/agent-sessions.ts";

const HOURS = { openSeconds: 8 * 3600, closeSeconds: 18 * 3600 };
const SCHEDULE: readonly StaffStep[] = [
  { startSeconds: 8 * 3600, endSeconds: 12 * 3600, agents: 10 },
  { startSeconds: 12 * 3600, endSeconds: 16 * 3600, agents: 20 },
  { startSeconds: 16 * 3600, endSeconds: 18 * 3600, agents: 5 },
];
const AGENTS = { count: 200, stormSeconds: 10, expiresSeconds: 60, user: "soft{n}" };

const shifts = (over: Partial<typeof AGENTS> = {}, schedule = SCHEDULE, lastsMilliseconds = 110_000) =>
  agentShifts({ agents: { ...AGENTS, ...over }, schedule, hours: HOURS, lastsMilliseconds, seed: 3 });

describe("the agents' shifts", () => {
  it("have each step's share of the agents, and log every one of them in and out", () => {
    const all = shifts();
    expect(all).toHaveLength(200);
    const at = (wall: number) =>
      all.filter(({ loginDue, logoutDue }) => loginDue <= wall && wall < logoutDue).length;
    // the ten hours lie in 100 s: 10 s an hour, storms of 10 s after 0 s, 40 s and 80 s
    expect(at(10_000)).toBe(100);
    expect(at(39_999)).toBe(100);
    expect(at(50_000)).toBe(200);
    expect(at(90_000)).toBe(50);
    expect(at(110_000)).toBe(0);
  });

  it("begin within the storm after a change of shift, spread over all of it", () => {
    const first = shifts().filter(({ loginDue }) => loginDue < 20_000);
    const dues = first.map(({ loginDue }) => loginDue);
    expect(Math.max(...dues)).toBeLessThanOrEqual(10_000);
    expect(Math.max(...dues)).toBeGreaterThan(9000);
    expect(Math.min(...dues)).toBeLessThan(1000);
  });

  it("end for those with the highest numbers first", () => {
    const leftAtFour = shifts().filter(({ logoutDue }) => logoutDue < 95_000);
    expect(Math.min(...leftAtFour.map(({ agent }) => agent))).toBe(51);
  });

  it("never end before they began, and are nobody's where nobody is on duty", () => {
    expect(shifts({ stormSeconds: 500 }).every(({ loginDue, logoutDue }) => logoutDue >= loginDue)).toBe(
      true,
    );
    expect(shifts({}, [])).toEqual([]);
  });
});
