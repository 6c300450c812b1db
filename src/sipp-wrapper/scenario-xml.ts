import { actionsOf, checkScenario, InvalidSippScenario, variablesOf } from "./check-scenario.ts";
import type {
  Action,
  Branching,
  ExpectedMessage,
  Operand,
  ReceiveStep,
  SendStep,
  SippScenario,
  Step,
} from "./scenario.ts";

/** An attribute's value; SIPp's parser knows these five entities and takes a tab or line end as it is. */
const attribute = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The buffer of SIPp 3.6's parser, less its last byte. */
const LARGEST_BYTES = 65_535;

type Attributes = Readonly<Record<string, string | number | undefined>>;

const tag = (name: string, attributes: Attributes, content = ""): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attribute(String(value))}"`)
    .join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
};

const operand = (value: Operand): Attributes =>
  typeof value === "number" ? { value } : { variable: value.variable };

const actionXml = (action: Action): string => {
  switch (action.action) {
    case "log":
    case "warning":
      return tag(action.action, { message: action.message });
    case "setNumber":
      return tag("assign", { assign_to: action.variable, ...operand(action.value) });
    case "setText":
      return tag("assignstr", { assign_to: action.variable, value: action.text });
    case "toNumber":
      return tag("todouble", { assign_to: action.variable, variable: action.from });
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
      return tag(action.action, { assign_to: action.variable, ...operand(action.by) });
    case "compare":
      return tag("test", {
        assign_to: action.into,
        variable: action.variable,
        compare: action.is,
        ...(typeof action.to === "number" ? { value: action.to } : { variable2: action.to.variable }),
      });
    case "compareText":
      return tag("strcmp", { assign_to: action.into, variable: action.variable, value: action.text });
    case "match":
      // A match that fails leaves the variable as it was, so a test that never holds unsets it before.
      return [
        tag("test", {
          assign_to: action.into,
          variable: action.into,
          compare: "less_than",
          value: "-1e308",
        }),
        tag("ereg", {
          regexp: action.pattern,
          search_in: action.header === undefined ? "msg" : "hdr",
          header: action.header === undefined ? undefined : `${action.header}:`,
          assign_to: action.into,
        }),
      ].join("");
    case "lookup":
      return tag("lookup", { assign_to: action.into, file: action.file, key: action.key });
    case "replace":
      return tag("replace", { file: action.file, line: action.line, value: action.text });
  }
};

const actionsXml = (actions: readonly Action[] | undefined): string =>
  actions === undefined || actions.length === 0 ? "" : `<action>${actions.map(actionXml).join("")}</action>`;

const branching = (step: Branching): Attributes => ({ next: step.next, test: step.test });

const sendXml = (step: SendStep): string => {
  const text = step.lines.join("\n");
  const body = text.includes("\n\n") ? text : `${text}\n\n`;
  const content = `<![CDATA[\n${body}\n]]>${actionsXml(step.actions)}`;
  return tag(
    "send",
    { retrans: step.retransmitMilliseconds, ontimeout: step.onTimeout, ...branching(step) },
    content,
  );
};

const OPTIONAL = { no: undefined, yes: "true", anywhere: "global" } as const;

/**
 * SIPp matches `regexp_match` against the method, and a response has none: an
 * expression for the empty text is every response. SIPp itself would want an
 * element for each status, and its parser of 3.6 takes 64 KiB at most.
 */
const expected = (message: ExpectedMessage): Attributes => {
  if ("requestLike" in message) return { request: `^(${message.requestLike})$`, regexp_match: "true" };
  if ("response" in message && message.response === "any") return { request: "^$", regexp_match: "true" };
  return message;
};

const receiveXml = (step: ReceiveStep): string =>
  tag(
    "recv",
    {
      ...expected(step.message),
      optional: OPTIONAL[step.optional ?? "no"],
      timeout: step.timeoutMilliseconds,
      ontimeout: step.onTimeout,
      auth: step.authenticate === true ? "true" : undefined,
      rrs: step.recordRoutes === true ? "true" : undefined,
      ...branching(step),
    },
    actionsXml(step.actions),
  );

const stepXml = (step: Step): string => {
  switch (step.step) {
    case "label":
      return tag("label", { id: step.name });
    case "send":
      return sendXml(step);
    case "receive":
      return receiveXml(step);
    case "pause":
      return tag("pause", { ...step.duration, ...branching(step) });
    case "actions":
      return tag("nop", branching(step), actionsXml(step.actions));
  }
};

/**
 * SIPp refuses a scenario with a variable that stands in one place only, which
 * a scenario put together by a program may well have: naming each once more
 * satisfies it.
 */
const variablesNamed = (steps: readonly Step[]): readonly string[] => [
  ...new Set(
    steps.flatMap((step) => [
      ...actionsOf(step).flatMap(variablesOf),
      ...(step.step !== "label" && step.test !== undefined ? [step.test] : []),
      ...(step.step === "pause" && "variable" in step.duration ? [step.duration.variable] : []),
    ]),
  ),
];

/**
 * The XML text of a scenario, as SIPp 3.6.1 and later load it. Throws
 * `InvalidSippScenario` with every fault of the scenario, before SIPp would
 * stop at the first.
 */
export const scenarioXml = (scenario: SippScenario): string => {
  checkScenario(scenario);
  const variables = variablesNamed(scenario.steps);
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<scenario name="${attribute(scenario.name)}">`,
    ...scenario.steps.map(stepXml),
    ...(variables.length === 0 ? [] : [tag("Reference", { variables: variables.join(",") })]),
    "</scenario>",
    "",
  ].join("\n");
  if (Buffer.byteLength(text) > LARGEST_BYTES) {
    throw new InvalidSippScenario(scenario.name, [
      `Its text has ${Buffer.byteLength(text)} bytes; SIPp 3.6 loads ${LARGEST_BYTES} at most.`,
    ]);
  }
  return text;
};
