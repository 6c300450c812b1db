/**
 * A SIPp scenario as a value: a list of steps that one call goes through.
 * `scenarioXml` turns it into the text that SIPp loads. Texts may hold SIPp's
 * keywords in square brackets, such as `[call_id]`, `[field0]` or `[$patience]`.
 */
export interface SippScenario {
  readonly name: string;
  readonly steps: readonly Step[];
}

export type Step = LabelStep | SendStep | ReceiveStep | PauseStep | ActionsStep;

/** A place that `next` and `onTimeout` name. It stands before the step that follows it. */
export interface LabelStep {
  readonly step: "label";
  readonly name: string;
}

/** Where a call goes on after a step; without it, at the step that follows. */
export interface Branching {
  /** The label to go on at. */
  readonly next?: string;
  /** Goes to `next` only if this variable is set: a test that holds, a match that was found. */
  readonly test?: string;
}

/** Sends one SIP message: header lines without their line ends, an empty line, the body's lines. */
export interface SendStep extends Branching {
  readonly step: "send";
  readonly lines: readonly string[];
  /** First interval of UDP retransmission (T1); doubles until an answer comes. Absent: sent once. */
  readonly retransmitMilliseconds?: number;
  /** Where to go on when the retransmissions end without an answer. */
  readonly onTimeout?: string;
  readonly actions?: readonly Action[];
}

/** Waits for a message, or says what to do with it while the call stands at another step. */
export interface ReceiveStep extends Branching {
  readonly step: "receive";
  readonly message: ExpectedMessage;
  /**
   * `no`: the call waits here for it. `yes`: it may come before the next
   * mandatory message. `anywhere`: it may come at any later step, a pause
   * included (SIPp's `optional="global"`).
   */
  readonly optional?: "no" | "yes" | "anywhere";
  readonly timeoutMilliseconds?: number;
  readonly onTimeout?: string;
  /** Keeps the challenge of a 401 or 407 for `[authentication …]` in a later send. */
  readonly authenticate?: boolean;
  /** Keeps the route set for `[routes]` in later sends. */
  readonly recordRoutes?: boolean;
  readonly actions?: readonly Action[];
}

export type ExpectedMessage =
  | { readonly response: number }
  /** Any response to any request of this call, whatever its status. */
  | { readonly response: "any" }
  | { readonly request: string }
  /** Any request whose method matches this POSIX extended expression as a whole. */
  | { readonly requestLike: string };

/** Does nothing for a time, fixed or in a variable (milliseconds). */
export interface PauseStep extends Branching {
  readonly step: "pause";
  readonly duration: { readonly milliseconds: number } | { readonly variable: string };
}

/** Actions alone, with or without a branch after them. */
export interface ActionsStep extends Branching {
  readonly step: "actions";
  readonly actions: readonly Action[];
}

export type Comparison =
  | "equal"
  | "not_equal"
  | "less_than"
  | "less_than_equal"
  | "greater_than"
  | "greater_than_equal";

/** A number, or the variable that holds it. */
export type Operand = number | { readonly variable: string };

export type Action =
  /** Writes a line to the log of `<log>` actions. */
  | { readonly action: "log"; readonly message: string }
  /** Writes a line to the error log. */
  | { readonly action: "warning"; readonly message: string }
  | { readonly action: "setNumber"; readonly variable: string; readonly value: Operand }
  | { readonly action: "setText"; readonly variable: string; readonly text: string }
  /** Reads the number that a text variable holds. */
  | { readonly action: "toNumber"; readonly variable: string; readonly from: string }
  | {
      readonly action: "add" | "subtract" | "multiply" | "divide";
      readonly variable: string;
      readonly by: Operand;
    }
  /** Sets `into` to whether the comparison holds. */
  | {
      readonly action: "compare";
      readonly variable: string;
      readonly is: Comparison;
      readonly to: Operand;
      readonly into: string;
    }
  /** Sets `into` to 0 if the variable's text equals `text`, else to another number. */
  | {
      readonly action: "compareText";
      readonly variable: string;
      readonly text: string;
      readonly into: string;
    }
  /** Matches the message received, or one header of it; `into` holds what matched, and is unset if nothing did. */
  | {
      readonly action: "match";
      readonly pattern: string;
      readonly header?: string;
      readonly into: string;
    }
  /** Finds the line of an indexed injection file whose key is `key`; a number below 0 where there is none. */
  | { readonly action: "lookup"; readonly file: string; readonly key: string; readonly into: string }
  /** Puts another text in place of a line of an injection file, for every call from now on; the file itself stays. */
  | { readonly action: "replace"; readonly file: string; readonly line: string; readonly text: string };
