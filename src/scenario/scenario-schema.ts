import * as z from "zod";
import { arrivalsSchema } from "./arrivals-schema.ts";
import { distributionSchema } from "./distribution-schema.ts";
import {
  block,
  choice,
  duration,
  fields,
  figure,
  listOf,
  number,
  oneOf,
  people,
  share,
  text,
  timeOfDay,
  wholeNumber,
  wholeSeconds,
} from "./fields.ts";
import { DATE_PATTERN } from "./patterns.ts";
import { routingSchema } from "./routing-schema.ts";
import { destinationSchema, floodSchema, thresholdsSchema } from "./run-schema.ts";
import { QUEUE_STRATEGIES } from "./scenario.ts";
import { webSchema } from "./web-schema.ts";

/**
 * A scenario as a user writes it. This one schema validates the YAML, gives the
 * JSON schema that editors use, and says which fields are figures.
 *
 * A new part of a scenario is a new optional key of `scenarioSchema`, with its
 * own file for the schema and the normalising; see the comments at the end here
 * and in `normalise.ts`. Its figures are found by themselves if they are
 * declared with `figure` inside a `block`.
 */

const hoursSchema = block(
  {
    open: figure(timeOfDay(), "When the line opens."),
    close: figure(timeOfDay(), "When the line closes; 24:00 is midnight."),
  },
  "When the line is open.",
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
    onDuty: figure(people(), "People on duty during all opening hours.").optional(),
    schedule: figure(
      listOf(
        fields({
          from: choice(timeOfDay(), "Start of the step."),
          to: choice(timeOfDay(), "End of the step."),
          agents: choice(people(), "People on duty."),
        }),
        'a list of steps such as { from: "08:00", to: "12:00", agents: 20 }',
      ),
      "Instead of onDuty: people on duty over the day; nobody outside the steps.",
    ).optional(),
    effectiveShare: figure(
      share({ accepts: "a share above 0 and up to 1, such as 0.95 or 95%", above: 0 }),
      "The share of those on duty that is really effective when a queue stands; 1 if not given.",
    ).optional(),
    noAnswerShare: figure(
      share({ accepts: "a share from 0 to below 1, such as 0.05 or 5%", below: 1 }),
      "The share of rings that nobody answers until Asterisk calls another (queue.timeout); 0 if not given.",
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
      .meta({ pattern: DATE_PATTERN }),
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
      strategy: choice(
        oneOf(QUEUE_STRATEGIES),
        "Whom an Asterisk of the run's own calls next; leastrecent if not given.",
      ).optional(),
      timeout: choice(
        wholeSeconds(),
        "How long that Asterisk lets one telephone ring, wall time, whole seconds; until it is answered if not given.",
      ).optional(),
      retry: choice(
        wholeSeconds(),
        "How long it waits then before it calls another, wall time, whole seconds; 1s if not given.",
      ).optional(),
      families: choice(
        oneOf(["together", "apart"]),
        "Whether all topic families wait in one queue, or each in one of its own, with Asterisk; together if not given.",
      ).optional(),
    }),
    "How callers wait.",
  ).optional(),
  targets: targetsSchema,
  thresholds: choice(thresholdsSchema, "What a run must meet, by metric.").optional(),
  destination: choice(destinationSchema, "Where to call.").optional(),
  flood: choice(floodSchema, "What `surgeline run` floods if nothing else is said.").optional(),
  routing: routingSchema.optional(),
  web: choice(webSchema, "What a surge brings beside calls; `surgeline k6` plays it.").optional(),
});

/** A scenario as written, all figures without their source. */
export type WrittenScenario = z.infer<typeof scenarioSchema>;
