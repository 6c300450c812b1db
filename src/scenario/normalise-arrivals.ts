import { parseDuration } from "./duration.ts";
import { type FieldPath, formatPath } from "./field-path.ts";
import { parseShare } from "./fields.ts";
import { normaliseCounts } from "./normalise-counts.ts";
import type { Reading } from "./reading.ts";
import type { Arrivals, BaseArrivals, OpeningHours, OutsideHours, ShapeStep, Spike } from "./scenario.ts";
import type { WrittenScenario } from "./scenario-schema.ts";
import type { Partly } from "./structure.ts";
import { formatTimeOfDay, parseTimeOfDay } from "./time-of-day.ts";

type Written = Partly<WrittenScenario["arrivals"]>;
type WrittenShape = NonNullable<Written["shape"]>;

const HOUR_SECONDS = 3600;

const hourlySteps = (
  weights: readonly (number | undefined)[],
  path: FieldPath,
  hours: OpeningHours,
  reading: Reading,
): readonly ShapeStep[] | undefined => {
  const needed = Math.ceil((hours.closeSeconds - hours.openSeconds) / HOUR_SECONDS);
  if (weights.length !== needed) {
    reading.faults.at(
      [...path, "hourly"],
      `${formatPath(path)}.hourly has ${weights.length} weights; the opening hours ${formatTimeOfDay(hours.openSeconds)}-${formatTimeOfDay(hours.closeSeconds)} need ${needed}, one for each hour.`,
    );
    return undefined;
  }
  return weights.map((weight, index) => ({
    startSeconds: hours.openSeconds + index * HOUR_SECONDS,
    endSeconds: Math.min(hours.closeSeconds, hours.openSeconds + (index + 1) * HOUR_SECONDS),
    weight: weight as number,
  }));
};

const stepsOfShape = (
  written: NonNullable<WrittenShape["steps"]>,
  path: FieldPath,
  hours: OpeningHours,
  reading: Reading,
): readonly ShapeStep[] | undefined => {
  const { faults } = reading;
  let whole = true;
  const tell = (at: FieldPath, message: string): void => {
    faults.at(at, message);
    whole = false;
  };
  const steps: ShapeStep[] = [];
  let expected = hours.openSeconds;
  for (const [index, step] of written.entries()) {
    const at: FieldPath = [...path, "steps", index];
    const startSeconds = step?.from === undefined ? undefined : parseTimeOfDay(step.from);
    const endSeconds = step?.to === undefined ? undefined : parseTimeOfDay(step.to);
    if (startSeconds === undefined || endSeconds === undefined || step?.weight === undefined)
      return undefined;
    if (endSeconds <= startSeconds) {
      tell([...at, "to"], `${formatPath(at)} ends at ${step.to}, not after its start at ${step.from}.`);
    }
    if (startSeconds !== expected) {
      const before = index === 0 ? "the line opens" : "the step before ends";
      const fault = startSeconds > expected ? "leaves a gap" : index === 0 ? "starts too early" : "overlaps";
      tell(
        [...at, "from"],
        `${formatPath(at)} starts at ${step.from} and ${fault}: ${before} at ${formatTimeOfDay(expected)}.`,
      );
    }
    expected = Math.max(startSeconds, endSeconds);
    steps.push({ startSeconds, endSeconds, weight: step.weight });
  }
  if (expected !== hours.closeSeconds) {
    const last: FieldPath = [...path, "steps", written.length - 1, "to"];
    tell(
      last,
      `The shape ends at ${formatTimeOfDay(expected)}; the line closes at ${formatTimeOfDay(hours.closeSeconds)}.`,
    );
  }
  return whole ? steps : undefined;
};

const normaliseShape = (
  written: WrittenShape,
  path: FieldPath,
  hours: OpeningHours,
  reading: Reading,
): readonly ShapeStep[] | undefined => {
  if ("steps" in written === "hourly" in written) {
    reading.faults.at(path, `${formatPath(path)} needs either steps or hourly.`);
    return undefined;
  }
  let steps: readonly ShapeStep[] | undefined;
  if (written.steps !== undefined) steps = stepsOfShape(written.steps, path, hours, reading);
  else if (written.hourly !== undefined && !written.hourly.includes(undefined)) {
    steps = hourlySteps(written.hourly, path, hours, reading);
  }
  if (steps?.every(({ weight }) => weight === 0)) {
    reading.faults.at(path, `${formatPath(path)} has only weights of 0; at least one must be more.`);
    return undefined;
  }
  return steps;
};

const normaliseBase = (
  written: Written,
  hours: OpeningHours | undefined,
  date: string | undefined,
  reading: Reading,
): BaseArrivals | undefined => {
  const path: FieldPath = ["arrivals"];
  if ("callsPerDay" in written === "counts" in written) {
    const found = "counts" in written ? "both are given" : "neither is given";
    reading.faults.at(path, `arrivals needs either callsPerDay or counts; ${found}.`);
    return undefined;
  }
  if ("counts" in written) {
    if ("shape" in written) {
      reading.faults.atKey(
        [...path, "shape"],
        "arrivals.shape means nothing beside counts, which have a shape of their own.",
      );
    }
    return written.counts === undefined
      ? undefined
      : normaliseCounts(written.counts, [...path, "counts"], hours, date, reading);
  }
  if (hours === undefined) return undefined;
  let steps: readonly ShapeStep[] | undefined;
  if ("shape" in written) {
    steps =
      written.shape === undefined
        ? undefined
        : normaliseShape(written.shape, [...path, "shape"], hours, reading);
  } else {
    reading.assume([...path, "shape"], "no shape was given: calls spread evenly over the opening hours");
    steps = [{ startSeconds: hours.openSeconds, endSeconds: hours.closeSeconds, weight: 1 }];
  }
  if (steps === undefined || written.callsPerDay === undefined) return undefined;
  return { kind: "shape", callsPerDay: written.callsPerDay, steps };
};

const normaliseSpike = (
  written: NonNullable<Written["spikes"]>[number],
  index: number,
  hours: OpeningHours | undefined,
  reading: Reading,
): Spike | undefined => {
  if (written === undefined) return undefined;
  const path: FieldPath = ["arrivals", "spikes", index];
  const atSeconds = written.at === undefined ? undefined : parseTimeOfDay(written.at);
  if (
    atSeconds !== undefined &&
    hours !== undefined &&
    (atSeconds < hours.openSeconds || atSeconds >= hours.closeSeconds)
  ) {
    reading.faults.at(
      [...path, "at"],
      `${formatPath(path)}.at is ${written.at}; it must be within the opening hours ${formatTimeOfDay(hours.openSeconds)}-${formatTimeOfDay(hours.closeSeconds)}.`,
    );
  }
  if (!("probability" in written))
    reading.assume([...path, "probability"], "no probability was given: it comes for certain");
  const probability = "probability" in written ? written.probability : 1;
  const riseSeconds = written.rise === undefined ? undefined : parseDuration(written.rise);
  const halfLifeSeconds = written.halfLife === undefined ? undefined : parseDuration(written.halfLife);
  if (atSeconds === undefined || written.calls === undefined || probability === undefined) return undefined;
  if (riseSeconds === undefined || halfLifeSeconds === undefined) return undefined;
  return {
    name: written.name ?? `spike ${index + 1}`,
    atSeconds,
    calls: written.calls,
    riseSeconds,
    halfLifeSeconds,
    probability: parseShare(probability) ?? 1,
  };
};

const normaliseOutsideHours = (written: NonNullable<Written["outsideHours"]>): OutsideHours | undefined => {
  const { callsBeforeOpening, callsAfterClosing, callBackProbability, callBackMean } = written;
  const callBackMeanSeconds = callBackMean === undefined ? undefined : parseDuration(callBackMean);
  if (callsBeforeOpening === undefined || callsAfterClosing === undefined) return undefined;
  if (callBackProbability === undefined || callBackMeanSeconds === undefined) return undefined;
  return {
    callsBeforeOpening,
    callsAfterClosing,
    callBackProbability: parseShare(callBackProbability) ?? 0,
    callBackMeanSeconds,
  };
};

/** The arrivals of a day, or undefined after telling what is wrong with them. */
export const normaliseArrivals = (
  written: Written | undefined,
  hours: OpeningHours | undefined,
  date: string | undefined,
  reading: Reading,
): Arrivals | undefined => {
  if (written === undefined) return undefined;
  const base = normaliseBase(written, hours, date, reading);
  const spikes = (written.spikes ?? []).map((spike, index) => normaliseSpike(spike, index, hours, reading));
  if (!("dayCv" in written))
    reading.assume(["arrivals", "dayCv"], "no dayCv was given: the rates are taken as certain");
  const dayCv = "dayCv" in written ? written.dayCv : 0;
  const outsideHours =
    written.outsideHours === undefined ? undefined : normaliseOutsideHours(written.outsideHours);
  if (hours !== undefined && written.outsideHours !== undefined) {
    const dayRest: readonly (readonly ["callsBeforeOpening" | "callsAfterClosing", number])[] = [
      ["callsBeforeOpening", hours.openSeconds],
      ["callsAfterClosing", 24 * HOUR_SECONDS - hours.closeSeconds],
    ];
    for (const [key, seconds] of dayRest) {
      const calls = written.outsideHours[key];
      if (seconds <= 0 && calls !== undefined && calls > 0) {
        reading.faults.at(
          ["arrivals", "outsideHours", key],
          `arrivals.outsideHours.${key} is ${calls}; the line is open then, so it must be 0.`,
        );
      }
    }
  }
  const calls =
    base === undefined
      ? undefined
      : base.kind === "shape"
        ? base.callsPerDay
        : base.counts.reduce((a, b) => a + b, 0);
  if (calls === 0 && spikes.length === 0) {
    reading.faults.at(
      ["arrivals"],
      `arrivals has no call at all, neither over the day nor in a spike; give callsPerDay, counts or a spike more than 0.`,
    );
  }
  if (base === undefined || dayCv === undefined || spikes.includes(undefined)) return undefined;
  const arrivals: Arrivals = { base, spikes: spikes as readonly Spike[], dayCv };
  return outsideHours === undefined ? arrivals : { ...arrivals, outsideHours };
};
