import { describe, expect, it } from "vitest";
import type { Attempts } from "../../../src/simulation/attempts.ts";
import type { RoutedHotline, RoutingDraws } from "../../../src/simulation/routing/routed-hotline.ts";
import { createRoutedSimulation } from "../../../src/simulation/routing/simulate-routed.ts";
import { createWorkspace, simulateQueue } from "../../../src/simulation/simulate-queue.ts";
import type { ScanCase } from "../event-scan.ts";
import { asColumns, asDraws, asHotline, randomCase } from "../random-cases.ts";

const offer = { team: 0, callClass: 0, afterSeconds: 0, talkFactor: 1 };

/** One team, one class, nothing that the fast kernel does not know. */
const oneTeam = (scan: ScanCase): RoutedHotline => {
  const { staff, ringSeconds, trunks, admitUntilSeconds } = asHotline(scan);
  return {
    teams: [{ name: "all", staff, mostAgents: Math.max(...staff.agents), takes: [offer] }],
    classes: [{ flow: 0, priority: 1, offers: [offer], overflowSeconds: [] }],
    flows: [{ name: "other", firstClass: 0 }],
    languages: 1,
    ringSeconds,
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

describe("the event simulation with one team and one kind of call", () => {
  it.each([true, false])("agrees with the fast kernel call by call, on 2,000 days (ties: %s)", (ties) => {
    for (let seed = 1; seed <= 2000; seed++) {
      const scan = randomCase(50_000 + seed, ties);
      const workspace = createWorkspace();
      simulateQueue(asHotline(scan), asColumns(scan), asDraws(scan), workspace);
      const day = createRoutedSimulation(oneTeam(scan))(asColumns(scan), NO_DRAWS, asDraws(scan));
      expect(rows(day.attempts), `case ${seed}`).toEqual(rows(workspace.attempts));
      const overtime = (from: Iterable<number>, to: Iterable<number>) => {
        const ends = [...to];
        return [...from].reduce((sum, begins, index) => sum + ends[index]! - begins, 0);
      };
      const { duty } = workspace;
      expect(overtime(day.overtime.fromSeconds, day.overtime.toSeconds), `case ${seed}`).toBeCloseTo(
        overtime(
          duty.overtimeFromSeconds.subarray(0, duty.overtimeCount),
          duty.overtimeToSeconds.subarray(0, duty.overtimeCount),
        ),
        6,
      );
    }
  });
});
