import { formatDuration, parseDuration } from "./duration.ts";
import { type FieldPath, formatPath } from "./field-path.ts";
import { parseShare } from "./fields.ts";
import { METRIC_NAMES, metricOf } from "./metric-names.ts";
import { nearestName } from "./nearest-name.ts";
import { normaliseArrivals } from "./normalise-arrivals.ts";
import { normaliseDistribution } from "./normalise-distribution.ts";
import { normaliseRouting } from "./normalise-routing.ts";
import { normaliseStaff } from "./normalise-staff.ts";
import { normaliseWeb } from "./normalise-web.ts";
import type { Reading } from "./reading.ts";
import type {
  Callers,
  Destination,
  FloodDefaults,
  Handling,
  OpeningHours,
  Queue,
  RedialRule,
  Scenario,
  Targets,
  ThresholdEntry,
  TopicFamily,
} from "./scenario.ts";
import type { WrittenScenario } from "./scenario-schema.ts";
import { found, type Partly } from "./structure.ts";
import { formatTimeOfDay, parseTimeOfDay, parseTimeSpan } from "./time-of-day.ts";

type Written = Partly<WrittenScenario>;

/** Wall seconds that a flood takes if a scenario does not say. */
const USUAL_FLOOD_SECONDS = 60;

/**
 * The shortest answer-time target, in wall seconds, that a compressed flood can
 * still judge: ten times a timing error of 12 ms.
 */
export const SHORTEST_TARGET_WALL_SECONDS = 0.12;

const seconds = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : parseDuration(text);

const normaliseHours = (written: Written["hours"], reading: Reading): OpeningHours | undefined => {
  const openSeconds = written?.open === undefined ? undefined : parseTimeOfDay(written.open);
  const closeSeconds = written?.close === undefined ? undefined : parseTimeOfDay(written.close);
  if (openSeconds === undefined || closeSeconds === undefined) return undefined;
  if (closeSeconds <= openSeconds) {
    reading.faults.at(
      ["hours", "close"],
      `hours.close is ${written?.close}, not after hours.open at ${written?.open}; a line that closes at midnight closes at "24:00", and one that is open over midnight is two scenarios.`,
    );
    return undefined;
  }
  return { openSeconds, closeSeconds };
};

const checkTimeZone = (timeZone: string, reading: Reading): void => {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    const near = nearestName(timeZone, Intl.supportedValuesOf("timeZone"));
    reading.faults.at(
      ["timeZone"],
      `timeZone is ${found(timeZone)}; it must be a time zone such as Europe/Luxembourg.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
    );
  }
};

const NOBODY_REDIALS: RedialRule = { probability: 0, delay: { kind: "constant", meanSeconds: 60 } };

const normaliseCallers = (written: Written["callers"], reading: Reading): Callers | undefined => {
  if (written === undefined) return undefined;
  const patience = normaliseDistribution(written.patience, ["callers", "patience"], reading);
  const { redial } = written;
  const rule = (key: "afterAbandoning" | "afterBlocked"): RedialRule | undefined => {
    const path: FieldPath = ["callers", "redial", key];
    const one = redial?.[key];
    if (one === undefined) {
      if ("redial" in written && (redial === undefined || key in redial)) return undefined;
      reading.assume([...path, "probability"], "no redialling was given: nobody calls again");
      reading.assume([...path, "delay", "mean"], "nobody calls again, so that it means nothing");
      return NOBODY_REDIALS;
    }
    const delay = normaliseDistribution(one.delay, [...path, "delay"], reading);
    const probability = one.probability === undefined ? undefined : parseShare(one.probability);
    return delay === undefined || probability === undefined ? undefined : { probability, delay };
  };
  const afterAbandoning = rule("afterAbandoning");
  const afterBlocked = rule("afterBlocked");
  if (!("redial" in written)) {
    reading.assume(["callers", "redial", "maximumAttempts"], "no redialling was given: nobody calls again");
  }
  const maximumAttempts = "redial" in written ? redial?.maximumAttempts : 1;
  let families = written.topicFamilies;
  if (!("topicFamilies" in written)) {
    reading.assume(["callers", "topicFamilies"], "no topics were given: one stands for all");
    families = [{ name: "general", weight: 1, topics: ["general question"] }];
  }
  if (patience === undefined || afterAbandoning === undefined || afterBlocked === undefined) return undefined;
  if (maximumAttempts === undefined || families === undefined) return undefined;
  return {
    patience,
    redial: { afterAbandoning, afterBlocked, maximumAttempts },
    topicFamilies: families as readonly TopicFamily[],
  };
};

const normaliseHandling = (written: Written["handling"], reading: Reading): Handling | undefined => {
  if (written === undefined) return undefined;
  const talk = normaliseDistribution(written.talk, ["handling", "talk"], reading);
  const wrapUp = normaliseDistribution(written.wrapUp, ["handling", "wrapUp"], reading);
  if (!("ring" in written))
    reading.assume(["handling", "ring"], "no ringing time was given: answered at once");
  const ringSeconds = "ring" in written ? seconds(written.ring) : 0;
  if (talk === undefined || wrapUp === undefined || ringSeconds === undefined) return undefined;
  return { ringSeconds, talk, wrapUp, hangUp: written.hangUp ?? "caller" };
};

/** A minute each from midnight to midnight: nobody is rostered by less, and each is planned by simulation. */
const MOST_INTERVALS = 1440;

const normaliseTargets = (
  written: Written["targets"],
  hours: OpeningHours | undefined,
  reading: Reading,
): Targets | undefined => {
  if (written === undefined) return undefined;
  const optionalShare = (value: number | string | undefined): number | undefined =>
    value === undefined ? undefined : parseShare(value);
  const intervalSeconds = "interval" in written ? seconds(written.interval) : 1800;
  if (intervalSeconds !== undefined && hours !== undefined && "interval" in written) {
    const openSeconds = hours.closeSeconds - hours.openSeconds;
    const count = Math.ceil(openSeconds / intervalSeconds);
    if (intervalSeconds > openSeconds)
      reading.faults.at(
        ["targets", "interval"],
        `targets.interval is ${written.interval}, longer than the line is open (${formatDuration(openSeconds)}).`,
      );
    if (count > MOST_INTERVALS)
      reading.faults.at(
        ["targets", "interval"],
        `targets.interval is ${written.interval}, which makes ${count} intervals of the day; a day has at most ${MOST_INTERVALS}, one a minute.`,
      );
  }
  if (!("shrinkage" in written)) {
    reading.assume(["targets", "shrinkage"], "no shrinkage was given: headcount equals people on duty");
  }
  const shrinkage = "shrinkage" in written ? optionalShare(written.shrinkage) : 0;
  const serviceLevel = optionalShare(written.serviceLevel);
  const withinSeconds = seconds(written.within);
  const maximumAbandonment = optionalShare(written.maximumAbandonment);
  const maximumOccupancy = optionalShare(written.maximumOccupancy);
  if (serviceLevel === undefined || withinSeconds === undefined) return undefined;
  if (shrinkage === undefined || intervalSeconds === undefined) return undefined;
  return {
    serviceLevel,
    withinSeconds,
    ...(maximumAbandonment === undefined ? {} : { maximumAbandonment }),
    ...(maximumOccupancy === undefined ? {} : { maximumOccupancy }),
    shrinkage,
    scope: written.scope ?? "day",
    intervalSeconds,
  };
};

const normaliseQueue = (written: Written["queue"]): Queue => {
  const timeoutSeconds = seconds(written?.timeout);
  const retrySeconds = seconds(written?.retry);
  return {
    name: written?.name ?? "general",
    mode: written?.mode ?? "ringing",
    ...(written?.strategy !== undefined && { strategy: written.strategy }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(retrySeconds !== undefined && { retrySeconds }),
    ...(written?.families !== undefined && { families: written.families }),
  };
};

const checkWithinHours = (
  span: { readonly startSeconds: number; readonly endSeconds: number } | undefined,
  hours: OpeningHours | undefined,
  path: FieldPath,
  reading: Reading,
): void => {
  if (span === undefined || hours === undefined) return;
  if (span.startSeconds >= hours.openSeconds && span.endSeconds <= hours.closeSeconds) return;
  reading.faults.at(
    path,
    `${formatPath(path)} is ${formatTimeOfDay(span.startSeconds)}-${formatTimeOfDay(span.endSeconds)}; it must be within the opening hours ${formatTimeOfDay(hours.openSeconds)}-${formatTimeOfDay(hours.closeSeconds)}.`,
  );
};

const normaliseThresholds = (
  written: Written["thresholds"],
  hours: OpeningHours | undefined,
  reading: Reading,
): Record<string, readonly ThresholdEntry[]> => {
  const thresholds: Record<string, readonly ThresholdEntry[]> = {};
  for (const [metric, entries] of Object.entries(written ?? {})) {
    const name = metricOf(metric);
    if (!(METRIC_NAMES as readonly string[]).includes(name)) {
      const near = nearestName(name, METRIC_NAMES);
      reading.faults.atKey(
        ["thresholds", metric],
        near === undefined
          ? `"${name}" is no metric; the metrics are ${METRIC_NAMES.join(", ")}.`
          : `"${name}" is no metric; did you mean "${near}"?`,
      );
    }
    thresholds[metric] = (entries ?? []).flatMap((entry, index): ThresholdEntry[] => {
      if (entry === undefined) return [];
      if (typeof entry === "string") return [{ expression: entry, abortOnFail: false }];
      const during = entry.during === undefined ? undefined : parseTimeSpan(entry.during);
      checkWithinHours(during, hours, ["thresholds", metric, index, "during"], reading);
      const expression = entry.threshold ?? "";
      const abortOnFail = entry.abortOnFail ?? false;
      return [during === undefined ? { expression, abortOnFail } : { expression, abortOnFail, during }];
    });
  }
  return thresholds;
};

const normaliseDestination = (written: Written["destination"]): Destination => {
  const headers = Object.fromEntries(
    Object.entries(written?.headers ?? {}).map(([name, value]) => [name, value ?? ""]),
  );
  return {
    pbx: written?.pbx ?? "embedded",
    number: written?.number ?? "hotline",
    transport: written?.transport ?? "udp",
    ...(written?.localAddress === undefined ? {} : { localAddress: written.localAddress }),
    headers,
  };
};

const normaliseFlood = (
  written: Written["flood"],
  hours: OpeningHours | undefined,
  targets: Targets | undefined,
  reading: Reading,
): FloodDefaults | undefined => {
  const given = written?.window === undefined ? undefined : parseTimeSpan(written.window);
  checkWithinHours(given, hours, ["flood", "window"], reading);
  const window =
    given ??
    (hours === undefined ? undefined : { startSeconds: hours.openSeconds, endSeconds: hours.closeSeconds });
  if (window === undefined || targets === undefined) return undefined;
  const lengthSeconds = window.endSeconds - window.startSeconds;
  const bearable = Math.floor(targets.withinSeconds / SHORTEST_TARGET_WALL_SECONDS);
  const usual = Math.max(1, Math.min(Math.round(lengthSeconds / USUAL_FLOOD_SECONDS), bearable));
  return {
    windowStartSeconds: window.startSeconds,
    windowEndSeconds: window.endSeconds,
    compression: written?.compression ?? usual,
  };
};

/**
 * A scenario without its provenance, every default filled in, from what of it
 * is sound. What is wrong with its meaning is told to `reading.faults`;
 * undefined where a part is missing or wrong.
 */
export const normalise = (written: Written, reading: Reading): Omit<Scenario, "provenance"> | undefined => {
  const hours = normaliseHours(written.hours, reading);
  if (written.timeZone !== undefined) checkTimeZone(written.timeZone, reading);
  const arrivals = normaliseArrivals(written.arrivals, hours, written.date, reading);
  const callers = normaliseCallers(written.callers, reading);
  const handling = normaliseHandling(written.handling, reading);
  const staff = normaliseStaff(written.staff, hours, reading);
  if ((staff?.noAnswerShare ?? 0) > 0 && written.queue?.timeout === undefined) {
    reading.faults.at(
      ["staff", "noAnswerShare"],
      "staff.noAnswerShare needs queue.timeout: how long the PBX lets a telephone ring that nobody answers.",
    );
  }
  const targets = normaliseTargets(written.targets, hours, reading);
  const thresholds = normaliseThresholds(written.thresholds, hours, reading);
  const flood = normaliseFlood(written.flood, hours, targets, reading);
  const routing = normaliseRouting(
    written.routing,
    hours,
    { families: callers?.topicFamilies, staff },
    reading,
  );
  const web = normaliseWeb(written.web, { arrivals, staff }, reading);
  const { name } = written;
  if (name === undefined || hours === undefined || arrivals === undefined || callers === undefined)
    return undefined;
  if (handling === undefined || staff === undefined || targets === undefined || flood === undefined)
    return undefined;
  return {
    name,
    description: written.description ?? "",
    language: written.language ?? "en",
    timeZone: written.timeZone ?? "UTC",
    ...(written.date === undefined ? {} : { date: written.date }),
    hours,
    arrivals,
    callers,
    handling,
    staff,
    ...(written.trunks === undefined ? {} : { trunks: written.trunks }),
    queue: normaliseQueue(written.queue),
    targets,
    thresholds,
    destination: normaliseDestination(written.destination),
    flood,
    ...(routing === undefined ? {} : { routing }),
    ...(web === undefined ? {} : { web }),
  };
};
