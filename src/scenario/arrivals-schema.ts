import * as z from "zod";
import { block, choice, duration, fields, figure, listOf, number, share, text, timeOfDay } from "./fields.ts";

const shapeSchema = fields({
  steps: choice(
    listOf(
      fields({
        from: choice(timeOfDay(), "Start of the step."),
        to: choice(timeOfDay(), "End of the step."),
        weight: choice(number("a weight of 0 or more", 0), "Its share of the day's calls, on any scale."),
      }),
      'a list of steps such as { from: "08:00", to: "09:00", weight: 5 }',
    ),
    "Steps that cover the opening hours without a gap.",
  ).optional(),
  hourly: choice(
    listOf(number("a weight of 0 or more", 0), "a list of weights, one for each hour from the opening on"),
    "One weight for each hour from the opening on, on any scale.",
  ).optional(),
});

const countsSchema = fields({
  interval: choice(duration(), "The length of an interval."),
  file: choice(
    text("the name of a CSV file beside the scenario"),
    "A CSV file beside the scenario, one row an interval.",
  ).optional(),
  column: choice(text("a column's name"), "The column with the calls; `calls` if not given.").optional(),
  timeColumn: choice(
    text("a column's name"),
    "The column with each interval's start; `start` if not given.",
  ).optional(),
  start: choice(
    timeOfDay(),
    "With values: where the first interval starts; the opening if not given.",
  ).optional(),
  values: choice(
    listOf(number("a number of calls, 0 or more", 0), "a list of calls, one number for each interval"),
    "Instead of a file: the calls in each interval.",
  ).optional(),
});

const spikeSchema = block(
  {
    name: choice(text("a name"), "What brings the calls.").optional(),
    at: figure(timeOfDay(), "When the calls begin to rise."),
    calls: figure(
      number("a number of calls above 0", 0, { above: true }),
      "Its calls within the opening hours.",
    ),
    rise: figure(duration("zero"), "How long the rate rises, linearly."),
    halfLife: figure(duration(), "The time in which the rate then halves, again and again."),
    probability: figure(share(), "The probability that it comes at all; 1 if not given.").optional(),
  },
  "An announcement's extra calls.",
);

const outsideHoursSchema = block(
  {
    callsBeforeOpening: figure(
      number("a number of calls, 0 or more", 0),
      "Calls between midnight and opening.",
    ),
    callsAfterClosing: figure(
      number("a number of calls, 0 or more", 0),
      "Calls between closing and midnight.",
    ),
    callBackProbability: figure(
      share(),
      "The probability that one who called before the opening calls again after it.",
    ),
    callBackMean: figure(duration(), "How long after the opening, on average (exponential)."),
  },
  "Calls while the line is closed.",
);

/** How many people call, and when, as a user writes it. */
export const arrivalsSchema = block(
  {
    callsPerDay: figure(
      number("a number of calls a day, 0 or more, such as 4000", 0),
      "Calls within the opening hours of a day, spikes apart.",
    ).optional(),
    shape: figure(shapeSchema, "How the calls of a day spread over it; evenly if not given.").optional(),
    counts: figure(countsSchema, "Instead of callsPerDay: the calls in each interval.").optional(),
    spikes: z
      .array(spikeSchema, { error: "a list of spikes" })
      .describe("Announcements, each with its extra calls.")
      .optional(),
    dayCv: figure(
      number("a coefficient of variation of 0 or more, such as 0.15", 0),
      "How much whole days differ: the coefficient of variation of a day's level; 0 if not given.",
    ).optional(),
    outsideHours: outsideHoursSchema.optional(),
  },
  "How many people call, and when.",
);
