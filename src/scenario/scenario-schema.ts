import * as z from "zod";
import { GREATEST_CV, LEAST_CV } from "../distributions/law-of.ts";
import {
  block,
  choice,
  duration,
  fields,
  figure,
  listOf,
  number,
  oneOf,
  share,
  text,
  timeOfDay,
  timeSpan,
  wholeNumber,
} from "./fields.ts";

/**
 * A scenario as a user writes it. This one schema validates the YAML, gives the
 * JSON schema that editors use, and says which fields are figures.
 *
 * A new part of a scenario is a new optional key of `scenarioSchema`, with its
 * own file for the schema and the normalising; see the comments at the end here
 * and in `normalise.ts`. Its figures are found by themselves if they are
 * declared with `figure` inside a `block`.
 */

export const DISTRIBUTION_KINDS = [
  "constant",
  "exponential",
  "lognormal",
  "gamma",
  "weibull",
  "uniform",
  "empirical",
] as const;

const CV_FORM = `a coefficient of variation (standard deviation over mean) from ${LEAST_CV} to ${GREATEST_CV}, such as 1.1`;

/** A distribution of durations; which fields it needs depends on its kind. */
export const distributionSchema = (description: string) =>
  block(
    {
      distribution: choice(oneOf(DISTRIBUTION_KINDS), "The kind of distribution."),
      mean: figure(duration("zero"), "The mean; every kind but empirical needs it.").optional(),
      cv: figure(
        number(CV_FORM, LEAST_CV).lte(GREATEST_CV, { error: CV_FORM }),
        "Standard deviation over mean, for lognormal, gamma, weibull and uniform (there at most 0.577).",
      ).optional(),
      values: figure(
        listOf(duration("zero"), "a list of durations such as [35s, 2m]"),
        "For empirical: the values, each equally likely.",
      ).optional(),
      file: figure(
        text("the name of a CSV file beside the scenario"),
        "For empirical, instead of values: a CSV file beside the scenario.",
      ).optional(),
      column: choice(text("a column's name"), "The column of the file that holds the durations.").optional(),
      unit: choice(
        oneOf(["ms", "s", "m", "h"]),
        "The unit of bare numbers in that column; not needed where its name ends in _s, _seconds or _ms.",
      ).optional(),
    },
    description,
  );

const hoursSchema = block(
  {
    open: figure(timeOfDay(), "When the line opens."),
    close: figure(timeOfDay(), "When the line closes; 24:00 is midnight."),
  },
  "When the line is open.",
);

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

const arrivalsSchema = block(
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

const redialRuleSchema = (description: string) =>
  block(
    {
      probability: figure(share(), "The probability of calling again."),
      delay: distributionSchema("How long until then."),
    },
    description,
  );

const callersSchema = block(
  {
    patience: distributionSchema("How long a caller waits before hanging up."),
    redial: block(
      {
        afterAbandoning: redialRuleSchema("Calling again after having hung up while waiting.").optional(),
        afterBlocked: redialRuleSchema("Calling again after a busy tone.").optional(),
        maximumAttempts: figure(
          wholeNumber("a whole number of attempts, 1 or more", 1),
          "Attempts that one caller makes at most, the first included.",
        ),
      },
      "Who calls again.",
    ).optional(),
    topicFamilies: figure(
      listOf(
        fields({
          name: choice(text("a name"), "The family's name."),
          weight: choice(
            number("a weight above 0", 0, { above: true }),
            "Its share of callers, on any scale.",
          ),
          topics: choice(listOf(text("a question"), "a list of questions"), "What these callers ask."),
        }),
        "a list of families of topics",
      ),
      "What callers ask, in families.",
    ).optional(),
  },
  "What callers do.",
);

const handlingSchema = block(
  {
    ring: figure(
      duration("zero"),
      "How long an agent's telephone rings before the answer; 0s if not given.",
    ).optional(),
    talk: distributionSchema("How long agent and caller talk."),
    wrapUp: distributionSchema("How long the agent is busy after the call."),
    hangUp: choice(oneOf(["agent", "caller"]), "Who ends the call; the caller if not given.").optional(),
  },
  "What a call costs.",
);

const staffSchema = block(
  {
    onDuty: figure(
      wholeNumber("a whole number of people, 0 or more", 0),
      "People on duty during all opening hours.",
    ).optional(),
    schedule: figure(
      listOf(
        fields({
          from: choice(timeOfDay(), "Start of the step."),
          to: choice(timeOfDay(), "End of the step."),
          agents: choice(wholeNumber("a whole number of people, 0 or more", 0), "People on duty."),
        }),
        'a list of steps such as { from: "08:00", to: "12:00", agents: 20 }',
      ),
      "Instead of onDuty: people on duty over the day; nobody outside the steps.",
    ).optional(),
    effectiveShare: figure(
      share({ accepts: "a share above 0 and up to 1, such as 0.95 or 95%", above: 0 }),
      "The share of those on duty that is really effective when a queue stands; 1 if not given.",
    ).optional(),
  },
  "Who answers.",
);

const targetsSchema = block(
  {
    serviceLevel: figure(
      share({ accepts: "a share above 0 and up to 1, such as 0.8 or 80%", above: 0 }),
      "Share of offered calls to be answered in time.",
    ),
    within: figure(duration(), "What in time means."),
    maximumAbandonment: figure(share(), "Share of offered calls that may be abandoned at most.").optional(),
    maximumOccupancy: figure(
      share({ accepts: "a share above 0 and up to 1, such as 0.85 or 85%", above: 0 }),
      "Share of their time that people may be busy at most.",
    ).optional(),
    shrinkage: figure(
      share({ accepts: "a share from 0 to below 1, such as 0.3 or 30%", below: 1 }),
      "Share of paid time not on duty; 0 if not given.",
    ).optional(),
    scope: choice(
      oneOf(["day", "interval"]),
      "Whether the day as a whole must meet the target, or every interval; day if not given.",
    ).optional(),
    interval: choice(duration(), "The interval for which people are planned; 30m if not given.").optional(),
  },
  "What is good enough.",
);

const thresholdSchema = z.union(
  [
    text("an expression"),
    fields({
      threshold: choice(text('an expression such as "p(95)<120s"'), "The expression."),
      abortOnFail: choice(
        z.boolean({ error: "true or false" }),
        "Whether a run ends early once it is sure to fail.",
      ).optional(),
      during: choice(timeSpan(), "Limits it to calls that arrive in this part of the day.").optional(),
    }),
  ],
  { error: 'an expression such as "p(95)<120s", or a map with the fields threshold, abortOnFail, during' },
);

const thresholdsSchema = z.record(
  z.string(),
  z.array(thresholdSchema, { error: 'a list of expressions such as ["p(95)<120s"]' }),
  { error: 'a map from metric to a list of expressions, such as wait: ["p(95)<120s"]' },
);

const PBX_FORM = "embedded, asterisk, or a SIP address such as sip:hotline@127.0.0.1:5060";

const destinationSchema = fields({
  pbx: choice(
    z.string({ error: PBX_FORM }).regex(/^(embedded|asterisk|sips?:[^\s@]+@[^\s@]+|sips?:[^\s@]+)$/, {
      error: PBX_FORM,
    }),
    "What is called; embedded if not given.",
  ).optional(),
  number: choice(
    z
      .string({ error: 'a number in quotes such as "8002"' })
      .regex(/^[^\s@<>:;?"]+$/, { error: 'a number in quotes such as "8002", without spaces' }),
    "The number that callers dial.",
  ).optional(),
  transport: choice(oneOf(["udp", "tcp", "tls"]), "udp if not given.").optional(),
  localAddress: choice(text("an address of this machine"), "The address to call from.").optional(),
  headers: choice(
    z.record(
      z.string().regex(/^[\w.!%*+`'~-]+$/, { error: "a SIP header's name" }),
      z
        .string({ error: "a text on one line" })
        .refine((value) => ![...value].some((letter) => letter < " "), { error: "a text on one line" }),
      { error: "a map from header to text" },
    ),
    "Headers added to every INVITE.",
  ).optional(),
});

const floodSchema = fields({
  window: choice(
    timeSpan(),
    "The part of the day that is flooded; all opening hours if not given.",
  ).optional(),
  compression: choice(
    number("a factor of 1 or more, such as 30", 1),
    "How many seconds of the scenario pass in one of the flood.",
  ).optional(),
});

/** A day that the calendar has, written 2020-07-17. */
const isDate = (value: string): boolean => {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  // a 30 February would be taken for a day in March
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
};

export const scenarioSchema = fields({
  name: choice(text("a name"), "The scenario's name."),
  description: choice(z.string({ error: "a text" }), "What it tells, in a sentence or two.").optional(),
  language: choice(
    oneOf(["en", "fr"]),
    "The language of callers' names, topics and messages; en if not given.",
  ).optional(),
  timeZone: choice(
    text("a time zone such as Europe/Luxembourg"),
    "The time zone of its times of day; UTC if not given.",
  ).optional(),
  date: choice(
    z
      .string({ error: "a date such as 2020-07-17" })
      .refine(isDate, { error: "a date such as 2020-07-17" })
      .meta({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
    "The day, where it is a certain one.",
  ).optional(),
  hours: hoursSchema,
  arrivals: arrivalsSchema,
  callers: callersSchema,
  handling: handlingSchema,
  staff: staffSchema,
  trunks: figure(
    wholeNumber("a whole number of calls at once, 1 or more", 1),
    "Calls that the lines carry at once, waiting or talking; as many as come if not given.",
  ).optional(),
  queue: choice(
    fields({
      name: choice(text("a name"), "The queue's name; general if not given.").optional(),
      mode: choice(
        oneOf(["ringing", "answerFirst"]),
        "Whether callers hear ringing until an agent answers, or are answered at once and wait; ringing if not given.",
      ).optional(),
    }),
    "How callers wait.",
  ).optional(),
  targets: targetsSchema,
  thresholds: choice(thresholdsSchema, "What a run must meet, by metric.").optional(),
  destination: choice(destinationSchema, "Where to call.").optional(),
  flood: choice(floodSchema, "What `surgeline run` floods if nothing else is said.").optional(),
  // A further part of a scenario stands here as one more optional key, such as
  // `routing: routingSchema.optional()` from routing.ts.
});

/** A scenario as written, all figures without their source. */
export type WrittenScenario = z.infer<typeof scenarioSchema>;

export type WrittenDistribution = z.infer<ReturnType<typeof distributionSchema>>;
