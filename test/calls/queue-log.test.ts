import { describe, expect, it } from "vitest";
import { importNotes, newImportLog } from "../../src/calls/import-log.ts";
import { readQueueLog } from "../../src/calls/queue-log.ts";
import { zoneOffset } from "../../src/calls/time-format.ts";

// 2020-03-17 09:00:00 UTC
const NINE = 1_584_435_600;

const read = (lines: readonly string[], offset: (epochSeconds: number) => number = () => 0) => {
  const log = newImportLog();
  return { calls: [...readQueueLog(lines, offset, log)], log, notes: importNotes(log) };
};

const at = (seconds: number, rest: string): string => `${NINE + seconds}|${rest}`;

describe("reading a queue_log", () => {
  it("follows calls from entering to their end, by Asterisk's own counts", () => {
    const { calls, log } = read([
      at(0, "NONE|NONE|NONE|QUEUESTART|"),
      at(10, "c1|general|NONE|ENTERQUEUE||+35299000001|1"),
      at(12, "c2|general|NONE|ENTERQUEUE||+35299000002|2"),
      at(20, "c1|general|SIP/7|CONNECT|10|m1|4"),
      at(27, "c2|general|NONE|ABANDON|1|2|15"),
      at(80, "c1|general|SIP/7|COMPLETECALLER|10|60|1"),
    ]);
    expect(calls).toEqual([
      {
        arrivalSeconds: 9 * 3600 + 12,
        queue: "general",
        callerId: "+35299000002",
        outcome: "abandoned",
        waitSeconds: 15,
      },
      {
        arrivalSeconds: 9 * 3600 + 10,
        queue: "general",
        callerId: "+35299000001",
        outcome: "answered",
        waitSeconds: 10,
        ringSeconds: 4,
        talkSeconds: 60,
        agent: "SIP/7",
      },
    ]);
    expect(log.firstDate).toBe("2020-03-17");
  });

  it("takes lengths that the log does not count from a clock that no summer time moves", () => {
    // 2026-03-29 00:59:50 UTC, ten seconds before clocks in Luxembourg go on by an hour
    const before = 1_774_745_990;
    const { calls, notes } = read(
      [
        `${before}|c1|q|NONE|ENTERQUEUE||1|1`,
        `${before}|c2|q|NONE|ENTERQUEUE||2|2`,
        `${before + 5}|c1|q|A|CONNECT|5|m|1`,
        `${before + 30}|c2|q|NONE|ABANDON`,
        `${before + 65}|c1|q|A|ATTENDEDTRANSFER|BRIDGE|b`,
      ],
      zoneOffset("Europe/Luxembourg"),
    );
    expect(
      calls.map(({ arrivalSeconds, waitSeconds, talkSeconds }) => [arrivalSeconds, waitSeconds, talkSeconds]),
    ).toEqual([
      [7190, 30, undefined],
      [7190, 5, 60],
    ]);
    expect(notes.join()).not.toContain("backwards");
  });

  it("takes callers put out by the queue and calls in progress as censored", () => {
    const { calls, notes } = read([
      at(0, "c1|general|NONE|ENTERQUEUE||1|1"),
      at(1, "c2|general|NONE|ENTERQUEUE||2|1"),
      at(2, "c3|general|NONE|ENTERQUEUE||3|1"),
      at(5, "c2|general|A|CONNECT|4|m|1"),
      at(60, "c1|general|NONE|EXITWITHTIMEOUT|1|1|60"),
      at(100, "c9|other|NONE|FULL"),
    ]);
    expect(
      calls.map(({ outcome, waitSeconds, talkSeconds, talkIsOpen }) => [
        outcome,
        waitSeconds,
        talkSeconds,
        talkIsOpen,
      ]),
    ).toEqual([
      ["censored", 60, undefined, undefined],
      ["blocked", undefined, undefined, undefined],
      ["answered", 4, 95, true],
      ["censored", 98, undefined, undefined],
    ]);
    expect(notes.join("\n")).toContain("2 calls were in progress at the end of the log");
    expect(notes.join("\n")).toContain("1 call was refused before the queue");
  });

  it("takes calls refused before the queue as blocked calls of nobody: no wait, no caller, no calling again", () => {
    const refusals = ["FULL", "JOINEMPTY", "JOINUNAVAIL"].map((event, i) => at(i, `c${i}|q|NONE|${event}`));
    const { calls, notes } = read([
      ...refusals,
      // whoever was refused may well be this one; the log leaves it open
      at(20, "c5|q|NONE|ENTERQUEUE||+35299000001|1"),
      at(30, "c5|q|NONE|ABANDON|1|1|10"),
    ]);
    expect(calls.slice(0, 3).map((call) => ({ ...call, arrivalSeconds: 0 }))).toEqual(
      refusals.map(() => ({ arrivalSeconds: 0, queue: "q", outcome: "blocked" })),
    );
    expect(notes.join("\n")).toContain(
      "3 calls were refused before the queue (full or empty); they count as blocked.",
    );
    expect(notes.join("\n")).toContain("calling again after it is not known");
  });

  it("ends every talk: transferred blind by its count, attended by the clock", () => {
    const { calls } = read([
      at(0, "c1|q|NONE|ENTERQUEUE||1|1"),
      at(0, "c2|q|NONE|ENTERQUEUE||2|1"),
      at(5, "c1|q|A|CONNECT|5|m|2"),
      at(6, "c2|q|B|CONNECT|6|m|2"),
      at(50, "c1|q|A|BLINDTRANSFER|600|default|5|45|1"),
      at(66, "c2|q|B|ATTENDEDTRANSFER|BRIDGE|x|6|60|1"),
    ]);
    expect(calls.map(({ talkSeconds }) => talkSeconds)).toEqual([45, 60]);
  });

  it("says what it could not use, and how often the clock went backwards", () => {
    const { calls, notes } = read([
      at(0, "c1|q|NONE|ENTERQUEUE||1|1"),
      "no line of a log",
      at(30, "c7|q|A|COMPLETEAGENT|1|2|1"),
      at(-10, "c1|q|A|CONNECT||m|"),
      at(40, "c2|q|NONE|ENTERQUEUE||1|1"),
      at(50, "c2|q|NONE|ABANDON|1|1|10"),
    ]);
    expect(calls).toHaveLength(1);
    const said = notes.join("\n");
    expect(said).toContain("the line is no entry of a queue_log");
    expect(said).toContain("COMPLETEAGENT of a call that was not connected in this log");
    expect(said).toContain("answered before it entered: the clock went backwards");
    expect(said).toContain("The clock goes backwards in 1 line");
  });

  it("cuts off what a restart of Asterisk cut off", () => {
    const { calls } = read([
      at(0, "c1|q|NONE|ENTERQUEUE||1|1"),
      at(30, "NONE|NONE|NONE|QUEUESTART|"),
      at(90, "c2|q|NONE|ENTERQUEUE||1|1"),
      at(91, "c2|q|NONE|ABANDON|1|1|1"),
    ]);
    expect(calls.map(({ outcome, waitSeconds }) => [outcome, waitSeconds])).toEqual([
      ["censored", 30],
      ["abandoned", 1],
    ]);
  });

  it("tells times as the clock on the wall did, summer time included", () => {
    const luxembourg = zoneOffset("Europe/Luxembourg");
    // 29 March 2020, 01:00 UTC: summer time begins
    expect(luxembourg(1_585_443_600 - 1)).toBe(3600);
    expect(luxembourg(1_585_443_600)).toBe(7200);
    const { calls } = read(
      [at(0, "c1|q|NONE|ENTERQUEUE||1|1"), at(9, "c1|q|NONE|ABANDON|1|1|9")],
      luxembourg as () => number,
    );
    expect(calls[0]?.arrivalSeconds).toBe(10 * 3600);
  });
});
