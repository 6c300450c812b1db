import { describe, expect, it } from "vitest";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import { intervalGrid } from "../../../src/simulation/day-totals.ts";
import { countMessages } from "../../../src/simulation/routing/message-totals.ts";
import { createRoutingDraws } from "../../../src/simulation/routing/routing-draws.ts";
import { routedHotline } from "./routed-scenario.ts";

const NO_TOPICS = new Uint16Array(0);

const arrivalsOf = (scenario: Scenario, seed: number): ((day: number) => Float64Array) => {
  const draws = createRoutingDraws(scenario, scenario.routing!);
  return (day) => draws(seed, day, NO_TOPICS).messages.arrivalSeconds;
};

const messagesOf = (settings: readonly string[], seed: number, day = 0): Float64Array =>
  arrivalsOf(routedHotline(settings), seed)(day);

const OPEN = 8 * 3600;
const CLOSE = 11 * 3600;
const SPIKE = 9 * 3600;

describe("the messages of a day", () => {
  it("come evenly where nothing else is said, beside those that lie there at the opening", () => {
    const settings = ["routing.messages.perDay=6000", "routing.messages.atOpening=7"];
    const arrivals = arrivalsOf(routedHotline(settings, false), 1)(0);
    expect([...arrivals.slice(0, 7)]).toEqual(Array(7).fill(OPEN));
    const coming = arrivals.slice(7);
    // a Poisson number of mean 6,000, in thirds of mean 2,000: within 5 standard deviations, a false
    // alarm in less than a million
    const thirds = [0, 1, 2].map(
      (third) => coming.filter((at) => Math.floor((at - OPEN) / 3600) === third).length,
    );
    for (const count of thirds) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(2000));
  });

  it("come after the spike by delay and half-life where web.messages says so, as many as it says up to the close", () => {
    // the rate halves every 20 minutes from 09:10 on, for three hours: 2^(−110/20) of the tail lies after the close
    const arrivals = messagesOf(
      ["routing.messages.perDay=0", "routing.messages.atOpening=0", "web.messages.count=8000"],
      2,
    );
    const from = SPIKE + 600;
    expect(Math.min(...arrivals)).toBeGreaterThanOrEqual(from);
    expect(Math.max(...arrivals)).toBeLessThan(CLOSE);
    const share = (minutes: number): number => (1 - 2 ** (-minutes / 20)) / (1 - 2 ** (-180 / 20));
    for (const minutes of [10, 20, 40, 80, 110]) {
      const expected = 8000 * share(minutes);
      const count = arrivals.filter((at) => at < from + minutes * 60).length;
      // binomial: within 5 standard deviations
      expect(Math.abs(count - expected)).toBeLessThan(
        5 * Math.sqrt((expected * (8000 - expected)) / 8000) + 1,
      );
    }
  });

  it("are the same whatever the staff, differ from day to day, and come in order", () => {
    const one = messagesOf([], 3);
    expect(messagesOf(["staff.schedule=[{from: '08:00', to: '11:00', agents: 4}]"], 3)).toEqual(one);
    expect(messagesOf([], 3, 1)).not.toEqual(one);
    expect(one.every((at, index) => index === 0 || at >= one[index - 1]!)).toBe(true);
  });

  it("follow a spike on the days on which it comes, and on no other", () => {
    const settings = [
      "routing.messages.perDay=0",
      "routing.messages.atOpening=0",
      "arrivals.spikes[0].probability=50%",
    ];
    const ofDay = arrivalsOf(routedHotline(settings), 4);
    const counts = Array.from({ length: 200 }, (_, day) => ofDay(day).length);
    const without = counts.filter((count) => count === 0).length;
    // binomial with 200 tries of 1/2: within 5 standard deviations of 100
    expect(Math.abs(without - 100)).toBeLessThan(36);
    expect(counts.filter((count) => count > 0).every((count) => count > 100)).toBe(true);
  });
});

describe("a deadline", () => {
  const grid = intervalGrid(0, 1000, 1000);
  const never = Number.POSITIVE_INFINITY;

  it("is kept, missed, or not due yet at the end, and the oldest open message is told", () => {
    const totals = countMessages(
      // in time at its last moment; late; open past the deadline; open and not due; done after the end, in time
      { messageDoneSeconds: Float64Array.of(300, 500, never, never, 1100) },
      Float64Array.of(100, 200, 700, 900, 950),
      200,
      grid,
    );
    expect(totals).toEqual({
      messages: 5,
      messagesDone: 3,
      messagesInTime: 2,
      messagesLate: 2,
      messageSeconds: 200 + 300 + 150,
      messageLongestSeconds: 300,
      messagesOpen: 2,
      messageOldestOpenSeconds: 300,
    });
  });

  it("counts messages of the counted time alone", () => {
    const totals = countMessages(
      { messageDoneSeconds: Float64Array.of(50, 150, never) },
      Float64Array.of(-10, 100, 1000),
      60,
      grid,
    );
    expect(totals).toMatchObject({ messages: 1, messagesDone: 1, messagesInTime: 1, messagesOpen: 0 });
  });
});
