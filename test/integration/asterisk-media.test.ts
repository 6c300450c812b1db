import { describe, expect, it } from "vitest";
import { crossCheck } from "../../src/campaign/cross-check.ts";
import { expectAgreement } from "./asterisk/expect-agreement.ts";
import { floodOwnAsterisk, lackOfAsterisk, shortPlan } from "./asterisk/flood-asterisk.ts";

const lack = await lackOfAsterisk();
const title = (text: string): string => (lack === undefined ? text : `${text} (skipped: ${lack})`);

/** A telephone speaks on until it hears of the call's end: some packets a call that the PBX no longer counts. */
const TAIL_PACKETS = 25;

describe.skipIf(lack !== undefined)(title("audio through Asterisk"), () => {
  it("goes both ways, and what Asterisk counted agrees with what the telephones did", async () => {
    const plan = shortPlan(["queue.mode=answerFirst", "arrivals.callsPerDay=800"], 8);
    const { result } = await floodOwnAsterisk({ plan, dispatch: "woken", media: "echo" });
    const { audio, records, dropped, firstResponseMilliseconds } = result;
    const answered = records.filter(({ outcome }) => outcome === "answered");
    expect(answered.length).toBeGreaterThan(20);
    expect(records.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expectAgreement(crossCheck(records, result.pbxEvents, plan.compression), result.load.planned);
    // every call talks for a second and more: 50 packets a second each way
    expect(audio?.callers.received).toBeGreaterThan(20 * answered.length);
    expect(audio?.agents.received).toBeGreaterThan(20 * answered.length);
    // loopback loses nothing but what nobody reads, and that is counted
    const droppedAudio = (dropped?.["callersAudio"] ?? 0) + (dropped?.["agentsAudio"] ?? 0);
    expect((audio?.callers.lost ?? 0) + (audio?.agents.lost ?? 0)).toBeLessThanOrEqual(droppedAudio + 10);
    const tail = TAIL_PACKETS * records.length;
    const pairs = [
      [audio?.callers.sent, audio?.pbx?.fromCallers],
      [audio?.pbx?.toCallers, audio?.callers.received],
      [audio?.agents.sent, audio?.pbx?.fromAgents],
      [audio?.pbx?.toAgents, audio?.agents.received],
    ];
    for (const [given, taken] of pairs) {
      expect(Math.abs((given ?? 0) - (taken ?? 0))).toBeLessThanOrEqual(tail);
      expect(taken).toBeGreaterThan(0);
    }
    // music, two seconds of it in all at the least
    expect(audio?.callers.receivedWaiting).toBeGreaterThan(100);
    expect(Object.keys(dropped ?? {}).sort()).toEqual(
      ["agents", "agentsAudio", "callers", "callersAudio", "pbx", "pbxAudio"].sort(),
    );
    // Asterisk answers every INVITE with a 100 before anything else
    expect(firstResponseMilliseconds.length).toBe(result.load.placed);
    expect(Math.min(...firstResponseMilliseconds)).toBeGreaterThan(0);
  });
});
