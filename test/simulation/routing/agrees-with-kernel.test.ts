import { describe, expect, it } from "vitest";
import type { Attempts } from "../../../src/simulation/attempts.ts";
import type { Hotline } from "../../../src/simulation/hotline.ts";
import type { RoutedHotline, RoutingDraws } from "../../../src/simulation/routing/routed-hotline.ts";
import { createRoutedSimulation } from "../../../src/simulation/routing/simulate-routed.ts";
import { createWorkspace, simulateQueue } from "../../../src/simulation/simulate-queue.ts";
import type { ScanCase } from "../event-scan.ts";
import { asColumns, asDraws, asHotline, randomCase } from "../random-cases.ts";

const offer = { team: 0, callClass: 0, afterSeconds: 0, talkFactor: 1 };

/** One team, one class, nothing that the fast kernel does not know. */
const oneTeam = (hotline: Hotline): RoutedHotline => {
  const { staff, ringSeconds, idleGapSeconds, trunks, admitUntilSeconds } = hotline;
  return {
    teams: [{ name: "all", staff, mostAgents: Math.max(...staff.agents), takes: [offer] }],
    classes: [{ flow: 0, priority: 1, offers: [offer], overflowSeconds: [] }],
    flows: [{ name: "other", firstClass: 0 }],
    languages: 1,
    ringSeconds,
    idleGapSeconds,
    ...(trunks === undefined ? {} : { trunks }),
    admitUntilSeconds,
  };
};

const never = (): number => {
  throw new Error("nothing of this is drawn here");
};

const NO_DRAWS: RoutingDraws = {
  flow: () => 0,
  language: never,
  transfer: never,
  transferPatienceSeconds: never,
  transferTalkSeconds: never,
  transferWrapUpSeconds: never,
  acceptsCallback: never,
  reached: never,
  messages: { arrivalSeconds: new Float64Array(0), handlingSeconds: new Float64Array(0) },
};

const rows = (attempts: Attempts) =>
  Array.from({ length: attempts.count }, (_, row) => ({
    caller: attempts.caller[row],
    attempt: attempts.attempt[row],
    arrival: attempts.arrivalSeconds[row],
    patience: attempts.patienceSeconds[row],
    outcome: attempts.outcome[row],
    wait: attempts.waitSeconds[row],
    agent: attempts.agent[row],
    busyFrom: attempts.busyFromSeconds[row],
    busyUntil: attempts.busyUntilSeconds[row],
  }));

/** Holds a random day of the one simulation against the other, attempt by attempt. */
const holdAgainst = (scan: ScanCase, idleGapSeconds: number, what: string): void => {
  const hotline = { ...asHotline(scan), idleGapSeconds };
  const workspace = createWorkspace();
  simulateQueue(hotline, asColumns(scan), asDraws(scan), workspace);
  const day = createRoutedSimulation(oneTeam(hotline))(asColumns(scan), NO_DRAWS, asDraws(scan));
  expect(rows(day.attempts), what).toEqual(rows(workspace.attempts));
  const overtime = (from: Iterable<number>, to: Iterable<number>) => {
    const ends = [...to];
    return [...from].reduce((sum, begins, index) => sum + ends[index]! - begins, 0);
  };
  const { duty } = workspace;
  expect(overtime(day.overtime.fromSeconds, day.overtime.toSeconds), what).toBeCloseTo(
    overtime(
      duty.overtimeFromSeconds.subarray(0, duty.overtimeCount),
      duty.overtimeToSeconds.subarray(0, duty.overtimeCount),
    ),
    6,
  );
};

describe("the event simulation with one team and one kind of call", () => {
  it.each([true, false])("agrees with the fast kernel call by call, on 1,000 days (ties: %s)", (ties) => {
    for (let seed = 1; seed <= 1000; seed++) {
      holdAgainst(randomCase(50_000 + seed, ties), 0, `case ${seed}`);
    }
  });

  it.each([true, false])("agrees with it where a PBX adds an idle gap, on 1,000 days (ties: %s)", (ties) => {
    for (let seed = 1; seed <= 1000; seed++) {
      holdAgainst(randomCase(60_000 + seed, ties), 0.25 + (seed % 12) / 4, `case ${seed}`);
    }
  });
});
