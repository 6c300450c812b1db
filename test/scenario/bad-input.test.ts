import { describe, expect, it } from "vitest";
import { formatProblem } from "../../src/scenario/invalid-input.ts";
import { changed, FILE, placeOf, problemsOf, SMALL } from "./small-scenario.ts";

interface Fault {
  /** What is wrong, to finish the sentence "tells". */
  readonly of: string;
  readonly change: readonly [string, string];
  /** The text at which the fault stands. */
  readonly at: string;
  readonly says: readonly (string | RegExp)[];
}

const FAULTS: readonly Fault[] = [
  {
    of: "an unknown key, with the nearest name",
    change: ["timeZone:", "timezone:"],
    at: "timezone",
    says: ['"timezone" is not a field of a scenario', 'did you mean "timeZone"'],
  },
  {
    of: "an unknown key deep inside",
    change: ["halfLife: 20m", "halflive: 20m"],
    at: "halflive",
    says: ["arrivals.spikes[0]", 'did you mean "halfLife"'],
  },
  {
    of: "an unknown key that is near nothing, with the names that there are",
    change: ["hours:\n", "hours:\n  lunch: 12\n"],
    at: "lunch",
    says: ["its fields are open, close"],
  },
  {
    of: "a bare number where a duration belongs",
    change: ["mean: 4m, cv: 1.1", "mean: 240, cv: 1.1"],
    at: "240",
    says: ["handling.talk.mean is 240", "20s, 4m or 1h30m"],
  },
  {
    of: "more people than a day can hold",
    change: ["agents: 10 }", "agents: 1000000000 }"],
    at: "1000000000",
    says: ["1000000000", "a whole number of people from 0 to 100,000"],
  },
  {
    of: "a unit that does not exist",
    change: ["rise: 10m", "rise: 10 minutes"],
    at: "10 minutes",
    says: ['arrivals.spikes[0].rise is "10 minutes"', "4m"],
  },
  {
    of: "a close before the open",
    change: ['close: "18:00"', 'close: "07:00"'],
    at: '"07:00"',
    says: ["hours.close is 07:00, not after hours.open at 08:00", "24:00"],
  },
  {
    of: "a time of day that does not exist",
    change: ['open: "08:00"', 'open: "8h"'],
    at: '"8h"',
    says: ["hours.open", "08:30"],
  },
  {
    of: "a negative rate",
    change: ["callsPerDay: 1000", "callsPerDay: -1000"],
    at: "-1000",
    says: ["arrivals.callsPerDay is -1000", "0 or more"],
  },
  {
    of: "an absent rate",
    change: ["  callsPerDay: 1000\n", ""],
    at: "assumed: made up\n  shape",
    says: ["arrivals needs either callsPerDay or counts; neither is given"],
  },
  {
    of: "a rate left empty",
    change: ["callsPerDay: 1000", "callsPerDay:"],
    at: "\n  shape",
    says: ["arrivals.callsPerDay is empty", "calls a day"],
  },
  {
    of: "a number with a thousands separator",
    change: ["callsPerDay: 1000", "callsPerDay: 1,000"],
    at: "1,000",
    says: ['arrivals.callsPerDay is "1,000"', "4000"],
  },
  {
    of: "a figure with neither source nor assumption",
    change: ["  source: the roster\n", ""],
    at: '- { from: "08:00", to: "12:00", agents',
    says: ["staff.schedule has neither source nor assumption", "source:", "assumed:"],
  },
  {
    of: "a source without words",
    change: ["source: the announcement", 'source: ""'],
    at: '""',
    says: ["hours.source", "where the figure comes from"],
  },
  {
    of: "a figure with a source and an assumption",
    change: ["source: the announcement", "source: the announcement\n  assumed: guessed"],
    at: "assumed: guessed",
    says: ["both source and assumed"],
  },
  {
    of: "a figure's map with a stranger in it",
    change: ["callsPerDay: 1000", "callsPerDay: { value: 1000, sorce: x }"],
    at: "sorce",
    says: ["arrivals.callsPerDay.sorce", "value and either source or assumed"],
  },
  {
    of: "intervals of a second, of which a plan would never come to an end",
    change: ["within: 20s", "within: 20s\n  interval: 1s"],
    at: "1s\nthresholds",
    says: ["targets.interval is 1s", "36000 intervals", "at most 1440"],
  },
  {
    of: "a gap in the shape",
    change: ['from: "12:00", to: "18:00", weight', 'from: "13:00", to: "18:00", weight'],
    at: '"13:00"',
    says: ["arrivals.shape.steps[1]", "leaves a gap", "12:00"],
  },
  {
    of: "an overlap in the shape",
    change: ['from: "12:00", to: "18:00", weight', 'from: "11:00", to: "18:00", weight'],
    at: '"11:00", to: "18:00"',
    says: ["arrivals.shape.steps[1]", "overlaps", "12:00"],
  },
  {
    of: "a shape that ends before the line closes",
    change: ['to: "18:00", weight', 'to: "17:00", weight'],
    at: '"17:00"',
    says: ["The shape ends at 17:00; the line closes at 18:00"],
  },
  {
    of: "a shape with weights of 0 alone",
    change: [
      'shape:\n    steps:\n      - { from: "08:00", to: "12:00", weight: 3 }\n      - { from: "12:00", to: "18:00", weight: 2 }',
      "shape: { hourly: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }",
    ],
    at: "{ hourly",
    says: ["only weights of 0"],
  },
  {
    of: "too few hourly weights",
    change: [
      'shape:\n    steps:\n      - { from: "08:00", to: "12:00", weight: 3 }\n      - { from: "12:00", to: "18:00", weight: 2 }',
      "shape: { hourly: [1, 2] }",
    ],
    at: "[1, 2]",
    says: ["has 2 weights", "need 10"],
  },
  {
    of: "schedules that overlap",
    change: ['from: "12:00", to: "18:00", agents', 'from: "11:00", to: "18:00", agents'],
    at: '"11:00", to: "18:00"',
    says: ["staff.schedule[1] starts at 11:00, before the step above ends at 12:00"],
  },
  {
    of: "a schedule outside the opening hours",
    change: ['to: "18:00", agents', 'to: "19:00", agents'],
    at: '"19:00"',
    says: ["staff.schedule[1].to is 19:00", "08:00-18:00"],
  },
  {
    of: "a spike outside the opening hours",
    change: ['at: "11:30"', 'at: "19:30"'],
    at: '"19:30"',
    says: ["arrivals.spikes[0].at is 19:30", "08:00-18:00"],
  },
  {
    of: "a window outside the opening hours",
    change: ['window: "11:00-12:00"', 'window: "06:00-12:00"'],
    at: '"06:00-12:00"',
    says: ["flood.window is 06:00-12:00", "08:00-18:00"],
  },
  {
    of: "a window that ends before it starts",
    change: ['window: "11:00-12:00"', 'window: "12:00-11:00"'],
    at: '"12:00-11:00"',
    says: ["flood.window", "its end after its start"],
  },
  {
    of: "a uniform distribution that would reach below 0",
    change: ["cv: 0.5 }", "cv: 0.6 }"],
    at: "0.6",
    says: ["handling.wrapUp.cv is 0.6", "0.577"],
  },
  {
    of: "a probability above 1",
    change: ["halfLife: 20m", "halfLife: 20m\n      probability: 1.2"],
    at: "1.2",
    says: ["arrivals.spikes[0].probability is 1.2", "from 0 to 1"],
  },
  {
    of: "a share above 100 %",
    change: ["serviceLevel: 80%", "serviceLevel: 120%"],
    at: "120%",
    says: ['targets.serviceLevel is "120%"', "80%"],
  },
  {
    of: "an unknown distribution, with the nearest name",
    change: ["distribution: lognormal", "distribution: log-normale"],
    at: "log-normale",
    says: ["handling.talk.distribution", 'Did you mean "lognormal"'],
  },
  {
    of: "an unknown strategy of the queue, with the nearest name",
    change: ["handling:", "queue: { strategy: leastrecnt }\nhandling:"],
    at: "leastrecnt",
    says: ["queue.strategy", 'Did you mean "leastrecent"'],
  },
  {
    of: "a ring time-out that Asterisk cannot count",
    change: ["handling:", "queue: { timeout: 1.5s }\nhandling:"],
    at: "1.5s",
    says: ["queue.timeout", "a duration of whole seconds, 1s or more"],
  },
  {
    of: "rings that nobody answers and nobody gives up",
    change: ["source: the roster", "source: the roster\n  noAnswerShare: 4.5%"],
    at: "4.5%",
    says: ["staff.noAnswerShare needs queue.timeout"],
  },
  {
    of: "a distribution without the cv that it needs",
    change: ["mean: 4m, cv: 1.1", "mean: 4m"],
    at: "talk",
    says: ["handling.talk is lognormal, so it needs mean and cv; cv is missing"],
  },
  {
    of: "a field that means nothing for its distribution",
    change: ["distribution: exponential, mean: 3m", "distribution: exponential, mean: 3m, cv: 2"],
    at: "cv: 2",
    says: ["callers.patience.cv means nothing for exponential"],
  },
  {
    of: "a patience of 0 seconds",
    change: ["mean: 3m", "mean: 0.0s"],
    at: "0.0s",
    says: ["callers.patience.mean is 0s; only a constant"],
  },
  {
    of: "both a number of people and a schedule",
    change: ["  source: the roster\n", "  source: the roster\n  onDuty: 5\n"],
    at: "source: the roster",
    says: ["staff needs either onDuty or schedule; both are given"],
  },
  {
    of: "half a person",
    change: ["agents: 8", "agents: 8.5"],
    at: "8.5",
    says: ["staff.schedule[1].agents is 8.5", "whole number"],
  },
  {
    of: "an unknown metric, with the nearest name",
    change: ["wait: [", "answer_wiat: ["],
    at: "answer_wiat",
    says: ['"answer_wiat" is no metric', 'did you mean "answer_wait"'],
  },
  {
    of: "a threshold that is no expression",
    change: ['"p(95)<120s"', "120"],
    at: "120",
    says: ["thresholds.wait[0] is 120", "p(95)<120s"],
  },
  {
    of: "a threshold whose expression has no bound",
    change: ['"p(95)<120s"', '"p(95)<<120s"'],
    at: '"p(95)<<120s"',
    says: ['thresholds.wait[0] is "p(95)<<120s"', "rate<5%"],
  },
  {
    of: "a threshold's unknown key",
    change: ['"p(95)<120s"', '{ threshold: "p(95)<1m", abortOnFial: true }'],
    at: "abortOnFial",
    says: ["thresholds.wait[0]", 'did you mean "abortOnFail"'],
  },
  {
    of: "a threshold for a part of the day when the line is closed",
    change: ['"p(95)<120s"', '{ threshold: "p(95)<1m", during: "18:00-19:00" }'],
    at: '"18:00-19:00"',
    says: ["thresholds.wait[0].during is 18:00-19:00", "08:00-18:00"],
  },
  {
    of: "an unknown time zone, with the nearest name",
    change: ["Europe/Luxembourg", "Europe/Luxemburg"],
    at: "Europe/Luxemburg",
    says: ['Did you mean "Europe/Luxembourg"'],
  },
  {
    of: "a compression below 1",
    change: ["compression: 60", "compression: 0.75"],
    at: "0.75",
    says: ["flood.compression is 0.75", "1 or more"],
  },
  {
    of: "a block that is none",
    change: [
      "targets:\n  source: the agreement\n  serviceLevel: 80%\n  within: 20s\n",
      "targets: 80% in 20s\n",
    ],
    at: "80% in 20s",
    says: ["targets is", "a map with the fields serviceLevel, within"],
  },
  {
    of: "a missing block",
    change: ["targets:\n  source: the agreement\n  serviceLevel: 80%\n  within: 20s\n", ""],
    at: "name: small",
    says: ["targets is missing", "serviceLevel"],
  },
  {
    of: "a missing field at its block",
    change: ["  within: 20s\n", ""],
    at: "targets",
    says: ["targets.within is missing", "20s, 4m"],
  },
  {
    of: "a key that stands twice",
    change: ["compression: 60", "compression: 60\n  compression: 70"],
    at: "compression: 70",
    says: ["twice"],
  },
  {
    of: "an infinite number of calls",
    change: ["callsPerDay: 1000", "callsPerDay: .inf"],
    at: ".inf",
    says: ["arrivals.callsPerDay is"],
  },
  {
    of: "calls before the opening of a line that opens at midnight",
    change: ['hours:\n  open: "08:00"', 'hours:\n  open: "25:00"'],
    at: '"25:00"',
    says: ["hours.open", "24:00"],
  },
];

describe("a bad scenario", () => {
  it("is compared with one that is good", () => {
    expect(problemsOf(SMALL)).toEqual([]);
  });

  for (const fault of FAULTS) {
    it(`tells ${fault.of}, at its line and column`, () => {
      const text = changed(fault.change);
      const problems = problemsOf(text);
      expect(problems.map(formatProblem)).toHaveLength(1);
      const [problem] = problems;
      const place = fault.at.startsWith("\n") ? undefined : placeOf(text, fault.at);
      expect(problem).toMatchObject({ where: FILE, ...(place ?? {}) });
      for (const part of fault.says)
        expect(problem?.message).toMatch(
          part instanceof RegExp ? part : new RegExp(part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")),
        );
    });
  }
});
