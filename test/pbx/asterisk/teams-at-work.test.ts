import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAmiFramer } from "../../../src/pbx/asterisk/ami-message.ts";
import { dispatchOfQueues } from "../../../src/pbx/asterisk/dispatch.ts";
import { readQueueEvent } from "../../../src/pbx/asterisk/queue-events.ts";
import { createTeamsAtWork, mostOfTeams } from "../../../src/pbx/asterisk/teams-at-work.ts";
import { fakeManager } from "./fake-manager.ts";

const START = 1_700_000_000_000;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("agents of several teams", () => {
  const teams = [
    {
      staffSteps: [{ startSeconds: 0, endSeconds: 1000, agents: 2 }],
      memberships: [{ queue: "line-1", penalty: 0 }],
    },
    {
      staffSteps: [
        { startSeconds: 0, endSeconds: 100, agents: 1 },
        { startSeconds: 100, endSeconds: 1000, agents: 2 },
      ],
      memberships: [
        { queue: "line-1", penalty: 1 },
        { queue: "line-2", penalty: 0 },
      ],
    },
  ];

  it("are numbered through, each in the queues of the team, and come by its schedule", async () => {
    const { told, link } = fakeManager();
    const atWork = createTeamsAtWork(link, teams, () => {});
    expect(mostOfTeams(teams)).toBe(4);
    await atWork.begin(0);
    expect(told).toEqual([
      "QueueAdd line-1 PJSIP/agent1 0",
      "QueueAdd line-1 PJSIP/agent2 0",
      "QueueAdd line-1 PJSIP/agent3 1",
      "QueueAdd line-2 PJSIP/agent3 0",
    ]);
    told.length = 0;
    atWork.startClock({ originEpochMilliseconds: START, originScenarioSeconds: 0, compression: 10 }, 0);
    vi.advanceTimersByTime(10_001);
    expect(told).toEqual(["QueueAdd line-1 PJSIP/agent4 1", "QueueAdd line-2 PJSIP/agent4 0"]);
    atWork.stop();
  });

  it("are paused everywhere for talk and wrap-up, whichever queue the call came from", async () => {
    const { told, link } = fakeManager();
    const atWork = createTeamsAtWork(link, teams, () => {});
    await atWork.begin(0);
    told.length = 0;
    atWork.talks("3");
    atWork.wrapsUp("3", 500);
    expect(atWork.inWrapUp()).toBe(1);
    vi.advanceTimersByTime(501);
    expect(told).toEqual(["QueuePause PJSIP/agent3 true", "QueuePause PJSIP/agent3 false"]);
    expect(atWork.inWrapUp()).toBe(0);
    atWork.stop();
  });
});

describe("woken dispatch of queues with agents of their own", () => {
  it("wakes who waits longest in that queue, not in all of them", () => {
    const { told, link } = fakeManager();
    const dispatch = dispatchOfQueues(link, "woken");
    const note = (queue: string, text: string): void => {
      const [message] = createAmiFramer()(`Timestamp: 1700000000.5\r\n${text}\r\nQueue: ${queue}\r\n\r\n`);
      const read = message === undefined ? undefined : readQueueEvent(message);
      if (read !== undefined) dispatch.note(queue, read);
    };
    note("line-1", "Event: QueueCallerJoin\r\nChannel: first");
    note("line-2", "Event: QueueCallerJoin\r\nChannel: second");
    note("line-2", "Event: QueueMemberStatus\r\nInterface: PJSIP/agent3\r\nStatus: 1\r\nPaused: 0");
    expect(told).toEqual(["PlayDTMF second 1 true"]);
    dispatch.stop();
  });
});
