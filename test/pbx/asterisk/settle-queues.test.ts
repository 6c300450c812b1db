import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { settleQueues } from "../../../src/pbx/asterisk/settle-queues.ts";

describe("the end of a flood of Asterisk", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  /** Lets so much time pass by the clock, and long enough in fact for two looks at it. */
  const passes = async (milliseconds: number): Promise<void> => {
    vi.setSystemTime(Date.now() + milliseconds);
    await pause(60);
  };
  const settling = (inWrapUp: () => number, engaged: () => number) => {
    let isOver = false;
    const settled = settleQueues({ inWrapUp, engaged }).then(() => {
      isOver = true;
    });
    return { settled, isOver: () => isOver };
  };

  it("comes at once where everybody is free", async () => {
    await settling(
      () => 0,
      () => 0,
    ).settled;
  });

  it("waits for wrap-ups, and then for Asterisk's word that the agent is free", async () => {
    let inWrapUp = 1;
    let engaged = 1;
    const { settled, isOver } = settling(
      () => inWrapUp,
      () => engaged,
    );
    await passes(3000);
    expect(isOver()).toBe(false);
    inWrapUp = 0;
    await passes(500);
    expect(isOver()).toBe(false);
    engaged = 0;
    await passes(20);
    expect(isOver()).toBe(true);
    await settled;
  });

  it("waits for the end of a call that Asterisk has not told yet, and for its wrap-up", async () => {
    let inWrapUp = 0;
    const { settled, isOver } = settling(
      () => inWrapUp,
      () => 1,
    );
    await passes(500);
    inWrapUp = 1;
    await passes(2000);
    expect(isOver()).toBe(false);
    inWrapUp = 0;
    await passes(1100);
    await settled;
  });

  it("waits for no Asterisk that tells nothing any more, and for no wrap-up without end", async () => {
    const dead = settling(
      () => 0,
      () => 5,
    );
    await passes(1100);
    await dead.settled;
    const endless = settling(
      () => 1,
      () => 1,
    );
    await passes(10_100);
    await endless.settled;
  });
});
