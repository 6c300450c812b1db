import type { Action, SippScenario, Step } from "./scenario.ts";

/** A scenario that SIPp would refuse, or load and run otherwise than it reads; `faults` holds every reason. */
export class InvalidSippScenario extends Error {
  override readonly name = "InvalidSippScenario";
  readonly faults: readonly string[];

  constructor(scenario: string, faults: readonly string[]) {
    super(
      [`The SIPp scenario "${scenario}" cannot be used:`, ...faults.map((fault) => `  ${fault}`)].join("\n"),
    );
    this.faults = faults;
  }
}

const VARIABLE = /^[A-Za-z][A-Za-z0-9_]*$/;

/** The actions of a step, none for those that have no place for them. */
export const actionsOf = (step: Step): readonly Action[] =>
  step.step === "label" || step.step === "pause" ? [] : (step.actions ?? []);

/** The variables that an action names as such, those in its texts aside. */
export const variablesOf = (action: Action): readonly string[] => {
  switch (action.action) {
    case "log":
    case "warning":
    case "replace":
      return [];
    case "setNumber":
      return [action.variable, ...(typeof action.value === "number" ? [] : [action.value.variable])];
    case "setText":
      return [action.variable];
    case "toNumber":
      return [action.variable, action.from];
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
      return [action.variable, ...(typeof action.by === "number" ? [] : [action.by.variable])];
    case "compare":
      return [action.variable, action.into, ...(typeof action.to === "number" ? [] : [action.to.variable])];
    case "compareText":
      return [action.variable, action.into];
    case "match":
    case "lookup":
      return [action.into];
  }
};

const faultsOfStep = (step: Step, position: number, labels: ReadonlySet<string>): readonly string[] => {
  const where = `step ${position + 1} (${step.step})`;
  const faults: string[] = [];
  if (step.step === "label") return faults;
  if (step.next !== undefined && !labels.has(step.next)) {
    faults.push(`${where} goes on at "${step.next}", and no label has that name.`);
  }
  if (step.test !== undefined && step.next === undefined) {
    faults.push(`${where} tests "${step.test}" but names no label to go to.`);
  }
  if (step.step === "send" || step.step === "receive") {
    if (step.onTimeout !== undefined && !labels.has(step.onTimeout)) {
      faults.push(`${where} goes to "${step.onTimeout}" after a timeout, and no label has that name.`);
    }
  }
  if (step.step === "send") {
    if (step.lines.length === 0 || step.lines[0] === "") faults.push(`${where} sends an empty message.`);
    for (const line of step.lines) {
      if (line.includes("]]>")) faults.push(`${where} holds "]]>", which would end its text.`);
      if (/[\r\n]/.test(line))
        faults.push(`${where} holds a line end within a line: ${JSON.stringify(line)}.`);
    }
  }
  if (step.step === "receive" && "response" in step.message && step.message.response !== "any") {
    const code = step.message.response;
    if (!Number.isInteger(code) || code < 100 || code > 699) {
      faults.push(`${where} waits for the response ${code}; a SIP status is a whole number from 100 to 699.`);
    }
  }
  if (
    step.step === "receive" &&
    step.optional === "anywhere" &&
    (step.next === undefined || step.test !== undefined)
  ) {
    faults.push(
      `${where} may come anywhere and does not always go on at a label: a call that receives it in a pause would sleep for ever.`,
    );
  }
  if (step.step === "pause" && "milliseconds" in step.duration && !(step.duration.milliseconds >= 0)) {
    faults.push(`${where} lasts ${step.duration.milliseconds} ms; a pause lasts 0 ms or more.`);
  }
  if (step.step === "actions" && step.actions.some(({ action }) => action === "match")) {
    faults.push(
      `${where} matches without a message, at which SIPp dies; only a receive or a send can match.`,
    );
  }
  const named = actionsOf(step).flatMap(variablesOf);
  if (step.step === "pause" && "variable" in step.duration) named.push(step.duration.variable);
  for (const name of named) {
    if (!VARIABLE.test(name)) {
      faults.push(
        `${where} uses the variable "${name}"; a name is a letter and then letters, digits or "_".`,
      );
    }
  }
  return faults;
};

/** A pause may not follow an optional receive: SIPp loads neither. */
const faultsOfOrder = (steps: readonly Step[]): readonly string[] => {
  const faults: string[] = [];
  const acting = steps
    .map((step, position) => ({ step, position }))
    .filter(({ step }) => step.step !== "label");
  for (const [index, { step, position }] of acting.entries()) {
    if (step.step !== "receive" || step.optional === undefined || step.optional === "no") continue;
    const after = acting[index + 1]?.step;
    if (after === undefined || after.step !== "receive") {
      faults.push(
        `step ${position + 1} (receive) is optional and not followed by another receive: ` +
          "a row of optional receives ends in one that is not.",
      );
    }
  }
  return faults;
};

/** Throws `InvalidSippScenario` with every fault found. */
export const checkScenario = (scenario: SippScenario): void => {
  const names = scenario.steps.flatMap((step) => (step.step === "label" ? [step.name] : []));
  const labels = new Set(names);
  const faults = [
    ...(scenario.steps.length === 0 ? ["It has no step."] : []),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `The label "${name}" stands twice.`),
    ...scenario.steps.flatMap((step, position) => faultsOfStep(step, position, labels)),
    ...faultsOfOrder(scenario.steps),
  ];
  if (faults.length > 0) throw new InvalidSippScenario(scenario.name, faults);
};
