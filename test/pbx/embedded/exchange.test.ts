import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAgentRoster } from "../../../src/pbx/embedded/agent-roster.ts";
import { createExchange } from "../../../src/pbx/embedded/exchange.ts";
import type { PbxEvent } from "../../../src/pbx/pbx.ts";
import { createManualTime } from "./manual-time.ts";

interface Caller {
  readonly arrival: number;
  readonly patience: number;
  readonly talk: number;
  readonly wrapUp: number;
}
type Fate = readonly ["answered" | "abandoned", number];

/**
 * First come first served by hand: callers in order of arrival, each taking the
 * agent who is free first. All in milliseconds.
 */
const byHand = (callers: readonly Caller[], agents: number, ring: number): Fate[] => {
  const freeAt = Array.from({ length: agents }, () => 0);
  return callers.map(({ arrival, patience, talk, wrapUp }) => {
    freeAt.sort((a, b) => a - b);
    const reached = Math.max(arrival, freeAt[0] ?? Number.POSITIVE_INFINITY);
    const givesUp = arrival + patience;
    if (reached >= givesUp) return ["abandoned", patience];
    if (reached + ring > givesUp) {
      freeAt[0] = givesUp;
      return ["abandoned", patience];
    }
    freeAt[0] = reached + ring + talk + wrapUp;
    return ["answered", reached + ring - arrival];
  });
};

const throughExchange = (
  callers: readonly Caller[],
  agents: number,
  ring: number,
): { readonly fates: Fate[]; readonly busiest: number } => {
  const time = createManualTime(0);
  const events: PbxEvent[] = [];
  const exchange = createExchange(
    {
      ringSeconds: ring / 1000,
      hangUp: "agent",
      dispatchDelayMilliseconds: 0,
      handlingOf: (number) => {
        const caller = callers[Number(number)] as Caller;
        return { talkSeconds: caller.talk / 1000, wrapUpSeconds: caller.wrapUp / 1000 };
      },
      compression: () => 1,
      emit: (event) => events.push(event),
    },
    time.scheduler,
  );
  exchange.setOnDuty(agents);
  const fates: Fate[] = [];
  callers.forEach((caller, index) => {
    time.scheduler.at(caller.arrival, () => {
      const joined = exchange.join(
        { callerNumber: String(index) },
        {
          queued: () => {},
          ringing: () => {},
          answered: () => {
            fates[index] = ["answered", time.scheduler.now() - caller.arrival];
          },
          hungUp: () => {},
        },
      );
      time.scheduler.at(caller.arrival + caller.patience, () => {
        if (fates[index] !== undefined) return;
        fates[index] = ["abandoned", caller.patience];
        joined.leave();
      });
    });
  });
  time.pass(1e9);
  let busy = 0;
  let busiest = 0;
  for (const event of events) {
    if (event.kind === "ringing") busy += 1;
    if (event.kind === "available") busy -= 1;
    busiest = Math.max(busiest, busy);
  }
  return { fates, busiest };
};

describe("the exchange", () => {
  it("does to every caller what first come first served does by hand", () => {
    // Odd fractions keep two things from falling on the same moment, where either order would be right.
    const duration = fc.double({ min: 1, max: 20_000, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: duration, patience: duration, talk: duration, wrapUp: duration }), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(0, 1_500.3),
        (drawn, agents, ring) => {
          let arrival = 0;
          const callers = drawn.map(({ gap, ...rest }) => {
            arrival += gap;
            return { arrival, ...rest };
          });
          const { fates, busiest } = throughExchange(callers, agents, ring);
          const expected = byHand(callers, agents, ring);
          expect(fates.map(([outcome]) => outcome)).toEqual(expected.map(([outcome]) => outcome));
          fates.forEach(([, wait], index) => {
            expect(wait).toBeCloseTo(expected[index]?.[1] ?? Number.NaN, 3);
          });
          expect(busiest).toBeLessThanOrEqual(agents);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe("the agents", () => {
  it("are taken longest idle first, and come back at the end of that order", () => {
    const roster = createAgentRoster();
    roster.setOnDuty(3);
    expect([roster.take(), roster.take(), roster.take(), roster.take()]).toEqual([1, 2, 3, undefined]);
    expect([roster.release(2), roster.release(1)]).toEqual(["idle", "idle"]);
    expect([roster.take(), roster.take()]).toEqual([2, 1]);
  });

  it("leave highest number first: idle ones at once, busy ones after their call, back if called back before", () => {
    const roster = createAgentRoster();
    roster.setOnDuty(4);
    for (let n = 0; n < 3; n += 1) roster.take();
    roster.setOnDuty(1);
    expect(roster.idle()).toBe(0);
    expect(roster.release(3)).toBe("gone");
    roster.setOnDuty(2);
    expect(roster.release(2)).toBe("idle");
    expect(roster.take()).toBe(2);
  });

  it("are never freed twice", () => {
    const roster = createAgentRoster();
    roster.setOnDuty(1);
    roster.take();
    expect([roster.release(1), roster.release(1), roster.idle()]).toEqual(["idle", "not busy", 1]);
  });

  it("are told of when the wrap-up ends, after their shift too, and when they come; not at the beginning", () => {
    const time = createManualTime(0);
    const available: (readonly [agent: string, at: number])[] = [];
    const exchange = createExchange(
      {
        ringSeconds: 0,
        hangUp: "agent",
        dispatchDelayMilliseconds: 0,
        handlingOf: () => ({ talkSeconds: 10, wrapUpSeconds: 5 }),
        compression: () => 1,
        emit: (event) => {
          if (event.kind === "available") available.push([event.agent, event.epochMilliseconds]);
        },
      },
      time.scheduler,
    );
    exchange.setOnDuty(2);
    const leg = { queued: () => {}, ringing: () => {}, answered: () => {}, hungUp: () => {} };
    exchange.join({ callerNumber: "0" }, leg);
    exchange.join({ callerNumber: "1" }, leg);
    time.scheduler.at(3000, () => exchange.setOnDuty(1));
    time.scheduler.at(20_000, () => exchange.setOnDuty(3));
    time.pass(60_000);
    expect(available).toEqual([
      ["1", 15_000],
      ["2", 15_000],
      ["2", 20_000],
      ["3", 20_000],
    ]);
  });
});

describe("a telephone that nobody answers", () => {
  const told = (agents: number, leavesAt?: number) => {
    const time = createManualTime(0);
    const events: (readonly [kind: string, at: number, agent: string])[] = [];
    const exchange = createExchange(
      {
        ringSeconds: 2,
        hangUp: "agent",
        dispatchDelayMilliseconds: 0,
        givesUpRing: { timeoutMilliseconds: 5000, retryMilliseconds: 1000 },
        // the first caller's first two rings are missed
        handlingOf: (number) => ({
          talkSeconds: 100,
          wrapUpSeconds: 0,
          ringsMissed: number === "0" ? 2 : 0,
        }),
        compression: () => 1,
        emit: (event) => {
          if (event.kind === "ringing" || event.kind === "connected") {
            events.push([`${event.call.callerNumber} ${event.kind}`, event.epochMilliseconds, event.agent]);
          }
        },
      },
      time.scheduler,
    );
    exchange.setOnDuty(agents);
    const leg = { queued: () => {}, ringing: () => {}, answered: () => {}, hungUp: () => {} };
    const first = exchange.join({ callerNumber: "0" }, leg);
    exchange.join({ callerNumber: "1" }, leg);
    if (leavesAt !== undefined) time.scheduler.at(leavesAt, first.leave);
    time.pass(60_000);
    return events;
  };

  it("is given up for the one who has been idle longest, after the retry", () => {
    expect(told(3)).toEqual([
      ["0 ringing", 0, "1"],
      ["1 ringing", 0, "2"],
      ["1 connected", 2000, "2"],
      ["0 ringing", 6000, "3"],
      ["0 ringing", 12_000, "1"],
      ["0 connected", 14_000, "1"],
    ]);
  });

  it("takes the next caller meanwhile, and a caller who has left is not called for again", () => {
    expect(told(1)).toEqual([
      ["0 ringing", 0, "1"],
      ["1 ringing", 5000, "1"],
      ["1 connected", 7000, "1"],
    ]);
    expect(told(3, 5500).filter(([kind]) => kind.startsWith("0"))).toEqual([["0 ringing", 0, "1"]]);
  });
});
