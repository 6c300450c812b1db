import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Distribution } from "../../src/distributions/distribution.ts";
import { parseDuration } from "../../src/scenario/duration.ts";
import { exactDuration, formatScenario } from "../../src/scenario/format-scenario.ts";
import {
  type Provenance,
  QUEUE_STRATEGIES,
  type RedialRule,
  type Scenario,
} from "../../src/scenario/scenario.ts";
import { read, SMALL } from "./small-scenario.ts";

// Scenarios are made by hand here, not by the reader: what is written of them
// must read back as the same.

const seconds = fc.oneof(
  fc.integer({ min: 1, max: 100_000 }),
  fc.double({ min: 1e-9, max: 1e6, noNaN: true, noDefaultInfinity: true }),
);
const wholeSeconds = fc.integer({ min: 1, max: 3600 });
const cv = fc.double({ min: 0.01, max: 5, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
const shareAboveZero = fc.double({ min: 0.001, max: 1, noNaN: true });
const amount = fc.oneof(
  fc.integer({ min: 1, max: 100_000 }),
  fc.double({ min: 0.001, max: 1e7, noNaN: true }),
);
const words = fc
  .string({ minLength: 1, unit: "binary" })
  .filter((text) => /\S/.test(text) && text.isWellFormed());

const distribution: fc.Arbitrary<Distribution> = fc.oneof(
  fc.record({ kind: fc.constant("constant" as const), meanSeconds: fc.oneof(fc.constant(0), seconds) }),
  fc.record({ kind: fc.constant("exponential" as const), meanSeconds: seconds }),
  ...(["lognormal", "gamma", "weibull"] as const).map((kind) =>
    fc.record({ kind: fc.constant(kind), meanSeconds: seconds, cv }),
  ),
  fc.record({
    kind: fc.constant("uniform" as const),
    meanSeconds: seconds,
    cv: fc.double({ min: 0.01, max: 0.577, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant("empirical" as const),
    sortedSeconds: fc
      .array(seconds, { minLength: 1, maxLength: 6 })
      .map((values) => values.toSorted((a, b) => a - b)),
  }),
);

const redialRule: fc.Arbitrary<RedialRule> = fc.record({ probability: share, delay: distribution });

/** Consecutive steps over the hours, cut at random times. */
const cutsBetween = (start: number, end: number) =>
  fc
    .uniqueArray(fc.integer({ min: start + 1, max: end - 1 }), { maxLength: 4 })
    .map((cuts) => [start, ...cuts.toSorted((a, b) => a - b), end])
    .map((times) =>
      times.slice(1).map((endSeconds, index) => ({ startSeconds: times[index] ?? start, endSeconds })),
    );

const figurePathsOf = (scenario: Omit<Scenario, "provenance">, allDay: boolean): readonly string[] => {
  const law = (path: string, { kind }: Distribution): string[] => {
    if (kind === "empirical") return [`${path}.values`];
    return kind === "constant" || kind === "exponential" ? [`${path}.mean`] : [`${path}.mean`, `${path}.cv`];
  };
  const { callers, handling, arrivals, targets } = scenario;
  return [
    "hours.open",
    "hours.close",
    ...(arrivals.base.kind === "counts" ? ["arrivals.counts"] : ["arrivals.callsPerDay", "arrivals.shape"]),
    ...arrivals.spikes.flatMap((_, index) =>
      ["at", "calls", "rise", "halfLife", "probability"].map((field) => `arrivals.spikes[${index}].${field}`),
    ),
    "arrivals.dayCv",
    ...(arrivals.outsideHours === undefined
      ? []
      : ["callsBeforeOpening", "callsAfterClosing", "callBackProbability", "callBackMean"].map(
          (field) => `arrivals.outsideHours.${field}`,
        )),
    ...law("callers.patience", callers.patience),
    "callers.redial.afterAbandoning.probability",
    ...law("callers.redial.afterAbandoning.delay", callers.redial.afterAbandoning.delay),
    "callers.redial.afterBlocked.probability",
    ...law("callers.redial.afterBlocked.delay", callers.redial.afterBlocked.delay),
    "callers.redial.maximumAttempts",
    "callers.topicFamilies",
    "handling.ring",
    ...law("handling.talk", handling.talk),
    ...law("handling.wrapUp", handling.wrapUp),
    allDay ? "staff.onDuty" : "staff.schedule",
    "staff.effectiveShare",
    ...(scenario.staff.noAnswerShare === undefined ? [] : ["staff.noAnswerShare"]),
    ...(scenario.trunks === undefined ? [] : ["trunks"]),
    "targets.serviceLevel",
    "targets.within",
    ...(targets.maximumAbandonment === undefined ? [] : ["targets.maximumAbandonment"]),
    ...(targets.maximumOccupancy === undefined ? [] : ["targets.maximumOccupancy"]),
    "targets.shrinkage",
  ];
};

const provenance: fc.Arbitrary<Provenance> = fc.oneof(
  fc.record({ kind: fc.constant("source" as const), text: words }),
  fc.record({ kind: fc.constant("assumed" as const), reason: words }),
  fc.constant({ kind: "set" as const }),
);

const HOUR = 3600;

const scenarioBetween = (openSeconds: number, closeSeconds: number): fc.Arbitrary<Scenario> => {
  const inside = fc.integer({ min: openSeconds, max: closeSeconds - 1 });
  const span = fc
    .tuple(inside, fc.integer({ min: 1, max: closeSeconds - openSeconds }))
    .map(([startSeconds, length]) => ({
      startSeconds,
      endSeconds: Math.min(closeSeconds, startSeconds + length),
    }));
  const base: fc.Arbitrary<Scenario["arrivals"]["base"]> = fc.oneof(
    fc.record({
      kind: fc.constant("shape" as const),
      callsPerDay: amount,
      steps: cutsBetween(openSeconds, closeSeconds).chain((steps) =>
        fc
          .array(amount, { minLength: steps.length, maxLength: steps.length })
          .map((weights) => steps.map((step, index) => ({ ...step, weight: weights[index] ?? 1 }))),
      ),
    }),
    fc.constantFrom(900, 1800, 3600).chain((intervalSeconds) => {
      const length = (closeSeconds - openSeconds) / intervalSeconds;
      return fc.record({
        kind: fc.constant("counts" as const),
        intervalSeconds: fc.constant(intervalSeconds),
        startSeconds: fc.constant(openSeconds),
        counts: fc.array(amount, { minLength: length, maxLength: length }),
      });
    }),
  );
  const agents = fc.integer({ min: 0, max: 500 });
  const schedule = cutsBetween(openSeconds, closeSeconds).chain((steps) =>
    fc
      .array(fc.tuple(agents, fc.boolean()), { minLength: steps.length, maxLength: steps.length })
      .map((drawn) =>
        steps
          .map((step, index) => ({
            ...step,
            agents: drawn[index]?.[0] ?? 1,
            kept: drawn[index]?.[1] ?? true,
          }))
          .filter(({ kept }, index) => kept || index === 0)
          .map(({ kept: _, ...step }) => step),
      ),
  );
  const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
  const without = <Value extends object>(value: Value): Value =>
    Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Value;

  const parts = fc.record({
    name: words,
    description: fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
    language: fc.constantFrom("en" as const, "fr" as const),
    timeZone: fc.constantFrom("UTC", "Europe/Luxembourg", "Africa/Casablanca"),
    date: optional(fc.constantFrom("2020-07-17", "2024-02-29")),
    hours: fc.constant({ openSeconds, closeSeconds }),
    arrivals: fc
      .record({
        base,
        spikes: fc.array(
          fc.record({
            name: words,
            atSeconds: inside,
            calls: amount,
            riseSeconds: fc.oneof(fc.constant(0), seconds),
            halfLifeSeconds: seconds,
            probability: share,
          }),
          { maxLength: 3 },
        ),
        dayCv: fc.double({ min: 0, max: 2, noNaN: true }).map((value) => value + 0),
        outsideHours: optional(
          fc.record({
            callsBeforeOpening: openSeconds === 0 ? fc.constant(0) : amount,
            callsAfterClosing: closeSeconds === 24 * HOUR ? fc.constant(0) : amount,
            callBackProbability: share,
            callBackMeanSeconds: seconds,
          }),
        ),
      })
      .map(without),
    callers: fc.record({
      patience: distribution,
      redial: fc.record({
        afterAbandoning: redialRule,
        afterBlocked: redialRule,
        maximumAttempts: fc.integer({ min: 1, max: 30 }),
      }),
      topicFamilies: fc.array(
        fc.record({ name: words, weight: amount, topics: fc.array(words, { minLength: 1, maxLength: 3 }) }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    handling: fc.record({
      ringSeconds: fc.oneof(fc.constant(0), seconds),
      talk: distribution,
      wrapUp: distribution,
      hangUp: fc.constantFrom("agent" as const, "caller" as const),
    }),
    staff: fc.record(
      {
        schedule,
        effectiveShare: shareAboveZero,
        noAnswerShare: fc.double({ min: 0, max: 0.99, noNaN: true }).map((value) => value + 0),
      },
      { requiredKeys: ["schedule", "effectiveShare"] },
    ),
    trunks: optional(fc.integer({ min: 1, max: 1000 })),
    queue: fc.record(
      {
        name: words,
        mode: fc.constantFrom("ringing" as const, "answerFirst" as const),
        strategy: fc.constantFrom(...QUEUE_STRATEGIES),
        timeoutSeconds: wholeSeconds,
        retrySeconds: wholeSeconds,
        families: fc.constantFrom("together" as const, "apart" as const),
      },
      { requiredKeys: ["name", "mode", "timeoutSeconds"] },
    ),
    targets: fc
      .record({
        serviceLevel: shareAboveZero,
        withinSeconds: seconds,
        maximumAbandonment: optional(share),
        maximumOccupancy: optional(shareAboveZero),
        shrinkage: fc.double({ min: 0, max: 0.99, noNaN: true }).map((value) => value + 0),
        scope: fc.constantFrom("day" as const, "interval" as const),
        intervalSeconds: fc.constantFrom(900, 1800, 2000.5),
      })
      .map(without),
    thresholds: fc.dictionary(
      fc.constantFrom("wait", "failure", "wait{queue:general}", "service_level"),
      fc.array(
        fc
          .record({
            expression: fc.constantFrom("p(95)<120s", "rate<5%", "avg <= 20.5", "value>.5"),
            abortOnFail: fc.boolean(),
            during: optional(span),
          })
          .map(without),
        { maxLength: 2 },
      ),
    ),
    destination: fc
      .record({
        pbx: fc.constantFrom("embedded", "asterisk", "sip:hotline@127.0.0.1:5060"),
        number: fc.constantFrom("hotline", "8002", "+35280028080"),
        transport: fc.constantFrom("udp" as const, "tcp" as const, "tls" as const),
        localAddress: optional(fc.constant("127.0.0.1")),
        headers: fc.dictionary(fc.constantFrom("X-Test", "Subject"), fc.string()),
      })
      .map(without),
    flood: fc.tuple(span, amount).map(([{ startSeconds, endSeconds }, compression]) => ({
      windowStartSeconds: startSeconds,
      windowEndSeconds: endSeconds,
      compression: Math.max(1, compression),
    })),
  });
  return fc.tuple(parts, fc.boolean()).chain(([drawn, asNumber]) => {
    const scenario = without(drawn) as Omit<Scenario, "provenance">;
    const [only, ...others] = scenario.staff.schedule;
    const allDay =
      asNumber &&
      others.length === 0 &&
      only?.startSeconds === openSeconds &&
      only.endSeconds === closeSeconds;
    const paths = figurePathsOf(scenario, allDay);
    return fc.array(provenance, { minLength: paths.length, maxLength: paths.length }).map(
      (known): Scenario => ({
        ...scenario,
        provenance: Object.fromEntries(paths.map((path, index) => [path, known[index] ?? { kind: "set" }])),
      }),
    );
  });
};

const scenarios = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([open, length]) => scenarioBetween(open * HOUR, (open + length) * HOUR));

describe("a normalised scenario", () => {
  it("reads back as the same scenario, whatever it holds", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(read(formatScenario(scenario))).toEqual(scenario);
      }),
      { numRuns: 80, seed: 20_200_717 },
    );
  });

  it("has the same text each time it is read and written", () => {
    const once = formatScenario(read(SMALL));
    expect(formatScenario(read(once))).toBe(once);
  });

  it("has the same text in whatever order its thresholds and headers were written", () => {
    const scenario = read(SMALL);
    const ordered = { ...scenario, thresholds: { failure: [], wait: [] } };
    const reversed = { ...scenario, thresholds: { wait: [], failure: [] } };
    expect(formatScenario(reversed)).toBe(formatScenario(ordered));
  });

  it("says of each figure that was set on the command line that it was", () => {
    const scenario = read(SMALL, ["arrivals.callsPerDay=5000"]);
    expect(formatScenario(scenario)).toContain("callsPerDay: { value: 5000, set: true }");
  });
});

describe("an exact duration", () => {
  it("is none where it is longer than any number", () => {
    expect(parseDuration(`${"9".repeat(400)}s`)).toBeUndefined();
  });

  it("is the short form where that loses nothing", () => {
    expect(exactDuration(5400)).toBe("1h30m");
    expect(exactDuration(20)).toBe("20s");
    expect(exactDuration(0)).toBe("0s");
  });

  it("reads back as the very same number", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e22, noNaN: true }), (value) => {
        expect(parseDuration(exactDuration(value + 0))).toBe(value + 0);
      }),
      { seed: 1 },
    );
  });
});
