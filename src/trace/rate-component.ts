import { invalidInput } from "../scenario/invalid-input.ts";
import type { OpeningHours, Scenario, Spike } from "../scenario/scenario.ts";
import { cutSegment, type RateSegment, scaleSegment, segmentCalls } from "./rate-segment.ts";

/**
 * One reason for which callers come: the day's ordinary calls, one spike, or
 * those who found the line closed. The callers of a day are the components'
 * callers together: independent Poisson processes added up are one.
 */
export interface RateComponent {
  readonly kind: "base" | "spike" | "callBacks";
  /** The spike's place in the scenario; 0 for the others. */
  readonly index: number;
  /** The probability that the component comes at all on a day. */
  readonly probability: number;
  /** In time order, without overlap, all within the opening hours and of positive rate. */
  readonly segments: readonly RateSegment[];
  /** Expected calls, if it comes, from the opening to the start of each segment and, last, to the close. */
  readonly callsBefore: Float64Array;
}

/** Expected calls of the component over the day, if it comes. */
export const componentCalls = (component: RateComponent): number =>
  component.callsBefore[component.segments.length]!;

const makeComponent = (
  kind: RateComponent["kind"],
  index: number,
  probability: number,
  segments: readonly RateSegment[],
): RateComponent => {
  const callsBefore = new Float64Array(segments.length + 1);
  segments.forEach((segment, i) => {
    callsBefore[i + 1] = callsBefore[i]! + segmentCalls(segment, segment.endSeconds);
  });
  return { kind, index, probability, segments, callsBefore };
};

const cutToHours = (segments: readonly RateSegment[], hours: OpeningHours): RateSegment[] =>
  segments.flatMap((segment) => cutSegment(segment, hours.openSeconds, hours.closeSeconds) ?? []);

const constantSegments = (
  steps: readonly { startSeconds: number; endSeconds: number; calls: number }[],
): RateSegment[] =>
  steps
    .filter((step) => step.calls > 0)
    .map(({ startSeconds, endSeconds, calls }) => ({
      kind: "constant",
      startSeconds,
      endSeconds,
      rate: calls / (endSeconds - startSeconds),
    }));

const totalOf = (segments: readonly RateSegment[]): number =>
  segments.reduce((sum, segment) => sum + segmentCalls(segment, segment.endSeconds), 0);

/**
 * The day's ordinary calls. Of a shape, the steps within the opening hours
 * share `callsPerDay` by their weights; of counts, those that fall outside the
 * opening hours meet a closed line and are left out.
 */
const baseComponent = ({ arrivals, hours }: Scenario): RateComponent => {
  const { base } = arrivals;
  if (base.kind === "counts") {
    const steps = base.counts.map((calls, i) => ({
      startSeconds: base.startSeconds + i * base.intervalSeconds,
      endSeconds: base.startSeconds + (i + 1) * base.intervalSeconds,
      calls,
    }));
    return makeComponent("base", 0, 1, cutToHours(constantSegments(steps), hours));
  }
  const steps = base.steps.map((step) => ({ ...step, calls: step.weight }));
  const open = cutToHours(constantSegments(steps), hours);
  const weight = totalOf(open);
  if (weight <= 0 && base.callsPerDay > 0) {
    throw invalidInput(
      "arrivals.shape",
      "no step of positive weight lies within the opening hours, so the day's calls have no time to come at.",
    );
  }
  const segments =
    base.callsPerDay > 0 ? open.map((segment) => scaleSegment(segment, base.callsPerDay / weight)) : [];
  return makeComponent("base", 0, 1, segments);
};

/**
 * A spike: with peak rate r at the end of the rise, r·t/rise before and
 * r·2^(−t/half-life) after it; cut to the opening hours, then scaled so that
 * its calls within them are the number given.
 */
const spikeComponent = (spike: Spike, index: number, hours: OpeningHours): RateComponent => {
  const peakSeconds = spike.atSeconds + spike.riseSeconds;
  const rise: RateSegment[] =
    spike.riseSeconds > 0
      ? [
          {
            kind: "linear",
            startSeconds: spike.atSeconds,
            endSeconds: peakSeconds,
            startRate: 0,
            slope: 1 / spike.riseSeconds,
          },
        ]
      : [];
  const fall: RateSegment = {
    kind: "exponential",
    startSeconds: peakSeconds,
    endSeconds: Number.POSITIVE_INFINITY,
    startRate: 1,
    decay: Math.LN2 / spike.halfLifeSeconds,
  };
  const open = cutToHours([...rise, fall], hours);
  const total = totalOf(open);
  if (spike.calls > 0 && !(total > 0)) {
    throw invalidInput(
      `arrivals.spikes[${index}]`,
      `the spike "${spike.name}" brings no calls within the opening hours; it has to begin before the close.`,
    );
  }
  const segments = spike.calls > 0 ? open.map((segment) => scaleSegment(segment, spike.calls / total)) : [];
  return makeComponent("spike", index, spike.probability, segments);
};

/**
 * Those who called before the opening and call again after it, each after an
 * exponential delay counted from the opening; a delay beyond the close is a
 * caller lost.
 */
const callBackComponent = ({ arrivals, hours }: Scenario): RateComponent | undefined => {
  const { outsideHours } = arrivals;
  if (outsideHours === undefined) return undefined;
  const calls = outsideHours.callsBeforeOpening * outsideHours.callBackProbability;
  if (!(calls > 0)) return undefined;
  const decay = 1 / outsideHours.callBackMeanSeconds;
  return makeComponent("callBacks", 0, 1, [
    {
      kind: "exponential",
      startSeconds: hours.openSeconds,
      endSeconds: hours.closeSeconds,
      startRate: calls * decay,
      decay,
    },
  ]);
};

/** All components of a scenario's arrivals that can bring a call. Throws InvalidInput for calls with no time to come at. */
export const rateComponents = (scenario: Scenario): RateComponent[] => {
  const spikes = scenario.arrivals.spikes.map((spike, index) => spikeComponent(spike, index, scenario.hours));
  const callBacks = callBackComponent(scenario);
  const all = [baseComponent(scenario), ...spikes, ...(callBacks === undefined ? [] : [callBacks])];
  return all.filter((component) => component.segments.length > 0);
};
