import { describe, expect, it } from "vitest";
import { crossCheck } from "../../src/campaign/cross-check.ts";
import { pbxOverhead } from "../../src/campaign/pbx-overhead.ts";
import { planRun } from "../../src/campaign/plan-run.ts";
import { secondLineSummary } from "../../src/campaign/second-line-summary.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { topicsOf } from "../../src/trace/topics.ts";
import { floodOwnAsterisk, lackOfAsterisk } from "./asterisk/flood-asterisk.ts";

const lack = await lackOfAsterisk();
const title = (text: string): string => (lack === undefined ? text : `${text} (skipped: ${lack})`);

/** Two lines, a queue for each topic family, rings that nobody answers: what a scenario can ask of Asterisk's queues. */
const busyPlan = () => {
  const settings = [
    "arrivals.callsPerDay=4000",
    "staff.onDuty=45",
    "staff.noAnswerShare=10%",
    "queue.families=apart",
    "queue.strategy=rrmemory",
    "queue.timeout=1s",
    "queue.retry=1s",
    "routing.teams[3].schedule=[{from: '08:00', to: '20:00', agents: 25}]",
    "routing.calls[2].transfer.probability=50%",
    "routing.calls[2].transfer.talk={distribution: exponential, mean: 1m}",
  ];
  return planRun({
    scenario: loadScenario("scenarios/hotline-sante-transfer.yaml", settings),
    seed: 1,
    windowStartSeconds: 10 * 3600,
    windowEndSeconds: 10 * 3600 + 240,
    compression: 50,
    force: true,
  });
};

describe.skipIf(lack !== undefined)(title("several queues and a second line of Asterisk"), () => {
  it("keep their books: one record a call, each in its family's queue, and every transfer answered once more", async () => {
    const plan = busyPlan();
    const { result, pbx } = await floodOwnAsterisk({ plan, dispatch: "woken" });
    const { records, load, pbxEvents } = result;
    // how late calls were is the machine's; nothing else may be wrong with the load
    expect(load.reasons.filter((reason) => !reason.startsWith("Calls started up to"))).toEqual([]);
    expect(load.placed).toBe(load.planned);
    expect(new Set(records.map(({ callId }) => callId)).size).toBe(records.length);
    expect(records.filter(({ attempt }) => attempt === 1).length).toBe(plan.trace.callers);
    expect(records.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(crossCheck(records, pbxEvents, plan.compression)?.outcomeAgreement).toBeGreaterThan(0.9);

    const topics = topicsOf(plan.scenario);
    for (const { callId, queue } of records) {
      const topic = plan.trace.topic[Number(callId.split("-")[0])] ?? -1;
      expect(queue).toBe(topics[topic]?.family);
    }

    const answered = records.filter(({ outcome }) => outcome === "answered");
    expect(answered.every(({ agent }) => Number(agent) <= 45)).toBe(true);
    const transferred = pbx.secondLine?.() ?? [];
    expect(transferred.length).toBeGreaterThan(10);
    // a call is put through once at most, after it was answered, and everybody is answered by the second line alone
    const calls = transferred.map(({ callId }) => callId?.split("///")[0]);
    expect(new Set(calls).size).toBe(calls.length);
    expect(calls.filter((call) => !answered.some(({ callId }) => callId === call))).toEqual([]);
    for (const call of transferred) {
      expect(Number(call.agent)).toBeGreaterThan(45);
      expect(call.completedEpochMilliseconds).toBeGreaterThan(call.connectedEpochMilliseconds ?? Infinity);
    }
    const counted = records.map((record) => ({ ...record, counted: true }));
    expect(secondLineSummary(transferred, counted, plan.compression)).toMatchObject({
      transferred: transferred.length,
      answered: transferred.length,
    });
    // a tenth of the rings of a hundred callers
    expect(pbxOverhead(counted, pbxEvents).ringsUnanswered).toBeGreaterThan(0);
  });
});
