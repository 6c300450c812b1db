import { describe, expect, it, vi } from "vitest";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { watchHopeless } from "../../src/campaign/hopeless-run.ts";
import { parseThreshold } from "../../src/gate/parse-threshold.ts";

const calls = (count: number, abandonedOf10: number): readonly CallRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    callId: `${i}-1`,
    callerId: String(i),
    callerNumber: `0199${i}`,
    attempt: 1,
    queue: "general",
    arrivalSeconds: i,
    waitSeconds: 5,
    outcome: i % 10 < abandonedOf10 ? ("abandoned" as const) : ("answered" as const),
    counted: true,
  }));

const threshold = (abortOnFail: boolean) => ({ ...parseThreshold("abandonment: rate<5%"), abortOnFail });
const CONTEXT = { withinSeconds: 20 };

describe("a watch on a run's thresholds", () => {
  it("stops a run once that cannot meet one any more, and names it", () => {
    const told = vi.fn();
    const watch = watchHopeless([threshold(true)], CONTEXT, told);
    watch.look(() => calls(400, 0));
    expect(watch.signal.aborted).toBe(false);
    expect(watch.lost()).toEqual([]);
    watch.look(() => calls(400, 5));
    watch.look(() => calls(500, 5));
    expect(watch.signal.aborted).toBe(true);
    expect(watch.lost()).toEqual(["abandonment: rate<5%"]);
    expect(told.mock.calls).toEqual([[["abandonment: rate<5%"]]]);
  });

  it("makes no records where no threshold ends a run early", () => {
    const endedSoFar = vi.fn(() => calls(400, 5));
    const watch = watchHopeless([threshold(false)], CONTEXT, () => {});
    watch.look(endedSoFar);
    expect(endedSoFar).not.toHaveBeenCalled();
    expect(watch.signal.aborted).toBe(false);
  });
});
