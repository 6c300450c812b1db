import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RunPlan } from "../../src/campaign/plan-run.ts";
import type { FloodResult } from "../../src/flood/flood-result.ts";
import type { AsteriskPbx } from "../../src/pbx/asterisk/start-asterisk-pbx.ts";
import { expectAgreement } from "./asterisk/expect-agreement.ts";
import {
  type AsteriskFlood,
  type AsteriskFloodOptions,
  floodAsterisk,
  isRunning,
  lackOfAsterisk,
  OPENING_SECONDS,
  shortPlan,
} from "./asterisk/flood-asterisk.ts";

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
  const flooded: AsteriskPbx[] = [];
  const flood = async (options: AsteriskFloodOptions): Promise<AsteriskFlood> => {
    const ended = await floodAsterisk(options);
    flooded.push(ended.pbx);
    return ended;
  };

  for (const mode of ["ringing", "answerFirst"] as const) {
    for (const dispatch of ["woken", "native"] as const) {
      it(`keeps the books of a ${mode} queue under ${dispatch} dispatch, and Asterisk's own agree`, async () => {
        // 15 people for the work of 33: a queue soon stands, callers give up and call again
        const plan = shortPlan([`queue.mode=${mode}`], 15);
        const media = dispatch === "native" ? "none" : mode === "ringing" ? "echo" : "music";
        let musicBegan = 0;
        const { result, summary } = await flood({
          plan,
          dispatch,
          media,
          meanwhile: ({ manager }) => {
            manager.onEvent((event) => {
              if (event.get("Event") === "MusicOnHoldStart") musicBegan++;
            });
          },
        });
        expect(summary.pbx.media).toBe(media);
        if (media === "music") expect(musicBegan).toBeGreaterThan(40);
        else expect(musicBegan).toBe(0);
        const audio = summary.pbx.audioPackets;
        if (media === "none") expect(audio).toBeUndefined();
        else expect(audio?.callers.received).toBeGreaterThan(40 * 20);
        // with music callers listen and say nothing; with echo each hears the other
        if (media === "music") {
          expect(audio?.callers.sent).toBe(0);
          // what reaches agents is the ends of digits by which callers were woken, and no sound
          expect(audio?.agents.received).toBe(audio?.agents.receivedDigits);
        }
        if (media === "echo") expect(audio?.agents.received).toBeGreaterThan(40 * 20);
        expect(summary.load.droppedDatagrams).toMatchObject({ callers: expect.any(Number) });
        expect(summary.pbx.overhead?.firstResponseMilliseconds?.p50).toBeGreaterThan(0);
        holdTheBooks(result, plan);
        expect(summary.abandoned).toBeGreaterThan(0);
        expect(summary.answered).toBeGreaterThan(40);
        expect(summary.pbx).toMatchObject({ kind: "asterisk", dispatch });
        expect(summary.pbx.dispatchMilliseconds?.gaps).toBeGreaterThan(10);
        expectAgreement(summary.crossCheck, summary.load.planned);
      });
    }
  }

  it("refuses callers beyond the trunks with 503, and counts them as blocked", async () => {
    const plan = shortPlan(["trunks=15"], 10);
    const { result, summary } = await flood({ plan, dispatch: "woken" });
    holdTheBooks(result, plan);
    const blocked = result.records.filter(({ outcome }) => outcome === "blocked");
    expect(blocked.length).toBeGreaterThan(10);
    expect(blocked.map(({ sipStatus }) => sipStatus)).toEqual(blocked.map(() => 503));
    expectAgreement(summary.crossCheck, summary.load.planned);
  });

  it("has people come and leave by the schedule: who leaves takes no new call and finishes the last", async () => {
    const change = OPENING_SECONDS + 120;
    const plan: RunPlan = {
      ...shortPlan([]),
      staff: [
        { startSeconds: OPENING_SECONDS, endSeconds: change, agents: 30 },
        { startSeconds: change, endSeconds: OPENING_SECONDS + 3600, agents: 12 },
      ],
    };
    const { result } = await flood({ plan, dispatch: "woken" });
    holdTheBooks(result, plan);
    const connected = result.pbxEvents.filter((event) => event.kind === "connected");
    // of all who may leave somebody has worked; after the last of their calls the others go on alone
    const last = connected.findLastIndex(({ agent }) => Number(agent) > 12);
    expect(last).toBeGreaterThan(12);
    expect(connected.length - 1 - last).toBeGreaterThan(10);
    const completed = new Set(
      result.pbxEvents.flatMap((event) => (event.kind === "completed" ? [event.call.callId] : [])),
    );
    expect(connected.filter(({ call }) => !completed.has(call.callId))).toEqual([]);
  });

  it("leaves no process and no folder behind", () => {
    expect(flooded.length).toBeGreaterThan(0);
    for (const { processes, folders } of flooded) {
      expect(isRunning(processes.asterisk)).toBe(false);
      expect(isRunning(processes.telephones)).toBe(false);
      expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
      expect(folders.length).toBe(2);
    }
  });
});
