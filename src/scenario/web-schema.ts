import * as z from "zod";
import { block, choice, duration, fields, figure, listOf, text, wholeNumber } from "./fields.ts";
import { WEB_METRIC_NAMES } from "./web-metric-names.ts";

const addressOf = (scheme: "http" | "ws", example: string) => {
  const accepts = `an address such as ${example}`;
  return z
    .string({ error: accepts })
    .regex(new RegExp(`^${scheme}s?://[^\\s/@]+(/[^\\s]*)?$`), { error: accepts });
};

const messagesSchema = block(
  {
    spike: choice(text("a spike's name"), "The spike that they follow; the first if not given.").optional(),
    count: figure(wholeNumber("a whole number of messages, 1 or more", 1), "Messages in all."),
    delay: figure(duration("zero"), "Between the spike's beginning and the first messages."),
    halfLife: figure(duration(), "How long until half as many come."),
    over: figure(duration(), "How long they come, from the first on."),
    address: choice(
      addressOf("http", "http://127.0.0.1:8080"),
      "Where to send them (POST /messages); an intake of surgeline's own if not given.",
    ).optional(),
    backlog: block(
      {
        handling: figure(duration(), "Mean time that a person is busy with one message."),
        deadline: figure(duration(), "When all are to be answered, after the spike's beginning."),
        people: figure(
          listOf(
            wholeNumber("a whole number of people, 1 or more", 1),
            "a list of numbers of people such as [4, 25]",
          ),
          "People on duty for messages, beside the telephone; each number is told for itself.",
        ),
      },
      "What answering them takes.",
    ).optional(),
  },
  "Messages that follow a spike: a contact form's or a mail box's.",
);

const agentsSchema = block(
  {
    count: figure(
      wholeNumber("a whole number of agents, 1 or more", 1),
      "Agents at the schedule's highest step; the people of staff if not given.",
    ).optional(),
    storm: choice(duration(), "Within which all of a shift log in, wall time; 10s if not given.").optional(),
    expires: choice(
      duration(),
      "For how long a registration is asked, wall time; 1m if not given.",
    ).optional(),
    address: choice(
      addressOf("ws", "ws://127.0.0.1:8088/ws"),
      "The PBX's WebSocket; the PBX that surgeline starts if not given.",
    ).optional(),
    user: choice(
      z
        .string({ error: "a name with {n} in it, such as agent{n}" })
        .regex(/^[\w.-]*\{n\}[\w.-]*$/, { error: "a name with {n} in it, such as agent{n}" }),
      "The accounts' names, {n} standing for 1, 2, 3; soft{n} if not given.",
    ).optional(),
    password: choice(text("a password"), "The accounts' common password.").optional(),
  },
  "Agents who log in by SIP over WebSocket at the changes of shift.",
);

const wallboardSchema = fields({
  screens: choice(
    wholeNumber("a whole number of screens, 1 or more", 1),
    "Screens that ask; 1 if not given.",
  ).optional(),
  every: choice(duration(), "Between two looks of one screen, wall time; 1s if not given.").optional(),
  address: choice(
    addressOf("http", "http://127.0.0.1:8080/figures"),
    "What they ask; surgeline's own figures if not given.",
  ).optional(),
});

const K6_EXPRESSION = 'an expression in k6\'s grammar such as "p(95)<500" or "rate<0.01"';

/** What a surge brings beside calls; `surgeline k6` plays it. */
export const webSchema = fields({
  lasts: choice(duration(), "Wall time that the lane takes; 1m if not given.").optional(),
  messages: messagesSchema.optional(),
  agents: agentsSchema.optional(),
  wallboard: choice(wallboardSchema, "Screens that ask for the figures again and again.").optional(),
  thresholds: choice(
    z.record(
      z
        .string()
        .regex(/^[A-Za-z_]\w*(\{[^{}]*\})?$/, { error: "a metric of k6 such as http_req_duration" })
        .meta({ pattern: `^(${WEB_METRIC_NAMES.join("|")})(\\{[^{}]*\\})?$` }),
      z.array(
        z
          .string({ error: K6_EXPRESSION })
          .regex(
            /^\s*(avg|min|med|max|count|rate|value|p\(\d+(\.\d+)?\))\s*(<=|>=|===|==|!=|<|>)\s*(\d+(\.\d+)?|\.\d+)\s*$/,
            { error: K6_EXPRESSION },
          ),
        { error: 'a list of expressions such as ["p(95)<500"]' },
      ),
      { error: 'a map from k6\'s metric to a list of expressions, such as http_req_duration: ["p(95)<500"]' },
    ),
    "What k6 must measure, by its own metrics.",
  ).optional(),
});

export type WrittenWeb = z.infer<typeof webSchema>;
