import type { MessageOptions } from "./caller-messages.ts";

/** Everything that shapes a caller beside his row in the injection files. */
export interface CallerOptions extends MessageOptions {
  /** `answerFirst`: the PBX's 200 begins the wait, and its INFO with `X-Surgeline-Agent` ends it. */
  readonly mode: "ringing" | "answerFirst";
  readonly hangUp: "agent" | "caller";
  /** The injection file with one line an attempt. */
  readonly attemptsFile: string;
  /** A file that holds `0`, and `1` once no further attempt may begin. */
  readonly closingFile: string;
  /** SIPp's clock at which the window ends; an attempt that falls due then or later is not made. */
  readonly windowEndTick: number;
  /** See `risesEarlyMilliseconds`. */
  readonly risesEarlyMilliseconds: number;
}
