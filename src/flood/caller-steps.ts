import type { Action, Comparison, Operand, PauseStep, Step } from "../sipp-wrapper/scenario.ts";
import { act, label, numberFrom } from "../sipp-wrapper/step-words.ts";

/** Short words for the steps that a caller's scenario is written in. */

export { act, label, numberFrom };

export const set = (variable: string, value: number): Action => ({ action: "setNumber", variable, value });

export const copy = (variable: string, from: string): Action => ({
  action: "setNumber",
  variable,
  value: { variable: from },
});

export const text = (variable: string, value: string): Action => ({
  action: "setText",
  variable,
  text: value,
});

export const log = (message: string): Action => ({ action: "log", message });

export const plus = (variable: string, other: string): Action => ({
  action: "add",
  variable,
  by: { variable: other },
});

const compare = (variable: string, is: Comparison, to: Operand, into: string): Action => ({
  action: "compare",
  variable,
  is,
  to,
  into,
});

/** Goes to `next` if the comparison holds after the actions before it; on otherwise. One step of SIPp. */
export const branch = (
  before: readonly Action[],
  variable: string,
  is: Comparison,
  to: Operand,
  next: string,
): Step => act([...before, compare(variable, is, to, "holds")], next, "holds");

/** SIPp's clock into `variable`. */
export const readClock = (variable: string): readonly Action[] => [
  text("clockText", "[clock_tick]"),
  { action: "toNumber", variable, from: "clockText" },
];

/** Pauses until SIPp's clock reaches `until`, then goes on at `then`, which may follow at once. */
export const sleepUntil = (before: readonly Action[], until: string, then: string): readonly Step[] => [
  branch(
    [
      ...before,
      ...readClock("now"),
      copy("left", until),
      { action: "subtract", variable: "left", by: { variable: "now" } },
    ],
    "left",
    "less_than",
    1,
    then,
  ),
  { step: "pause", duration: { variable: "left" }, next: then } satisfies PauseStep,
];
