import { describe, expect, it } from "vitest";
import { crossCheck } from "../../src/campaign/cross-check.ts";
import { pbxOverhead } from "../../src/campaign/pbx-overhead.ts";
import { planRun } from "../../src/campaign/plan-run.ts";
import { secondLineSummary } from "../../src/campaign/second-line-summary.ts";
import { teamMembersOf } from "../../src/campaign/team-members.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { familyQueuesOf } from "../../src/trace/family-queues.ts";
import { mostAgents } from "../../src/trace/staff-steps.ts";
import { topicsOf } from "../../src/trace/topics.ts";
import { transfersOf } from "../../src/trace/transfers.ts";
import { expectAgreement } from "./asterisk/expect-agreement.ts";
import { floodOwnAsterisk, lackOfAsterisk } from "./asterisk/flood-asterisk.ts";

const lack = await lackOfAsterisk();
const title = (text: string): string => (lack === undefined ? text : `${text} (skipped: ${lack})`);

/** Two lines, a queue for each topic family, rings that nobody answers: what a scenario can ask of Asterisk's queues. */
const busyPlan = () => {
  const settings = [
    "arrivals.callsPerDay=12000",
    "staff.onDuty=45",
    "staff.noAnswerShare=10%",
    "queue.families=apart",
    "queue.strategy=rrmemory",
    "queue.timeout=1s",
    "queue.retry=1s",
    "routing.teams[3].schedule=[{from: '08:00', to: '20:00', agents: 3}]",
    "routing.calls[2].transfer.probability=50%",
    "routing.calls[2].transfer.talk={distribution: exponential, mean: 1m}",
  ];
  return planRun({
    scenario: loadScenario("scenarios/hotline-sante-transfer.yaml", settings),
    seed: 1,
    // from the opening on, before which there is no lead-in
    windowStartSeconds: 8 * 3600,
    windowEndSeconds: 8 * 3600 + 300,
    compression: 50,
    force: true,
  });
};

describe.skipIf(lack !== undefined)(title("several queues and a second line of Asterisk"), () => {
  it("keep their books: one record a call, each in its family's queue, and every transfer a second wait", async () => {
    const plan = busyPlan();
    const { result, pbx } = await floodOwnAsterisk({ plan, dispatch: "woken" });
    const { records, load, pbxEvents } = result;
    // how late calls were is the machine's; nothing else may be wrong with the load
    expect(load.reasons.filter((reason) => !reason.startsWith("Calls started up to"))).toEqual([]);
    expect(load.placed).toBe(load.planned);
    expect(new Set(records.map(({ callId }) => callId)).size).toBe(records.length);
    expect(records.filter(({ attempt }) => attempt === 1).length).toBe(plan.trace.callers);
    expect(records.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    const { queues: checked } = expectAgreement(
      crossCheck(records, pbxEvents, plan.compression),
      load.planned,
    );
    expect(new Set(checked?.map(({ queue }) => queue))).toEqual(
      new Set(records.flatMap(({ queue, counted }) => (counted ? [queue] : []))),
    );
    expect(checked?.reduce((sum, { calls }) => sum + calls, 0)).toBe(load.planned);

    const topics = topicsOf(plan.scenario);
    for (const { callId, queue } of records) {
      const topic = plan.trace.topic[Number(callId.split("-")[0])] ?? -1;
      expect(queue).toBe(topics[topic]?.family);
    }

    const answered = records.filter(({ outcome }) => outcome === "answered");
    // whoever answered has the skill of that family: the teams are numbered through, one after the other
    const teams = teamMembersOf(plan.scenario, plan.staff) ?? [];
    const queues = familyQueuesOf(plan.scenario);
    const keysOf = teams.flatMap(({ staffSteps, queues }) =>
      Array.from({ length: mostAgents(staffSteps) }, () => queues.map(({ key }) => key)),
    );
    expect(keysOf.length).toBe(45);
    for (const { queue, agent } of answered) {
      const key = queues?.keys[queues.families.indexOf(queue)];
      expect(keysOf[Number(agent) - 1]).toContain(key);
    }
    const transferred = pbx.secondLine?.() ?? [];
    expect(transferred.length).toBeGreaterThan(10);
    // a call is put through once at most, after it was answered, and everybody is answered by the second line alone
    const calls = transferred.map(({ callId }) => callId?.split("///")[0]);
    expect(new Set(calls).size).toBe(calls.length);
    expect(calls.filter((call) => !answered.some(({ callId }) => callId === call))).toEqual([]);
    // three people for the work of six: who has waited there as long as his second patience lasts hangs up
    const second = transfersOf(plan.scenario, plan.trace);
    const gaveUp = transferred.filter((call) => call.connectedEpochMilliseconds === undefined);
    const talked = transferred.filter((call) => call.connectedEpochMilliseconds !== undefined);
    expect(Math.min(gaveUp.length, talked.length)).toBeGreaterThan(3);
    const early = gaveUp
      .map(({ callId, joinedEpochMilliseconds, abandonedEpochMilliseconds }) => {
        const waited = ((abandonedEpochMilliseconds ?? 0) - joinedEpochMilliseconds) / 1000;
        const patience = second?.of(Number(callId?.split("-")[0]))?.patienceSeconds ?? Infinity;
        return patience / plan.compression - waited;
      })
      .sort((one, other) => one - other);
    // a timer is right to the millisecond or late; the event before it may be held up on a busy machine
    expect(early[Math.floor((early.length - 1) / 2)]).toBeLessThan(0.005);
    expect(early.at(-1)).toBeLessThan(1);
    for (const call of talked) {
      expect(Number(call.agent)).toBeGreaterThan(45);
      expect(call.completedEpochMilliseconds).toBeGreaterThan(call.connectedEpochMilliseconds ?? Infinity);
    }
    const counted = records.map((record) => ({ ...record, counted: true }));
    expect(secondLineSummary(transferred, counted, plan.compression)).toMatchObject({
      transferred: transferred.length,
      answered: talked.length,
      abandoned: gaveUp.length,
    });
    // a tenth of the rings of a hundred callers
    expect(pbxOverhead(counted, pbxEvents).ringsUnanswered).toBeGreaterThan(0);
  });
});
