import { describe, expect, it } from "vitest";
import type { WebMessages } from "../../src/scenario/web.ts";
import { drawMessageArrivals, shareArrived, whenShareArrived } from "../../src/trace/message-arrivals.ts";

const NIGHT: WebMessages = {
  spike: "conference",
  count: 16_000,
  delaySeconds: 12 * 3600,
  halfLifeSeconds: 21 * 3600,
  overSeconds: 60 * 3600,
};

/** The share by adding up the rate 2^(−t/h) in small steps: no closed form. */
const shareBySteps = (seconds: number): number => {
  const step = 30;
  const area = (end: number): number => {
    let sum = 0;
    for (let t = step / 2; t < end; t += step) sum += 2 ** (-t / NIGHT.halfLifeSeconds) * step;
    return sum;
  };
  return area(seconds) / area(NIGHT.overSeconds);
};

describe("the arrivals of messages", () => {
  it("have the share by a time that adding up their rate gives", () => {
    for (const hours of [1, 8.5, 21, 42, 59]) {
      expect(shareArrived(NIGHT, hours * 3600)).toBeCloseTo(shareBySteps(hours * 3600), 6);
    }
    expect(shareArrived(NIGHT, -1)).toBe(0);
    expect(shareArrived(NIGHT, 61 * 3600)).toBe(1);
  });

  it("put about 4,500 of the shipped scenario's 16,000 into the box by eight the next morning", () => {
    // 11:30 + 12 h is half past eleven at night, and from there 8.5 h to eight
    expect(16_000 * shareArrived(NIGHT, 8.5 * 3600)).toBeGreaterThan(4400);
    expect(16_000 * shareArrived(NIGHT, 8.5 * 3600)).toBeLessThan(4600);
  });

  it("come when the inverse says", () => {
    for (const share of [0, 0.001, 0.3, 0.9999, 1]) {
      expect(shareArrived(NIGHT, whenShareArrived(NIGHT, share))).toBeCloseTo(share, 9);
    }
  });

  it("are exactly as many as the scenario says, in order, the same for the same seed and others for another", () => {
    const arrivals = drawMessageArrivals(NIGHT, 1);
    expect(arrivals).toHaveLength(16_000);
    expect(arrivals.every((time, index) => index === 0 || time >= arrivals[index - 1]!)).toBe(true);
    expect(arrivals.at(-1)).toBeLessThanOrEqual(NIGHT.overSeconds);
    expect(drawMessageArrivals(NIGHT, 1)).toEqual(arrivals);
    expect(drawMessageArrivals(NIGHT, 2)).not.toEqual(arrivals);
  });

  it("follow the rate: Kolmogorov's distance to it is below the 0.1 % bound (false alarm 1 in 1,000, seed fixed)", () => {
    const arrivals = drawMessageArrivals(NIGHT, 5);
    let distance = 0;
    arrivals.forEach((time, index) => {
      const expected = shareArrived(NIGHT, time);
      distance = Math.max(
        distance,
        Math.abs(expected - index / arrivals.length),
        Math.abs(expected - (index + 1) / arrivals.length),
      );
    });
    // 1.95 / √n: Kolmogorov's asymptotic 99.9 % quantile
    expect(distance).toBeLessThan(1.95 / Math.sqrt(arrivals.length));
  });
});
