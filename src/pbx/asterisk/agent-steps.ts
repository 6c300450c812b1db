import type { Action, Step } from "../../sipp-wrapper/scenario.ts";

/** Short words for the steps that an agent's telephone is written in. */

export const label = (name: string): Step => ({ step: "label", name });
export const act = (actions: readonly Action[], next?: string, test?: string): Step => ({
  step: "actions",
  actions,
  ...(next !== undefined && { next }),
  ...(test !== undefined && { test }),
});

export const header = (name: string, into: string): Action => ({
  action: "match",
  pattern: ".*",
  header: name,
  into,
});

export const numberFrom = (variable: string, source: string): readonly Action[] => [
  { action: "setText", variable: "numberText", text: source },
  { action: "toNumber", variable, from: "numberText" },
];

/** SIPp's clock, so much later, into `variable`. */
export const clockAfter = (variable: string, later: string): readonly Action[] => [
  ...numberFrom(variable, "[clock_tick]"),
  { action: "add", variable, by: { variable: later } },
];

/**
 * Pauses until SIPp's clock reaches `until`; goes on at `then` where it has. A
 * message ends a pause, so that whoever comes back here sleeps for the rest.
 */
export const pauseUntil = (until: string, then: string): readonly Step[] => [
  act(
    [
      ...numberFrom("now", "[clock_tick]"),
      { action: "setNumber", variable: "left", value: { variable: until } },
      { action: "subtract", variable: "left", by: { variable: "now" } },
      { action: "compare", variable: "left", is: "less_than", to: 1, into: "isOver" },
    ],
    then,
    "isOver",
  ),
  { step: "pause", duration: { variable: "left" }, next: then },
];
