import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RunPlan } from "../../src/campaign/plan-run.ts";
import { probeNumber } from "../../src/campaign/probe-number.ts";
import { startPbx } from "../../src/campaign/start-pbx.ts";
import type { FloodResult } from "../../src/flood/flood-result.ts";
import { toEpochMilliseconds } from "../../src/trace/wall-clock.ts";
import {
  floodAsterisk,
  floodForeign,
  isRunning,
  lackOfAsterisk,
  shortPlan,
} from "./asterisk/flood-asterisk.ts";
import { startForeignAsterisk } from "./asterisk/foreign-asterisk.ts";

/**
 * A caller who leaves in the moment in which Asterisk connects him counts as
 * abandoned with us and as answered there; the busier the machine, the longer
 * that moment. How many there are on a quiet one is a figure of the proofs.
 */
const LEAST_AGREEMENT = 0.9;

const lack = await lackOfAsterisk();
const title = (text: string): string => (lack === undefined ? text : `${text} (skipped: ${lack})`);

/** Every attempt that fell due has one record, every record an end, and every answered one its agent. */
const holdTheBooks = ({ records, load }: FloodResult, plan: RunPlan): void => {
  expect(new Set(records.map(({ callId }) => callId)).size).toBe(records.length);
  const first = records.filter(({ attempt }) => attempt === 1);
  expect(first.length).toBe(plan.trace.callers);
  expect(load.placed).toBe(load.planned);
  expect(records.filter(({ outcome }) => outcome === "failed")).toEqual([]);
  for (const record of records) {
    if (record.outcome !== "answered") continue;
    expect(record.agent).toMatch(/^\d+$/);
    expect(record.ringSeconds).toBeGreaterThan(0);
    expect(record.talkSeconds).toBeGreaterThan(0);
    expect(record.wrapUpSeconds).toBeGreaterThan(0);
    expect(record.waitSeconds).toBeGreaterThan(0);
    expect(record.setupMilliseconds).toBeGreaterThan(0);
  }
};

describe.skipIf(lack !== undefined)(title("a flood of Asterisk"), () => {
  for (const mode of ["ringing", "answerFirst"] as const) {
    for (const dispatch of ["woken", "native"] as const) {
      it(`keeps the books of a ${mode} queue under ${dispatch} dispatch, and Asterisk's own agree`, async () => {
        // 28 people for the work of 33: a queue stands, callers give up and call again
        const plan = shortPlan([`queue.mode=${mode}`], 28);
        const music = mode === "answerFirst" && dispatch === "woken";
        let musicBegan = 0;
        const { result, summary } = await floodAsterisk({
          plan,
          dispatch,
          media: music ? "music" : "none",
          meanwhile: ({ manager }) => {
            manager.onEvent((event) => {
              if (event.get("Event") === "MusicOnHoldStart") musicBegan++;
            });
          },
        });
        expect(summary.pbx.media).toBe(music ? "music" : "none");
        if (music) expect(musicBegan).toBeGreaterThan(40);
        else expect(musicBegan).toBe(0);
        holdTheBooks(result, plan);
        expect(summary.abandoned).toBeGreaterThan(0);
        expect(summary.answered).toBeGreaterThan(40);
        expect(summary.pbx).toMatchObject({ kind: "asterisk", dispatch });
        expect(summary.pbx.dispatchMilliseconds?.gaps).toBeGreaterThan(10);
        expect(summary.crossCheck?.outcomeAgreement).toBeGreaterThan(LEAST_AGREEMENT);
        for (const { ours, pbx } of summary.crossCheck?.disagreements ?? []) {
          expect([ours, pbx].filter((outcome) => outcome === "failed" || outcome === "blocked")).toEqual([]);
        }
        expect(summary.crossCheck?.calls).toBe(summary.load.planned);
      });
    }
  }

  it("refuses callers beyond the trunks with 503, and counts them as blocked", async () => {
    const plan = shortPlan(["trunks=20"], 15);
    const { result, summary } = await floodAsterisk({ plan, dispatch: "woken" });
    holdTheBooks(result, plan);
    const blocked = result.records.filter(({ outcome }) => outcome === "blocked");
    expect(blocked.length).toBeGreaterThan(10);
    expect(blocked.map(({ sipStatus }) => sipStatus)).toEqual(blocked.map(() => 503));
    expect(summary.crossCheck?.outcomeAgreement).toBeGreaterThan(LEAST_AGREEMENT);
  });

  it("has people come and leave by the schedule: who leaves takes no new call and finishes the last", async () => {
    const change = 10 * 3600 + 120;
    const plan: RunPlan = {
      ...shortPlan([]),
      staff: [
        { startSeconds: 9 * 3600, endSeconds: change, agents: 30 },
        { startSeconds: change, endSeconds: 12 * 3600, agents: 12 },
      ],
    };
    const { result } = await floodAsterisk({ plan, dispatch: "woken" });
    holdTheBooks(result, plan);
    const changeEpoch = toEpochMilliseconds(result.clock, change);
    const connected = result.pbxEvents.filter((event) => event.kind === "connected");
    const numbers = (events: typeof connected): number[] => events.map(({ agent }) => Number(agent));
    const before = connected.filter(({ epochMilliseconds }) => epochMilliseconds < changeEpoch);
    // a telephone that rings at the change is answered a little after it
    const after = connected.filter(({ epochMilliseconds }) => epochMilliseconds > changeEpoch + 300);
    expect(Math.max(...numbers(before))).toBeGreaterThan(12);
    expect(after.length).toBeGreaterThan(10);
    expect(Math.max(...numbers(after))).toBeLessThanOrEqual(12);
    const completed = new Set(
      result.pbxEvents.flatMap((event) => (event.kind === "completed" ? [event.call.callId] : [])),
    );
    expect(connected.filter(({ call }) => !completed.has(call.callId))).toEqual([]);
  });

  it("leaves no process and no folder behind", async () => {
    const { pbx } = await floodAsterisk({ plan: shortPlan([], 30), dispatch: "woken" });
    expect(isRunning(pbx.processes.asterisk)).toBe(false);
    expect(isRunning(pbx.processes.telephones)).toBe(false);
    expect(pbx.folders.filter((folder) => existsSync(folder))).toEqual([]);
    expect(pbx.folders.length).toBe(2);
  });

  it("as somebody else's PBX is measured from the telephones alone, which register with a password", async () => {
    const foreign = await startForeignAsterisk(6);
    try {
      const plan = shortPlan(["arrivals.callsPerDay=600"]);
      const { target, accounts } = foreign;
      const { result, summary } = await floodForeign(plan, { kind: "external", target, accounts });
      expect(result.records.filter(({ attempt }) => attempt === 1).length).toBe(plan.trace.callers);
      const answered = result.records.filter(({ outcome }) => outcome === "answered");
      expect(answered.length).toBeGreaterThan(10);
      for (const record of answered) {
        expect(record.agent).toMatch(/^[1-6]$/);
        expect(record.ringSeconds).toBeGreaterThan(0);
        expect(record.talkSeconds).toBeGreaterThan(0);
      }
      expect(summary.pbx).toMatchObject({ kind: "external", media: "none" });
      const wrong = [{ user: "soft1", password: "wrong" }];
      await expect(startPbx({ kind: "external", target, accounts: wrong }, plan, () => {})).rejects.toThrow(
        /refused to register the account soft1/,
      );
    } finally {
      await foreign.process.stop();
    }
  });

  it("as somebody else's PBX that answers first, a caller who has an agent stays and one who has none leaves", async () => {
    const foreign = await startForeignAsterisk(6, "answerFirst");
    try {
      const plan = shortPlan(["arrivals.callsPerDay=600", "queue.mode=answerFirst"], undefined);
      const { target, accounts, manager } = foreign;
      const choice = { kind: "external", target, accounts, manager } as const;
      expect(await probeNumber(choice, plan, [])).toEqual({ state: "arrived" });
      const { result, summary } = await floodForeign(plan, choice);
      expect(summary.crossCheck?.calls).toBeGreaterThan(10);
      expect(summary.crossCheck?.outcomeAgreement).toBeGreaterThan(0.9);
      await expect(
        startPbx({ ...choice, manager: { ...manager, secret: "wrong" } }, plan, () => {}),
      ).rejects.toThrow(/refused the log-in/);
      const of = (outcome: string) => result.records.filter((record) => record.outcome === outcome);
      expect(of("failed")).toEqual([]);
      expect(of("answered").length).toBeGreaterThan(10);
      expect(
        of("answered").filter(({ agent, talkSeconds }) => agent === undefined || talkSeconds === undefined),
      ).toEqual([]);
      // who leaves has waited as long as he was patient; the wall's milliseconds count fifty times
      for (const { waitSeconds, patienceSeconds } of of("abandoned")) {
        expect(waitSeconds).toBeGreaterThan((patienceSeconds ?? 0) - 1);
      }
    } finally {
      await foreign.process.stop();
    }
  });
});
