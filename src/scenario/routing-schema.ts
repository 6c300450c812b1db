import type * as z from "zod";
import { distributionSchema } from "./distribution-schema.ts";
import {
  block,
  choice,
  duration,
  fields,
  figure,
  listOf,
  number,
  people,
  share,
  text,
  timeOfDay,
  wholeNumber,
} from "./fields.ts";

const teamSkillSchema = block(
  {
    skill: choice(text("a skill's name"), "What the team can do."),
    after: choice(
      duration("zero"),
      "Overflow: such a call comes to this team when it has waited so long; 0s if not given.",
    ).optional(),
    talkFactor: figure(
      number("a factor above 0, such as 1.3", 0, { above: true }),
      "How long the team talks, the usual talk time being 1; newcomers take longer. 1 if not given.",
    ).optional(),
  },
  "One skill of a team.",
);

const teamSchema = block(
  {
    name: choice(text("a name"), "The team's name."),
    site: choice(text("a site's name"), "Where it sits.").optional(),
    share: figure(
      share({ accepts: "a share above 0 and up to 1, such as 0.25 or 25%", above: 0 }),
      "Its share of the people in staff; the shares of all teams add up to 1.",
    ).optional(),
    schedule: figure(
      listOf(
        fields({
          from: choice(timeOfDay(), "Start of the step."),
          to: choice(timeOfDay(), "End of the step."),
          agents: choice(people(), "People on duty."),
        }),
        'a list of steps such as { from: "08:00", to: "12:00", agents: 3 }',
      ),
      "Instead of share: people of its own, beside those in staff.",
    ).optional(),
    skills: choice(
      listOf(teamSkillSchema, "a list of skills such as [{ skill: general }]"),
      "What the team can do.",
    ),
    languages: choice(
      listOf(text("a language"), "a list of languages such as [fr, de]"),
      "The languages that everybody of the team speaks; all if not given.",
    ).optional(),
  },
  "People who are the same for the routing: same skills, same site, same pace.",
);

const flowSchema = block(
  {
    family: choice(
      text("a topic family's name"),
      "The topic family whose calls these are; without it, all calls that no other entry names.",
    ).optional(),
    skill: choice(text("a skill's name"), "What the call needs."),
    priority: choice(
      wholeNumber("a whole number, 0 or more; smaller is served first", 0),
      "Smaller is served first; 1 if not given.",
    ).optional(),
    transfer: block(
      {
        probability: figure(share(), "The probability that the caller is put through."),
        skill: choice(text("a skill's name"), "What the second talk needs."),
        priority: choice(
          wholeNumber("a whole number, 0 or more; smaller is served first", 0),
          "The second wait's priority; the call's own if not given.",
        ).optional(),
        talk: distributionSchema("How long the second talk is."),
      },
      "Being put through to the person best able to help, with a second wait.",
    ).optional(),
    callback: block(
      {
        after: choice(duration(), "The wait after which a callback is offered."),
        accepts: figure(share(), "The probability that the caller accepts."),
        reached: figure(share(), "The probability that one who is called back picks up."),
      },
      "The offer to be called back, with the place in the queue kept.",
    ).optional(),
  },
  "What becomes of one kind of call.",
);

const messagesSchema = block(
  {
    skill: choice(text("a skill's name"), "What working on messages needs."),
    perDay: figure(
      number("a number of messages, 0 or more", 0),
      "Messages that come over the opening hours, evenly; those of web.messages come beside them.",
    ),
    atOpening: figure(
      wholeNumber("a whole number of messages, 0 or more", 0),
      "Messages that lie there at the opening; 0 if not given.",
    ).optional(),
    handling: distributionSchema("How long an agent works on one."),
    deadline: choice(duration(), "How long after it came a message is to be done."),
    keepFree: choice(
      wholeNumber("a whole number of people, 0 or more", 0),
      "Agents of a team who are kept free for calls; 0 if not given.",
    ).optional(),
  },
  "Messages that agents work on between calls.",
);

/** Teams, skills and what becomes of calls, where one queue for all is not the whole story. */
export const routingSchema = block(
  {
    languages: figure(
      listOf(
        fields({
          name: choice(text("a language"), "The language."),
          share: choice(share(), "The share of callers who speak it."),
        }),
        "a list of languages such as [{ name: fr, share: 70% }, { name: de, share: 30% }]",
      ),
      "Languages that callers speak; without them language does not matter.",
    ).optional(),
    teams: choice(listOf(teamSchema, "a list of teams"), "Who answers what."),
    calls: choice(
      listOf(flowSchema, "a list of kinds of calls"),
      "What becomes of the calls of each topic family.",
    ),
    messages: messagesSchema.optional(),
  },
  "Skills, teams and sites, transfers, callbacks and messages; the simulation follows it.",
);

export type WrittenRouting = z.infer<typeof routingSchema>;
