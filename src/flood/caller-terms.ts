import type { Action, ReceiveStep, Step } from "../sipp-wrapper/scenario.ts";
import type { CallerOptions } from "./caller-options.ts";
import { numberFrom, text } from "./caller-steps.ts";

export const T1_MILLISECONDS = 500;
/** How long an INVITE may stay without any response, and a CANCEL or BYE without an answer: RFC 3261's 64·T1. */
export const UNANSWERED_MILLISECONDS = 64 * T1_MILLISECONDS;
/** What a talk lasts at most where the agent hangs up; the flood is over long before. */
export const AGENT_HANGS_UP_MILLISECONDS = 86_400_000;
/**
 * How long before he is due a caller gets up. A step of SIPp costs a
 * millisecond and its clock goes in steps of four, so that a call that sleeps
 * until its time is late by 5 ms at the median on a quiet machine, and by 10 ms
 * among 6,000 calls at 200 a second: measured, and interpolated between.
 */
export const risesEarlyMilliseconds = (callsPerSecond: number): number =>
  4 + Math.min(4, Math.round(callsPerSecond / 50));

/** From the end of a pause to the CANCEL or BYE that follows it, as measured: two steps of SIPp. */
export const GIVES_UP_EARLY_MILLISECONDS = 3;
/** The same for the end of a talk, as the PBX sees it: its 200 is read late by a step, too. */
export const HANGS_UP_EARLY_MILLISECONDS = 6;

/** Where a call stands; `resume` sends it back there after a message that changes nothing. */
export const STATE = {
  sleeping: 0,
  waiting: 1,
  talking: 2,
  cancelling: 3,
  leaving: 4,
  crossing: 5,
  over: 6,
} as const;

export const attemptField = (options: CallerOptions, field: number): string =>
  `[field${field} file="${options.attemptsFile}" line="[$row]"]`;

/** Reads the line of the attempt to come. */
export const readAttempt = (options: CallerOptions): readonly Action[] => [
  text("name", attemptField(options, 0)),
  ...numberFrom("patience", attemptField(options, 1)),
  ...numberFrom("delayAfterAbandoning", attemptField(options, 2)),
  ...numberFrom("delayAfterBlocked", attemptField(options, 3)),
];

/** No PBX sends 699: a row of optional receives has to end in a mandatory one, and this never comes. */
export const never = (rest: Partial<ReceiveStep> = {}): Step => ({
  step: "receive",
  message: { response: 699 },
  ...rest,
});

/** How an attempt ended that has no status of its own. */
export const ENDING = { gaveUp: -1, served: -2 } as const;

/**
 * Sets `into` to 0 if a response answers the INVITE. Two responses may come at
 * once, and the second must not undo what the first has decided before SIPp
 * takes the next step: `resume` looks at this.
 */
export const readAnswersInvite = (into: string): readonly Action[] => [
  { action: "match", pattern: "[A-Z]+", header: "CSeq", into: "method" },
  text("methodText", "[$method]"),
  { action: "compareText", variable: "methodText", text: "INVITE", into },
];

/** Where the dialog's later requests go; only a receive can read the message. */
const contactInto = (into: string): Action => ({
  action: "match",
  pattern: "sips?:[^>[:space:]]+",
  header: "Contact",
  into,
});

export const readContact: Action = contactInto("contact");

/** That of a response which may be none of a 2xx, and must not wipe out the dialog's. */
export const readOtherContact: Action = contactInto("otherContact");

export const readStatus: Action = { action: "match", pattern: "[1-6][0-9][0-9]", into: "statusText" };

/** Whether a response answers a request of this method: SIPp tells them apart by place only. */
export const readMethod = (method: "INVITE" | "BYE", into: string): Action => ({
  action: "match",
  pattern: method,
  header: "CSeq",
  into,
});
