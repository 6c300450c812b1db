import * as z from "zod";
import { choice, fields, number, oneOf, text, timeSpan } from "./fields.ts";
import { METRIC_NAMES } from "./metric-names.ts";

const EXPRESSION_FORM = 'an expression such as "p(95)<120s" or "rate<5%"';

/** The form of an expression; which metric has which aggregation is judged where thresholds are. */
const expression = () =>
  z
    .string({ error: EXPRESSION_FORM })
    .regex(/^\s*[a-z_]+(\([^)]*\))?\s*(<=|>=|===|==|!=|<|>)\s*(\d+(\.\d+)?|\.\d+)\s*[a-z%]*\s*$/, {
      error: EXPRESSION_FORM,
    });

const thresholdSchema = z.union(
  [
    expression(),
    fields({
      threshold: choice(expression(), "The expression."),
      abortOnFail: choice(
        z.boolean({ error: "true or false" }),
        "Whether a run ends early once it is sure to fail.",
      ).optional(),
      during: choice(timeSpan(), "Limits it to calls that arrive in this part of the day.").optional(),
    }),
  ],
  { error: 'an expression such as "p(95)<120s", or a map with the fields threshold, abortOnFail, during' },
);

/** What a run must meet, by metric. */
export const thresholdsSchema = z.record(
  // which metrics there are is told where thresholds are read, with the nearest name
  z.string().meta({ pattern: `^(${METRIC_NAMES.join("|")})\\s*(\\{.*\\})?\\s*$` }),
  z.array(thresholdSchema, { error: 'a list of expressions such as ["p(95)<120s"]' }),
  { error: 'a map from metric to a list of expressions, such as wait: ["p(95)<120s"]' },
);

const PBX_FORM = "embedded, asterisk, or a SIP address such as sip:hotline@127.0.0.1:5060";

/** Where to call. */
export const destinationSchema = fields({
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
        .refine((value) => ![...value].some((letter) => letter < " "), { error: "a text on one line" })
        .meta({ pattern: "^[^\\u0000-\\u001f]*$" }),
      { error: "a map from header to text" },
    ),
    "Headers added to every INVITE.",
  ).optional(),
});

/** What is flooded if nothing else is said. */
export const floodSchema = fields({
  window: choice(
    timeSpan(),
    "The part of the day that is flooded; all opening hours if not given.",
  ).optional(),
  compression: choice(
    number("a factor of 1 or more, such as 30", 1),
    "How many seconds of the scenario pass in one of the flood.",
  ).optional(),
});
