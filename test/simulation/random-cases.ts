import type { CallerColumns, Hotline } from "../../src/simulation/hotline.ts";
import type { RedialDraws } from "../../src/trace/redial-draws.ts";
import type { ScanCase } from "./event-scan.ts";

/** A small generator of the test's own (mulberry32), so that cases never change. */
export const generator = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** Times are quarters of a second where `ties`, so that sums are exact and much happens at once. */
export const randomCase = (seed: number, ties: boolean): ScanCase => {
  const random = generator(seed);
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const duration = (mean: number): number =>
    ties ? upTo(8 * mean) / 4 : -Math.log(1 - random()) * mean * (0.5 + random());
  const admitUntilSeconds = 60;
  const staff: { atSeconds: number; agents: number }[] = [];
  let at = ties ? upTo(20) / 4 : random() * 5;
  for (let step = 0, steps = upTo(6); step <= steps; step++) {
    staff.push({ atSeconds: at, agents: upTo(4) });
    at += 0.25 + duration(8);
  }
  const callers = Array.from({ length: 1 + upTo(40) }, () => ({
    arrival: ties ? upTo(260) / 4 : random() * 65,
    patience: duration(1 + upTo(12)),
    talk: duration(1 + upTo(5)),
    wrapUp: upTo(1) * duration(2),
  })).sort((a, b) => a.arrival - b.arrival);
  const again = random();
  const redialSeed = upTo(1_000_000);
  return {
    staff,
    ringSeconds: upTo(2) === 0 ? 0 : ties ? upTo(8) / 4 : random() * 2,
    ...(upTo(1) === 0 ? {} : { trunks: upTo(7) }),
    admitUntilSeconds,
    callers,
    draw: (caller, attempt) => {
      const draws = generator(redialSeed + caller * 101 + attempt * 10_007);
      const length = (mean: number): number =>
        ties ? Math.floor(draws() * 8 * mean) / 4 : -Math.log(1 - draws()) * mean;
      const patience = length(4);
      const redials = attempt < 4;
      return {
        patience,
        ...(redials && draws() < again ? { afterAbandoning: length(3) } : {}),
        ...(redials && draws() < again ? { afterBlocked: length(2) } : {}),
      };
    },
  };
};

export const asHotline = (scan: ScanCase): Hotline => ({
  staff: {
    changeSeconds: Float64Array.from(scan.staff, ({ atSeconds }) => atSeconds),
    agents: Int32Array.from(scan.staff, ({ agents }) => agents),
  },
  ringSeconds: scan.ringSeconds,
  ...(scan.trunks === undefined ? {} : { trunks: scan.trunks }),
  idleGapSeconds: 0,
  admitUntilSeconds: scan.admitUntilSeconds,
});

export const asColumns = (scan: ScanCase): CallerColumns => ({
  callers: scan.callers.length,
  arrivalSeconds: Float64Array.from(scan.callers, ({ arrival }) => arrival),
  patienceSeconds: Float64Array.from(scan.callers, ({ patience }) => patience),
  talkSeconds: Float64Array.from(scan.callers, ({ talk }) => talk),
  wrapUpSeconds: Float64Array.from(scan.callers, ({ wrapUp }) => wrapUp),
});

export const asDraws = (scan: ScanCase): RedialDraws => ({
  patienceSeconds: (caller, attempt) => scan.draw(caller, attempt).patience,
  delayAfterAbandoningSeconds: (caller, attempt) => scan.draw(caller, attempt).afterAbandoning,
  delayAfterBlockedSeconds: (caller, attempt) => scan.draw(caller, attempt).afterBlocked,
});
