import { describe, expect, it } from "vitest";
import { createAmiFramer } from "../../../src/pbx/asterisk/ami-message.ts";
import { readQueueEvent } from "../../../src/pbx/asterisk/queue-events.ts";
import { createWaker } from "../../../src/pbx/asterisk/wake-callers.ts";

const read = (text: string) => {
  const [message] = createAmiFramer()(`${text.trim().replaceAll("\n", "\r\n")}\r\n\r\n`);
  if (message === undefined) throw new Error("no message");
  return readQueueEvent(message);
};

describe("Asterisk's queue events", () => {
  it("carry the caller's number, the Call-ID and the time to the microsecond", () => {
    expect(
      read(`Event: QueueCallerJoin
Timestamp: 1700000000.123456
Channel: PJSIP/anonymous-00000001
CallerIDNum: +33199000001
ChanVariable: SIPCALLID=1-77@127.0.0.1
Queue: line-general
Position: 1`),
    ).toEqual({
      kind: "event",
      channel: "PJSIP/anonymous-00000001",
      event: {
        kind: "joined",
        epochMilliseconds: 1_700_000_000_123.456,
        call: { callId: "1-77@127.0.0.1", callerNumber: "+33199000001" },
      },
    });
  });

  it("tell a refused caller from one who hung up", () => {
    const hangup = (cause: number, context: string) =>
      read(`Event: Hangup
Timestamp: 1700000000.5
Channel: PJSIP/anonymous-00000001
Context: ${context}
Cause: ${cause}`);
    expect(hangup(34, "callers")).toMatchObject({ event: { kind: "blocked", sipStatus: 503 } });
    expect(hangup(16, "callers")).toBeUndefined();
    expect(hangup(17, "agents")).toBeUndefined();
  });
});

describe("waking callers", () => {
  const joined = (channel: string) =>
    ({
      kind: "event",
      channel,
      event: { kind: "joined", epochMilliseconds: 0, call: { callerNumber: channel } },
    }) as const;
  const member = (agent: string, state: "free" | "busy", paused = false) =>
    ({ kind: "member", agent, state, paused, epochMilliseconds: 0 }) as const;

  it("wakes the longest waiting, as many as there are free agents", () => {
    const waker = createWaker();
    for (const channel of ["a", "b", "c"]) waker.note(joined(channel));
    expect(waker.toWake()).toEqual([]);
    expect(waker.note(member("1", "free"))).toBe(true);
    waker.note(member("2", "free"));
    expect(waker.toWake()).toEqual(["a", "b"]);
  });

  it("wakes nobody for an agent in wrap-up, nor one whose telephone rings", () => {
    const waker = createWaker();
    waker.note(joined("a"));
    waker.note(member("1", "free", true));
    expect(waker.toWake()).toEqual([]);
    waker.note(member("1", "free"));
    waker.note({
      kind: "event",
      channel: "a",
      event: { kind: "ringing", epochMilliseconds: 0, call: { callerNumber: "a" }, agent: "1" },
    });
    expect(waker.toWake()).toEqual([]);
  });

  it("leaves alone those who gave up or were connected", () => {
    const waker = createWaker();
    for (const channel of ["a", "b"]) waker.note(joined(channel));
    waker.note({ kind: "left", channel: "a" });
    waker.note(member("1", "free"));
    expect(waker.toWake()).toEqual(["b"]);
  });
});
