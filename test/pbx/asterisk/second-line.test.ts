import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSecondLine } from "../../../src/pbx/asterisk/second-line.ts";
import { fakeManager, managerMessage } from "./fake-manager.ts";

const START = 1_700_000_000_000;
const COMPRESSION = 10;
const second = { patienceSeconds: 30, talkSeconds: 60, wrapUpSeconds: 5 };
const callId = (row: number): string => `${row}-1///${row + 1}-77@127.0.0.1`;

const event = (name: string, row: number, more = "") =>
  managerMessage(`Event: ${name}
Timestamp: ${Date.now() / 1000}
Channel: PJSIP/anonymous-${row}
CallerIDNum: 019900000${row}
ChanVariable: SIPCALLID=${callId(row)}
Queue: second-line${more}`);

describe("a second wait", () => {
  const told: string[] = [];
  const lineOf = (numbers: readonly string[]) =>
    createSecondLine(
      fakeManager().link,
      { agents: 1, calls: new Map(numbers.map((number) => [number, second])) },
      10,
      "native",
      (seconds) => (seconds * 1000) / COMPRESSION,
      (leaving) => void told.push(leaving),
    );
  beforeEach(() => {
    vi.useFakeTimers({ now: START });
    told.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("ends when its own patience is over, and the caller is told then", () => {
    const line = lineOf(["0199000001"]);
    line.take(event("QueueCallerJoin", 1));
    // 30 s, ten times as fast as life
    vi.advanceTimersByTime(2990);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(20);
    expect(told).toEqual([callId(1)]);
    line.take(event("QueueCallerAbandon", 1));
    expect(line.calls()).toMatchObject([{ callId: callId(1), abandonedEpochMilliseconds: START + 3010 }]);
    line.stop();
  });

  it("goes on while a telephone rings, and ends with the answer", () => {
    const line = lineOf(["0199000001", "0199000002"]);
    for (const row of [1, 2]) {
      line.take(event("QueueCallerJoin", row));
      line.take(event("AgentCalled", row, `\nInterface: PJSIP/agent1${row}`));
    }
    vi.advanceTimersByTime(2900);
    line.take(event("AgentConnect", 2, "\nInterface: PJSIP/agent12"));
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([callId(1)]);
    line.stop();
  });

  it("of a caller whom nobody expected there is left alone, and so is every wait of a line that is closed", () => {
    const line = lineOf(["0199000001"]);
    line.take(event("QueueCallerJoin", 1));
    line.take(event("QueueCallerJoin", 3));
    line.stop();
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
  });
});
