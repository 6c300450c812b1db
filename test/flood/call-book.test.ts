import { describe, expect, it } from "vitest";
import { openCallBook } from "../../src/flood/call-book.ts";
import { callRecord } from "../../src/flood/call-records.ts";
import type { CallerEvent, CallerEventName } from "../../src/flood/caller-log.ts";
import { mergePbxEvents } from "../../src/flood/merge-pbx-events.ts";
import { smallPlan } from "./small-plan.ts";

const ORIGIN = 1_000_000;
const event = (
  name: CallerEventName,
  row: number,
  attempt: number,
  at: number,
  detail = "",
): CallerEvent => ({
  name,
  row,
  attempt,
  detail,
  tick: at,
  epochMilliseconds: ORIGIN + at,
});

const plan = smallPlan(
  [
    { arrivalSeconds: 10, patienceSeconds: 30 },
    { arrivalSeconds: 20, patienceSeconds: 30 },
  ],
  { compression: 10, windowStartSeconds: 15, windowEndSeconds: 100, leadInSeconds: 15 },
);
const clock = { originEpochMilliseconds: ORIGIN, originScenarioSeconds: 0, compression: 10 };
const open = () =>
  openCallBook({
    callers: 2,
    firstDueEpoch: (row) => ORIGIN + [1000, 2000][row]!,
    epochOfTick: (tick) => ORIGIN + tick,
  });

describe("the books of a flood", () => {
  it("turn the events of a call into its record: waits in scenario time, set-up in wall time", () => {
    const book = open();
    for (const entered of [
      event("invited", 0, 1, 1003),
      event("ringing", 0, 1, 1010, "180"),
      event("accepted", 0, 1, 1503, "200"),
      event("byeCame", 0, 1, 2503),
      event("finished", 0, 0, 2505),
    ]) {
      book.enter(entered);
    }
    const courses = book.courses();
    const call = { callId: "0-1///1-99@127.0.0.1", callerNumber: "n0" };
    const at = (milliseconds: number) => ORIGIN + milliseconds;
    mergePbxEvents(
      courses,
      [
        { kind: "available", epochMilliseconds: at(3100), agent: "agent-1" },
        { kind: "ringing", epochMilliseconds: at(1300), call, agent: "agent-1" },
        { kind: "connected", epochMilliseconds: at(1500), call, agent: "agent-1" },
        { kind: "completed", epochMilliseconds: at(2500), call, agent: "agent-1", endedBy: "agent" },
      ],
      () => undefined,
    );
    expect(callRecord(courses[0]!, plan, clock)).toEqual({
      callId: "0-1",
      callerId: "0",
      callerNumber: "n0",
      attempt: 1,
      queue: "general",
      arrivalSeconds: 10,
      outcome: "answered",
      waitSeconds: 5,
      ringSeconds: 2,
      talkSeconds: 10,
      wrapUpSeconds: 6,
      agent: "agent-1",
      patienceSeconds: 30,
      setupMilliseconds: 7,
      sipStatus: 200,
      plannedMilliseconds: 1000,
      sentMilliseconds: 1003,
      counted: false,
    });
  });

  it("hold an attempt for every caller, one that was never placed being failed", () => {
    const records = open()
      .courses()
      .map((course) => callRecord(course, plan, clock));
    expect(records.map(({ callId, outcome, counted }) => ({ callId, outcome, counted }))).toEqual([
      { callId: "0-1", outcome: "failed", counted: false },
      { callId: "1-1", outcome: "failed", counted: true },
    ]);
    expect(records[0]).not.toHaveProperty("sentMilliseconds");
  });

  it("open a further attempt when the caller says that he will call again, due when he said", () => {
    const book = open();
    book.enter(event("invited", 0, 1, 1000));
    book.enter(event("gaveUp", 0, 1, 4000));
    expect(book.inProgress()).toBe(1);
    book.enter(event("redials", 0, 1, 4004, "5000.000000"));
    expect(book.inProgress()).toBe(0);
    const redial = book.courses().find(({ attempt }) => attempt === 2)!;
    expect(callRecord(redial, plan, clock)).toMatchObject({
      callId: "0-2",
      arrivalSeconds: 50,
      plannedMilliseconds: 5000,
      counted: true,
    });
  });

  it("find the attempt of a PBX event by the caller's number where the Call-ID is not ours", () => {
    const book = open();
    book.enter(event("invited", 1, 1, 2000));
    book.enter(event("accepted", 1, 1, 2100, "200"));
    const courses = book.courses();
    mergePbxEvents(
      courses,
      [
        {
          kind: "connected",
          epochMilliseconds: ORIGIN + 2100,
          call: { callId: "b2bua-7", callerNumber: "n1" },
          agent: "agent-3",
        },
      ],
      (number) => (number === "n1" ? 1 : undefined),
    );
    expect(courses.find(({ row }) => row === 1)?.agent).toBe("agent-3");
  });

  it("take a note that names no agent for none", () => {
    const book = open();
    book.enter(event("invited", 0, 1, 1000));
    book.enter(event("noted", 0, 1, 1100, "false"));
    expect(book.courses()[0]?.takenEpoch).toBeUndefined();
  });
});
