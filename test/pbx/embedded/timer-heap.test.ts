import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTimerHeap } from "../../../src/pbx/embedded/timer-heap.ts";

describe("the timer heap", () => {
  it("does everything in order of its time, then of its making, and nothing that was cancelled", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ due: fc.nat(50), cancelled: fc.boolean() }), { maxLength: 3_000, size: "max" }),
        (entries) => {
          const heap = createTimerHeap();
          const done: number[] = [];
          const appointments = entries.map(({ due }, index) => heap.add(due, () => done.push(index)));
          entries.forEach(({ cancelled }, index) => {
            if (cancelled) appointments[index]?.cancel();
          });
          heap.run(25);
          heap.run(50);
          const expected = entries
            .map((entry, index) => ({ ...entry, index }))
            .filter((entry) => !entry.cancelled)
            .sort((a, b) => a.due - b.due || a.index - b.index)
            .map((entry) => entry.index);
          expect(done).toEqual(expected);
          expect(heap.nextDue()).toBeUndefined();
        },
      ),
      { seed: 12, numRuns: 60 },
    );
  });

  it("does what is added meanwhile if it is due as well", () => {
    const heap = createTimerHeap();
    const done: string[] = [];
    heap.add(1, () => {
      done.push("first");
      heap.add(2, () => done.push("added"));
      heap.add(9, () => done.push("later"));
    });
    heap.run(5);
    expect(done).toEqual(["first", "added"]);
    expect(heap.nextDue()).toBe(9);
  });

  it("sweeps out what was cancelled when that is most of it", () => {
    const heap = createTimerHeap();
    const appointments = Array.from({ length: 10_000 }, (_, n) => heap.add(n, () => {}));
    for (const appointment of appointments.slice(10)) appointment.cancel();
    expect(heap.size()).toBeLessThan(2_100);
    expect(heap.nextDue()).toBe(0);
  });
});
