import { Document, isMap, isScalar, visit } from "yaml";
import type { Distribution } from "../distributions/distribution.ts";
import { formatDuration, parseDuration } from "./duration.ts";
import { writeRouting } from "./format-routing.ts";
import { writeWeb } from "./format-web.ts";
import type { Provenance, RedialRule, Scenario, ThresholdEntry } from "./scenario.ts";
import { formatTimeOfDay, formatTimeSpan } from "./time-of-day.ts";

/** A number without an exponent, which durations do not have. */
const plainDecimal = (value: number): string => {
  const text = String(value);
  if (!text.includes("e")) return text;
  if (value >= 1) return BigInt(value).toString();
  const [digits = "", exponent = ""] = text.split("e-");
  return `0.${"0".repeat(Number(exponent) - 1)}${digits.replace(".", "")}`;
};

/** A duration that reads back as exactly these seconds: `4m` where that is exact, else `0.1234567s`. */
export const exactDuration = (seconds: number): string => {
  const short = formatDuration(seconds);
  return parseDuration(short) === seconds ? short : `${plainDecimal(seconds)}s`;
};

type Written = { readonly [key: string]: unknown };

const sortedByKey = <Value>(map: Readonly<Record<string, Value>>): [string, Value][] =>
  Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** The words that say where a figure comes from, as the YAML has them. */
const words = (provenance: Provenance | undefined): Written => {
  switch (provenance?.kind) {
    case "source":
      return { source: provenance.text };
    case "assumed":
      return { assumed: provenance.reason };
    case "set":
      return { set: true };
    case undefined:
      return {};
  }
};

const writeArrivals = (
  { arrivals, provenance }: Scenario,
  figure: (path: string, value: unknown) => unknown,
): Written => {
  const { base, spikes, dayCv, outsideHours } = arrivals;
  const duration = (path: string, seconds: number): unknown => figure(path, exactDuration(seconds));
  return {
    ...(base.kind === "counts"
      ? {
          counts: {
            interval: exactDuration(base.intervalSeconds),
            start: formatTimeOfDay(base.startSeconds),
            values: base.counts,
            ...words(provenance["arrivals.counts"]),
          },
        }
      : {
          callsPerDay: figure("arrivals.callsPerDay", base.callsPerDay),
          shape: {
            steps: base.steps.map(({ startSeconds, endSeconds, weight }) => ({
              from: formatTimeOfDay(startSeconds),
              to: formatTimeOfDay(endSeconds),
              weight,
            })),
            ...words(provenance["arrivals.shape"]),
          },
        }),
    spikes: spikes.map((spike, index) => {
      const path = `arrivals.spikes[${index}]`;
      return {
        name: spike.name,
        at: figure(`${path}.at`, formatTimeOfDay(spike.atSeconds)),
        calls: figure(`${path}.calls`, spike.calls),
        rise: duration(`${path}.rise`, spike.riseSeconds),
        halfLife: duration(`${path}.halfLife`, spike.halfLifeSeconds),
        probability: figure(`${path}.probability`, spike.probability),
      };
    }),
    dayCv: figure("arrivals.dayCv", dayCv),
    ...(outsideHours === undefined
      ? {}
      : {
          outsideHours: {
            callsBeforeOpening: figure(
              "arrivals.outsideHours.callsBeforeOpening",
              outsideHours.callsBeforeOpening,
            ),
            callsAfterClosing: figure(
              "arrivals.outsideHours.callsAfterClosing",
              outsideHours.callsAfterClosing,
            ),
            callBackProbability: figure(
              "arrivals.outsideHours.callBackProbability",
              outsideHours.callBackProbability,
            ),
            callBackMean: duration("arrivals.outsideHours.callBackMean", outsideHours.callBackMeanSeconds),
          },
        }),
  };
};

const writeStaff = (
  { staff, hours, provenance }: Scenario,
  figure: (path: string, value: unknown) => unknown,
): Written => {
  const [first, ...others] = staff.schedule;
  const allDay =
    others.length === 0 &&
    first?.startSeconds === hours.openSeconds &&
    first.endSeconds === hours.closeSeconds;
  const steps = staff.schedule.map(({ startSeconds, endSeconds, agents }) => ({
    from: formatTimeOfDay(startSeconds),
    to: formatTimeOfDay(endSeconds),
    agents,
  }));
  return {
    ...(allDay && "staff.onDuty" in provenance
      ? { onDuty: figure("staff.onDuty", first.agents) }
      : { schedule: figure("staff.schedule", steps) }),
    effectiveShare: figure("staff.effectiveShare", staff.effectiveShare),
    ...(staff.noAnswerShare === undefined
      ? {}
      : { noAnswerShare: figure("staff.noAnswerShare", staff.noAnswerShare) }),
  };
};

const writeThreshold = ({ expression, abortOnFail, during }: ThresholdEntry): unknown =>
  !abortOnFail && during === undefined
    ? expression
    : {
        threshold: expression,
        abortOnFail,
        ...(during === undefined ? {} : { during: formatTimeSpan(during) }),
      };

/**
 * A scenario as normalised YAML: every default written out, what came from CSV
 * files inlined, every figure with its provenance. It reads back as the same
 * scenario, and the same scenario always has the same text, so that a run's
 * fingerprint can be taken of it. A figure that `provenance` does not know is
 * written bare, which the reader then refuses.
 */
export const formatScenario = (scenario: Scenario): string => {
  const { provenance, callers, handling, targets, destination, flood } = scenario;
  const figure = (path: string, value: unknown): unknown => {
    const known = provenance[path];
    return known === undefined ? value : { value, ...words(known) };
  };
  const duration = (path: string, seconds: number): unknown => figure(path, exactDuration(seconds));
  const distribution = (path: string, law: Distribution): Written =>
    law.kind === "empirical"
      ? { distribution: law.kind, values: figure(`${path}.values`, law.sortedSeconds.map(exactDuration)) }
      : {
          distribution: law.kind,
          mean: duration(`${path}.mean`, law.meanSeconds),
          ...("cv" in law ? { cv: figure(`${path}.cv`, law.cv) } : {}),
        };
  const redial = (path: string, rule: RedialRule): Written => ({
    probability: figure(`${path}.probability`, rule.probability),
    delay: distribution(`${path}.delay`, rule.delay),
  });

  const written: Written = {
    name: scenario.name,
    description: scenario.description,
    language: scenario.language,
    timeZone: scenario.timeZone,
    ...(scenario.date === undefined ? {} : { date: scenario.date }),
    hours: {
      open: figure("hours.open", formatTimeOfDay(scenario.hours.openSeconds)),
      close: figure("hours.close", formatTimeOfDay(scenario.hours.closeSeconds)),
    },
    arrivals: writeArrivals(scenario, figure),
    callers: {
      patience: distribution("callers.patience", callers.patience),
      redial: {
        afterAbandoning: redial("callers.redial.afterAbandoning", callers.redial.afterAbandoning),
        afterBlocked: redial("callers.redial.afterBlocked", callers.redial.afterBlocked),
        maximumAttempts: figure("callers.redial.maximumAttempts", callers.redial.maximumAttempts),
      },
      topicFamilies: figure("callers.topicFamilies", callers.topicFamilies),
    },
    handling: {
      ring: duration("handling.ring", handling.ringSeconds),
      talk: distribution("handling.talk", handling.talk),
      wrapUp: distribution("handling.wrapUp", handling.wrapUp),
      hangUp: handling.hangUp,
    },
    staff: writeStaff(scenario, figure),
    ...(scenario.trunks === undefined ? {} : { trunks: figure("trunks", scenario.trunks) }),
    queue: {
      name: scenario.queue.name,
      mode: scenario.queue.mode,
      ...(scenario.queue.strategy !== undefined && { strategy: scenario.queue.strategy }),
      ...(scenario.queue.timeoutSeconds !== undefined && {
        timeout: exactDuration(scenario.queue.timeoutSeconds),
      }),
      ...(scenario.queue.retrySeconds !== undefined && { retry: exactDuration(scenario.queue.retrySeconds) }),
      ...(scenario.queue.families !== undefined && { families: scenario.queue.families }),
    },
    targets: {
      serviceLevel: figure("targets.serviceLevel", targets.serviceLevel),
      within: duration("targets.within", targets.withinSeconds),
      ...(targets.maximumAbandonment === undefined
        ? {}
        : { maximumAbandonment: figure("targets.maximumAbandonment", targets.maximumAbandonment) }),
      ...(targets.maximumOccupancy === undefined
        ? {}
        : { maximumOccupancy: figure("targets.maximumOccupancy", targets.maximumOccupancy) }),
      shrinkage: figure("targets.shrinkage", targets.shrinkage),
      scope: targets.scope,
      interval: exactDuration(targets.intervalSeconds),
    },
    thresholds: Object.fromEntries(
      sortedByKey(scenario.thresholds).map(([metric, entries]) => [metric, entries.map(writeThreshold)]),
    ),
    destination: {
      pbx: destination.pbx,
      number: destination.number,
      transport: destination.transport,
      ...(destination.localAddress === undefined ? {} : { localAddress: destination.localAddress }),
      headers: Object.fromEntries(sortedByKey(destination.headers)),
    },
    flood: {
      window: formatTimeSpan({ startSeconds: flood.windowStartSeconds, endSeconds: flood.windowEndSeconds }),
      compression: flood.compression,
    },
    ...(scenario.routing === undefined
      ? {}
      : { routing: writeRouting(scenario.routing, { figure, distribution, exactDuration }) }),
    ...(scenario.web === undefined ? {} : { web: writeWeb(scenario.web, { figure, exactDuration }) }),
  };

  // the same object in two places would otherwise become an anchor and an alias
  const document = new Document(written, { aliasDuplicateObjects: false });
  // figures and steps on one line each
  visit(document, {
    Map: (_, node) => {
      const plain = node.items.every((pair) => isScalar(pair.value));
      const keys = node.items.map((pair) => (isScalar(pair.key) ? pair.key.value : undefined));
      if (isMap(node) && plain && (keys.includes("value") || keys.includes("from"))) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
};
