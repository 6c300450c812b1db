import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runQueues, teamsOf } from "../../../src/pbx/asterisk/asterisk-queues.ts";
import { handlingOfCallers } from "../../../src/pbx/asterisk/telephones.ts";
import type { PbxEvent } from "../../../src/pbx/pbx.ts";
import { fakeManager } from "./fake-manager.ts";

const START = 1_700_000_000_000;
const ALL_DAY = [{ startSeconds: 0, endSeconds: 86_400, agents: 2 }];
const CALLER = "0199000001";
const CALL_ID = "0-1///1-77@127.0.0.1";

const OPTIONS = {
  queueName: "general",
  mode: "ringing",
  staffSteps: ALL_DAY,
  handlingByCaller: new Map([[CALLER, { talkSeconds: 60, wrapUpSeconds: 20 }]]),
  defaultHandling: { talkSeconds: 60, wrapUpSeconds: 0 },
  dispatch: "native",
} as const;

const running = () => {
  const manager = fakeManager();
  const events: PbxEvent[] = [];
  // ten times as fast as life
  const queues = runQueues(
    manager.link,
    OPTIONS,
    (seconds) => seconds * 100,
    (event) => void events.push(event),
  );
  const say = (name: string, more: string): void =>
    manager.say(`Event: ${name}\nTimestamp: ${Date.now() / 1000}\nQueue: general\n${more}`);
  return { ...manager, queues, events, say };
};

const NAMED = `CallerIDNum: ${CALLER}\nChanVariable: SIPCALLID=${CALL_ID}\nInterface: PJSIP/agent1`;
const UNNAMED = "CallerIDNum: <unknown>\nInterface: PJSIP/agent1\nReason: caller";

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("an Asterisk's queues", () => {
  it("have everybody in every queue where no teams are given", () => {
    expect(teamsOf({ ...OPTIONS, furtherQueues: ["medicine"] })).toMatchObject([
      { staffSteps: ALL_DAY, memberships: [{ penalty: 0 }, { penalty: 0 }] },
    ]);
  });

  it("send an agent into the wrap-up of the caller who was served, though Asterisk names nobody at the end", () => {
    const { queues, events, say } = running();
    say("AgentConnect", NAMED);
    say("AgentComplete", UNNAMED);
    expect(events.map(({ kind }) => kind)).toEqual(["connected", "completed"]);
    expect(events[1]).toMatchObject({ call: { callerNumber: CALLER, callId: CALL_ID } });
    expect(queues.inWrapUp()).toBe(1);
    // 20 s, ten times as fast
    vi.advanceTimersByTime(2000);
    expect(queues.inWrapUp()).toBe(0);
    queues.stop();
  });

  it("forget who talked to whom in a restart, as Asterisk does", () => {
    const { queues, events, say, restart } = running();
    say("AgentConnect", NAMED);
    restart();
    say("AgentComplete", UNNAMED);
    expect(events[1]).toMatchObject({ kind: "completed", call: { callerNumber: "<unknown>" } });
    expect(queues.inWrapUp()).toBe(0);
    queues.stop();
  });

  it("tell of an agent who is free, and not of one who is paused", () => {
    const { queues, events, say } = running();
    say("QueueMemberStatus", "Interface: PJSIP/agent1\nStatus: 1\nPaused: 1");
    say("QueueMemberStatus", "Interface: PJSIP/agent2\nStatus: 1\nPaused: 0");
    expect(events).toEqual([{ kind: "available", epochMilliseconds: START, agent: "2" }]);
    queues.stop();
  });
});

describe("the agents' telephones", () => {
  it("put through the callers of the second line and no others", () => {
    const second = { patienceSeconds: 30, talkSeconds: 60, wrapUpSeconds: 5 };
    const handling = handlingOfCallers(
      {
        ...OPTIONS,
        handlingByCaller: new Map([
          [CALLER, { talkSeconds: 60, wrapUpSeconds: 20, ringsMissed: 2 }],
          ["0199000002", { talkSeconds: 30, wrapUpSeconds: 20 }],
        ]),
        hangUp: "agent",
        ringSeconds: 1,
        secondLine: { agents: 1, calls: new Map([["0199000002", second]]) },
      },
      (talkSeconds, ringsMissed = 0) => ({
        ringMilliseconds: 0,
        talkMilliseconds: talkSeconds * 1000,
        ringsMissed,
      }),
    );
    expect(handling.get(CALLER)).toMatchObject({
      talkMilliseconds: 60_000,
      ringsMissed: 2,
      transferred: false,
    });
    expect(handling.get("0199000002")).toMatchObject({ talkMilliseconds: 30_000, transferred: true });
  });
});
