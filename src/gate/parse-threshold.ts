import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";
import { METRIC_NAMES } from "../scenario/metric-names.ts";
import { parseTimeSpan, type TimeSpan } from "../scenario/time-of-day.ts";
import { isMetricName, METRICS, type MetricDefinition, nearestMetric } from "./metrics.ts";
import type { Aggregation, Comparator, Selector, Threshold } from "./threshold.ts";

const FORM =
  "a threshold is written like 'wait: p(95)<120s', 'abandonment: rate<5%' or 'wait{queue:general}: avg<20s'";

/** What one side of a threshold gave, or what is wrong with it. */
type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** A problem as a sentence. */
const sentence = (problem: string): string => (/[.?]$/.test(problem) ? problem : `${problem}.`);

const TREND_FORM = "avg, min, med, max or p(N) with N from 0 to 100";

const parseAggregation = (
  text: string,
  metric: string,
  { family }: MetricDefinition,
): Parsed<Aggregation> => {
  if (family !== "trend") {
    if (text === family) return { value: { kind: family } };
    return { problem: `${metric} has no '${text}'; it is written '${metric}: ${family}<0.05'` };
  }
  if (text === "avg" || text === "min" || text === "med" || text === "max") return { value: { kind: text } };
  const percentile = /^p\((\d+(?:\.\d+)?)\)$/.exec(text)?.[1];
  if (percentile !== undefined && Number(percentile) <= 100) {
    return { value: { kind: "percentile", percentile: Number(percentile) } };
  }
  return { problem: `${metric} has no '${text}'; it has ${TREND_FORM}` };
};

const SECONDS_IN = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;

const parseBound = (
  amount: string,
  unit: string | undefined,
  metric: string,
  definition: MetricDefinition,
): Parsed<number> => {
  const number = Number(amount);
  if (definition.unit === "share") {
    if (unit !== undefined && unit !== "%") {
      return { problem: `${metric} is a share, '${amount}${unit}' is not; write 0.05 or 5%` };
    }
    const share = unit === "%" ? number / 100 : number;
    // occupancy and the rest are shares of a whole: a bound above it would always or never hold
    if (share > 1) return { problem: `${metric} is at most 1; '${amount}' may be meant as ${amount}%` };
    return { value: share };
  }
  if (unit === "%") return { problem: `${metric} is a time, '${amount}%' is not; write 120s or 800ms` };
  const own = definition.unit === "seconds" ? "s" : "ms";
  const seconds = number * SECONDS_IN[(unit ?? own) as keyof typeof SECONDS_IN];
  return { value: definition.unit === "seconds" ? seconds : seconds * 1000 };
};

const parseDuring = (text: string): Parsed<TimeSpan> => {
  const span = parseTimeSpan(text);
  return span === undefined
    ? { problem: `'${text}' is no part of a day; write during:11:30-13:00` }
    : { value: span };
};

const parseSelector = (text: string): Parsed<Selector> => {
  let selector: Selector = {};
  for (const part of text.split(",")) {
    const colon = part.indexOf(":");
    const key = part.slice(0, colon).trim();
    const wanted = part.slice(colon + 1).trim();
    if (colon > 0 && wanted !== "" && (key === "queue" || key === "topic")) {
      selector = { ...selector, [key]: wanted };
    } else if (colon > 0 && key === "during") {
      const during = parseDuring(wanted);
      if ("problem" in during) return during;
      selector = { ...selector, during: during.value };
    } else {
      return {
        problem: `'{${text}}' selects by '${part.trim()}'; it can select by queue:NAME, topic:NAME and during:11:30-13:00`,
      };
    }
  }
  return { value: selector };
};

const EXPRESSION = /^([a-z_]+(?:\([^)]*\))?)(<=|>=|===|==|!=|<|>)(\d+(?:\.\d+)?|\.\d+)(ms|s|m|h|%)?$/;

interface Written {
  /** `wait` or `wait{queue:general}`. */
  readonly metric: string;
  /** `p(95)<120s`. */
  readonly expression: string;
  readonly during?: Selector["during"];
  readonly abortOnFail?: boolean;
}

const parseWritten = (written: Written): Parsed<Threshold> => {
  const head = /^([^{}]*)(?:\{([^{}]*)\})?$/.exec(written.metric.trim());
  if (head === null) return { problem: `'${written.metric}' is no metric; ${FORM}` };
  const metric = (head[1] as string).trim();
  if (!isMetricName(metric)) {
    const nearest = nearestMetric(metric);
    const hint = nearest === undefined ? `There are ${METRIC_NAMES.join(", ")}.` : `Did you mean ${nearest}?`;
    return { problem: `there is no metric '${metric}'. ${hint}` };
  }
  const expression = written.expression.replaceAll(/\s+/g, "");
  const match = EXPRESSION.exec(expression);
  if (match === null) {
    return { problem: `'${written.expression.trim()}' is no expression on ${metric}; ${FORM}` };
  }
  const [, aggregationText, comparator, amount, unit] = match as unknown as [
    string,
    string,
    string,
    string,
    string | undefined,
  ];
  const definition: MetricDefinition = METRICS[metric];
  const aggregation = parseAggregation(aggregationText, metric, definition);
  if ("problem" in aggregation) return aggregation;
  const bound = parseBound(amount, unit, metric, definition);
  if ("problem" in bound) return bound;
  const selector = head[2] === undefined ? { value: {} } : parseSelector(head[2]);
  if ("problem" in selector) return selector;
  return {
    value: {
      metric,
      selector: written.during === undefined ? selector.value : { ...selector.value, during: written.during },
      aggregation: aggregation.value,
      comparator: (comparator === "===" ? "==" : comparator) as Comparator,
      bound: bound.value,
      expression,
      abortOnFail: written.abortOnFail ?? false,
    },
  };
};

/** Splits `wait{queue:general}: p(95)<120s during: 11:30-13:00` at the colon after the metric. */
const splitText = (text: string): Parsed<Written> => {
  const match = /^\s*([^:{}]*(?:\{[^}]*\})?)\s*:(.*)$/s.exec(text);
  if (match === null) return { problem: `'${text}' is no threshold; ${FORM}` };
  const [, metric, rest] = match as unknown as [string, string, string];
  const during = /^(.*?)[\s,]+during:?\s*(.+)$/s.exec(rest);
  if (during === null) return { value: { metric, expression: rest } };
  const window = parseDuring((during[2] as string).trim());
  if ("problem" in window) return window;
  return { value: { metric, expression: during[1] as string, during: window.value } };
};

const orThrow = <T>(parsed: Parsed<T>, where: string): T => {
  if ("problem" in parsed) throw new InvalidInput([{ where, message: sentence(parsed.problem) }]);
  return parsed.value;
};

/**
 * Reads one threshold as it is written on a command line: `wait: p(95)<120s`,
 * `abandonment{during:11:30-13:00}: rate<8%`. A bound without a unit is in
 * seconds for `wait` and `answer_wait`, in milliseconds for `setup_time` and
 * `schedule_lateness`, and a share from 0 to 1 for the rest.
 *
 * @throws InvalidInput naming the metric or the form that was meant.
 */
export const parseThreshold = (text: string, where = "--threshold"): Threshold => {
  const written = orThrow(splitText(text), where);
  return orThrow(parseWritten(written), where);
};

/** A metric's entries in a scenario or a budget file. */
export type ThresholdTable = Readonly<
  Record<
    string,
    readonly {
      readonly expression: string;
      readonly abortOnFail: boolean;
      readonly during?: Selector["during"];
    }[]
  >
>;

/**
 * Reads the thresholds of a scenario, where each stands under its metric.
 *
 * @throws InvalidInput with every one that cannot be read.
 */
export const parseThresholdTable = (table: ThresholdTable, where = "thresholds"): readonly Threshold[] => {
  const thresholds: Threshold[] = [];
  const problems: Problem[] = [];
  for (const [metric, entries] of Object.entries(table)) {
    for (const entry of entries) {
      const parsed = parseWritten({ metric, ...entry });
      if ("problem" in parsed)
        problems.push({ where: `${where}.${metric}`, message: sentence(parsed.problem) });
      else thresholds.push(parsed.value);
    }
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return thresholds;
};

/** What stands among the thresholds of every run: a call that failed for want of a PBX is a finding. */
export const STANDING_THRESHOLD = parseThreshold("failure: rate<0.001");

const isStanding = ({ metric, selector, comparator, bound }: Threshold): boolean =>
  metric === STANDING_THRESHOLD.metric &&
  Object.keys(selector).length === 0 &&
  comparator === STANDING_THRESHOLD.comparator &&
  bound === STANDING_THRESHOLD.bound;

/** The thresholds with the standing one, which another on failures does not replace, and once only. */
export const withStandingThreshold = (thresholds: readonly Threshold[]): readonly Threshold[] =>
  thresholds.some(isStanding) ? thresholds : [...thresholds, STANDING_THRESHOLD];
