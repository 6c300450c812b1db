import type { Distribution } from "../../distributions/distribution.ts";
import { meanSeconds } from "../../distributions/moments.ts";
import type { Scenario } from "../../scenario/scenario.ts";

/** What a reader may turn in the what-if; everything else stays as the scenario has it. */
export interface Question {
  /** Calls of the day without its announcements. */
  readonly calls: number;
  /** Extra calls of the first announcement; 0 where the scenario has none. */
  readonly spike: number;
  /** Ring, talk and wrap-up together, mean. */
  readonly handling: number;
  /** Mean patience in seconds. */
  readonly patience: number;
  /** People on duty at the best staffed time; the schedule keeps its shape. */
  readonly people: number;
  /** Share of offered calls to be answered in time. */
  readonly target: number;
  /** What in time means, seconds. */
  readonly within: number;
}

export type Knob = keyof Question;

export const KNOBS: readonly Knob[] = [
  "calls",
  "spike",
  "handling",
  "patience",
  "people",
  "target",
  "within",
];

/** Where a slider starts, ends, and how fine it is. */
export interface KnobRange {
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

const baseCalls = ({ arrivals: { base } }: Scenario): number =>
  base.kind === "shape" ? base.callsPerDay : base.counts.reduce((sum, count) => sum + count, 0);

const handlingSeconds = ({ handling }: Scenario): number =>
  handling.ringSeconds + meanSeconds(handling.talk) + meanSeconds(handling.wrapUp);

const mostPeople = ({ staff }: Scenario): number =>
  Math.max(0, ...staff.schedule.map(({ agents }) => agents));

/** The question that the scenario itself asks. */
export const questionOf = (scenario: Scenario): Question => ({
  calls: Math.round(baseCalls(scenario)),
  spike: Math.round(scenario.arrivals.spikes[0]?.calls ?? 0),
  handling: Math.round(handlingSeconds(scenario)),
  patience: Math.round(meanSeconds(scenario.callers.patience)),
  people: mostPeople(scenario),
  target: scenario.targets.serviceLevel,
  within: scenario.targets.withinSeconds,
});

const roundUp = (value: number): number => {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.ceil(value / power) * power;
};

/** The sliders of a scenario: from next to nothing to four times what it has. */
export const rangesFor = (base: Question): Readonly<Record<Knob, KnobRange>> => {
  const upTo = (value: number, least: number, step: number, floor: number): KnobRange => ({
    least,
    most: roundUp(Math.max(floor, value * 4)),
    step,
  });
  return {
    calls: upTo(base.calls, 10, 10, 1000),
    spike: upTo(base.spike, 0, 10, 2000),
    handling: upTo(base.handling, Math.max(5, Math.ceil(base.handling / 10)), 1, 600),
    patience: upTo(base.patience, 5, 5, 600),
    people: upTo(base.people, 1, 1, 40),
    target: { least: 0.5, most: 0.99, step: 0.01 },
    within: { least: 5, most: roundUp(Math.max(120, base.within * 2)), step: 5 },
  };
};

const scaled = (distribution: Distribution, factor: number): Distribution =>
  distribution.kind === "empirical"
    ? { ...distribution, sortedSeconds: distribution.sortedSeconds.map((seconds) => seconds * factor) }
    : { ...distribution, meanSeconds: distribution.meanSeconds * factor };

/** The scenario with the reader's figures in it. */
export const scenarioFor = (scenario: Scenario, question: Question): Scenario => {
  const { arrivals, handling, callers, staff, targets } = scenario;
  const { base } = arrivals;
  const callFactor = question.calls / Math.max(1e-9, baseCalls(scenario));
  const talking = handlingSeconds(scenario) - handling.ringSeconds;
  const talkFactor = Math.max(0.001, (question.handling - handling.ringSeconds) / Math.max(1e-9, talking));
  const patience = meanSeconds(callers.patience);
  const peopleFactor = question.people / Math.max(1, mostPeople(scenario));
  const [first, ...others] = arrivals.spikes;
  return {
    ...scenario,
    arrivals: {
      ...arrivals,
      base:
        base.kind === "shape"
          ? { ...base, callsPerDay: question.calls }
          : { ...base, counts: base.counts.map((count) => count * callFactor) },
      spikes:
        first === undefined
          ? []
          : question.spike === 0
            ? others
            : [{ ...first, calls: question.spike }, ...others],
    },
    handling: {
      ...handling,
      talk: scaled(handling.talk, talkFactor),
      wrapUp: scaled(handling.wrapUp, talkFactor),
    },
    callers: {
      ...callers,
      patience:
        Number.isFinite(patience) && patience > 0
          ? scaled(callers.patience, question.patience / patience)
          : { kind: "exponential", meanSeconds: question.patience },
    },
    staff: {
      ...staff,
      schedule: staff.schedule.map((step) => ({ ...step, agents: Math.round(step.agents * peopleFactor) })),
    },
    targets: { ...targets, serviceLevel: question.target, withinSeconds: question.within },
  };
};

/** The question as a link holds it: only what differs from the scenario. */
export const encodeQuestion = (question: Question, base: Question): string =>
  new URLSearchParams(
    Object.fromEntries(
      KNOBS.filter((knob) => question[knob] !== base[knob]).map((knob) => [knob, String(question[knob])]),
    ),
  ).toString();

/** The question of a link; what it does not name, or names wrongly, is the scenario's. */
export const decodeQuestion = (text: string, base: Question): Question => {
  const given = new URLSearchParams(text);
  const ranges = rangesFor(base);
  const read = (knob: Knob): number => {
    const written = given.get(knob);
    const value = written === null || written.trim() === "" ? Number.NaN : Number(written);
    const { least, most } = ranges[knob];
    return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : base[knob];
  };
  return {
    calls: Math.round(read("calls")),
    spike: Math.round(read("spike")),
    handling: read("handling"),
    patience: read("patience"),
    people: Math.round(read("people")),
    target: read("target"),
    within: read("within"),
  };
};
