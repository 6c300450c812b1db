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

/** A day of 1,500 callers on some thirty agents, few lines: long enough for every calendar to go round several times. */
export const longCase = (seed: number): ScanCase => {
  const random = generator(seed);
  const exponential = (mean: number): number => -Math.log(1 - random()) * mean;
  const admitUntilSeconds = 9000;
  return {
    staff: Array.from({ length: 10 }, (_, step) => ({
      atSeconds: step * 900 - (step === 0 ? 60 : 0),
      agents: 22 + Math.floor(random() * 14),
    })),
    ringSeconds: 4,
    trunks: 30 + Math.floor(random() * 12),
    admitUntilSeconds,
    callers: Array.from({ length: 1500 }, () => ({
      arrival: random() * 9100,
      patience: exponential(120),
      // one in fifty far longer than the rest, beyond what a ring of buckets holds
      talk: exponential(random() < 0.02 ? 3000 : 120),
      wrapUp: random() < 0.5 ? exponential(30) : 0,
    })).sort((a, b) => a.arrival - b.arrival),
    draw: (caller, attempt) => {
      const draws = generator(seed * 7919 + caller * 101 + attempt * 10_007);
      const length = (mean: number): number => -Math.log(1 - draws()) * mean;
      const patience = length(120);
      const redials = attempt < 5;
      return {
        patience,
        ...(redials && draws() < 0.5 ? { afterAbandoning: length(300) } : {}),
        ...(redials && draws() < 0.8 ? { afterBlocked: length(60) } : {}),
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
