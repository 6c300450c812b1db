import type { Action, Step } from "./scenario.ts";

/** Short words for steps that every scenario has. */

export const label = (name: string): Step => ({ step: "label", name });

/** Actions without a message, one step of SIPp; goes to `next`, with `test` only where that variable is set. */
export const act = (actions: readonly Action[], next?: string, test?: string): Step => ({
  step: "actions",
  actions,
  ...(next !== undefined && { next }),
  ...(test !== undefined && { test }),
});

/** A field, or another text that is a number, into `variable`. */
export const numberFrom = (variable: string, source: string): readonly Action[] => [
  { action: "setText", variable: "numberText", text: source },
  { action: "toNumber", variable, from: "numberText" },
];
