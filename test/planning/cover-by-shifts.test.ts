import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverByShifts } from "../../src/planning/cover-by-shifts.ts";

const HALF_HOUR = 1800;
const halfHours = (count: number): number[] => Array.from({ length: count + 1 }, (_, i) => i * HALF_HOUR);

/** The fewest person-intervals of any cover, by trying every number of people on every shift. */
const fewestByTrying = (need: readonly number[], shortest: number, longest: number): number => {
  const shifts: [number, number][] = [];
  for (let from = 0; from < need.length; from++) {
    for (let to = from + Math.min(shortest, need.length); to <= need.length; to++) {
      if (to - from <= longest) shifts.push([from, to]);
    }
  }
  // the longest shift from each interval with all of its need is a cover
  let fewest = need.reduce((sum, people) => sum + people, 0) * need.length;
  const covered = need.map(() => 0);
  const tryAll = (spent: number): void => {
    if (spent >= fewest) return;
    const lacking = covered.findIndex((people, i) => people < (need[i] as number));
    if (lacking < 0) {
      fewest = spent;
      return;
    }
    for (const [from, to] of shifts) {
      if (from > lacking || to <= lacking) continue;
      for (let i = from; i < to; i++) covered[i] = (covered[i] as number) + 1;
      tryAll(spent + to - from);
      for (let i = from; i < to; i++) covered[i] = (covered[i] as number) - 1;
    }
  };
  tryAll(0);
  return fewest;
};

describe("covering a need by shifts", () => {
  it("never lacks anybody, keeps to the lengths, and counts whom it has", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: 0, max: 6 }),
        (need, shortest, more) => {
          const longest = shortest + more;
          const cover = coverByShifts(need, halfHours(need.length), {
            shortestSeconds: shortest * HALF_HOUR,
            longestSeconds: longest * HALF_HOUR,
          });
          const counted = need.map(
            (_, i) =>
              cover?.shifts.reduce(
                (sum, { from, to, people }) => sum + (from <= i && i < to ? people : 0),
                0,
              ) ?? 0,
          );
          expect(counted).toEqual(cover?.people);
          need.forEach((wanted, i) => {
            expect(counted[i]).toBeGreaterThanOrEqual(wanted);
          });
          for (const { from, to, people } of cover?.shifts ?? []) {
            expect(to - from).toBeGreaterThanOrEqual(Math.min(shortest, need.length));
            expect(to - from).toBeLessThanOrEqual(longest);
            expect(people).toBeGreaterThan(0);
          }
          expect(cover?.agentHours).toBeCloseTo(
            counted.reduce((sum, one) => sum + one / 2, 0),
            9,
          );
          expect(cover?.neededHours).toBeCloseTo(
            need.reduce((sum, one) => sum + one / 2, 0),
            9,
          );
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });

  it("has the fewest hours that any cover has, by trying them all", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 2 }),
        (need, shortest, more) => {
          const cover = coverByShifts(need, halfHours(need.length), {
            shortestSeconds: shortest * HALF_HOUR,
            longestSeconds: (shortest + more) * HALF_HOUR,
          });
          expect((cover?.agentHours ?? 0) * 2).toBeCloseTo(
            fewestByTrying(need, shortest, shortest + more),
            9,
          );
        },
      ),
      { numRuns: 300, seed: 8 },
    );
  });

  it("begins a shift before it is needed where that saves another", () => {
    // from left to right: 0–2, 1–3 and again someone; one shift of three intervals is enough
    const cover = coverByShifts([1, 1, 1], halfHours(3), { shortestSeconds: 2 * HALF_HOUR });
    expect(cover?.shifts).toEqual([{ from: 0, to: 3, people: 1 }]);
  });

  it("has no one too many where a shift may be as short as an interval", () => {
    expect(coverByShifts([1, 3, 2, 0, 4], halfHours(5), {})?.people).toEqual([1, 3, 2, 0, 4]);
  });

  it("lets people stay to the end where the last interval is shorter than the others", () => {
    const bounds = [0, HALF_HOUR, 2 * HALF_HOUR, 2 * HALF_HOUR + 600];
    const cover = coverByShifts([1, 0, 2], bounds, { shortestSeconds: 2400, longestSeconds: 3600 });
    // the last two intervals are 2,400 s
    expect(cover?.shifts).toEqual([
      { from: 0, to: 2, people: 1 },
      { from: 1, to: 3, people: 2 },
    ]);
  });

  it("says that no shift fits where the longest is shorter than an interval", () => {
    expect(coverByShifts([1, 1], halfHours(2), { longestSeconds: 600 })).toBeUndefined();
  });
});
