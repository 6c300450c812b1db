import type { Action, Step } from "../../sipp-wrapper/scenario.ts";
import { act, label, numberFrom } from "../../sipp-wrapper/step-words.ts";

/** Short words for the steps that an agent's telephone is written in. */
export { act, label, numberFrom };

/** A header of the message into `into`, whatever it holds. */
export const header = (name: string, into: string): Action => ({
  action: "match",
  pattern: ".*",
  header: name,
  into,
});

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
