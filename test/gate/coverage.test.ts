import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { evaluateThresholds } from "../../src/gate/evaluate-thresholds.ts";
import { parseThreshold } from "../../src/gate/parse-threshold.ts";

/** A generator of its own (mulberry32), so that nothing under test makes the samples. */
const uniform = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** M/M/n+M, 20 agents, 1 erlang too few: waits of neighbours are strongly correlated. */
const hotline = (seed: number, count: number): CallRecord[] => {
  const draw = uniform(seed);
  const exponential = (mean: number): number => -mean * Math.log(1 - draw());
  const free = new Float64Array(20);
  const records: CallRecord[] = [];
  let now = 0;
  for (let index = 0; index < count + 500; index++) {
    now += exponential(180 / 19);
    free.sort();
    const wait = Math.max(0, free[0]! - now);
    const patience = exponential(300);
    const talk = exponential(180);
    const answered = wait <= patience;
    if (answered) free[0] = now + wait + talk;
    // the first 500 warm the queue up
    if (index < 500) continue;
    records.push({
      callId: `${index}`,
      callerId: `${index}`,
      callerNumber: "",
      attempt: 1,
      queue: "q",
      arrivalSeconds: now,
      waitSeconds: Math.min(wait, patience),
      outcome: answered ? "answered" : "abandoned",
      counted: true,
    });
  }
  return records;
};

describe("the 95 % intervals on correlated calls", () => {
  const truth = new Map<string, number>();
  const thresholds = [
    "abandonment: rate<1",
    "service_level: rate>0",
    "wait: avg<1h",
    "wait: p(95)<1h",
    "wait: med<1h",
  ].map((text) => parseThreshold(text));
  const long = evaluateThresholds(hotline(999, 400_000), thresholds, { withinSeconds: 20 });
  for (const { metric, expression, observed } of long) truth.set(metric + expression, observed!);
  const covered = new Map<string, number>();
  const RUNS = 300;
  for (let seed = 1; seed <= RUNS; seed++) {
    for (const result of evaluateThresholds(hotline(seed, 1500), thresholds, { withinSeconds: 20 })) {
      const name = result.metric + result.expression;
      const inside =
        (result.low ?? Number.NEGATIVE_INFINITY) <= truth.get(name)! &&
        truth.get(name)! <= (result.high ?? Number.POSITIVE_INFINITY);
      covered.set(name, (covered.get(name) ?? 0) + (inside ? 1 : 0));
    }
  }

  // On 1,500 calls so strongly correlated 91 % (the 95th percentile, made by a few bad spells) to 99 % were found;
  // with a true coverage of 92 % fewer than 88 % of 300 runs happen once in a hundred. Seeds are fixed.
  it.each(thresholds.map(({ metric, expression }) => metric + expression))(
    "cover the truth of %s",
    (name) => {
      expect(covered.get(name)! / RUNS).toBeGreaterThan(0.88);
    },
  );
});
