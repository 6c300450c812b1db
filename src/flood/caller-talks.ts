import type { Action, Step } from "../sipp-wrapper/scenario.ts";
import { marker } from "./caller-log.ts";
import { ackOfAnswer, bye, okTo } from "./caller-messages.ts";
import type { CallerOptions } from "./caller-options.ts";
import { act, branch, copy, label, log, plus, set, sleepUntil, text } from "./caller-steps.ts";
import {
  AGENT_HANGS_UP_MILLISECONDS,
  ENDING,
  HANGS_UP_EARLY_MILLISECONDS,
  never,
  readMethod,
  STATE,
  T1_MILLISECONDS,
  UNANSWERED_MILLISECONDS,
} from "./caller-terms.ts";

/** The answer, the talk and its end, and what the PBX asks for meanwhile. */
export const talk = (options: CallerOptions): readonly Step[] => {
  // A talk begins when its message comes, not when the answer to that has left.
  const beginTalk: readonly Action[] = [
    set("state", STATE.talking),
    copy("talkEnd", "talkFrom"),
    ...(options.hangUp === "caller"
      ? [
          plus("talkEnd", "talk"),
          { action: "subtract", variable: "talkEnd", by: HANGS_UP_EARLY_MILLISECONDS } as const,
        ]
      : [{ action: "add", variable: "talkEnd", by: AGENT_HANGS_UP_MILLISECONDS } as const]),
  ];
  return [
    label("accepted"),
    branch(
      [text("dialogTo", "[last_To:]")],
      "seenNumber",
      "not_equal",
      { variable: "openNumber" },
      "acceptedLate",
    ),
    options.mode === "ringing"
      ? {
          step: "send",
          lines: ackOfAnswer(),
          next: "talking",
          actions: [set("openNumber", -1), ...beginTalk],
        }
      : {
          step: "send",
          lines: ackOfAnswer(),
          next: "waiting",
          actions: [set("openNumber", -1), set("heard", 1), set("connected", 1)],
        },
    label("acceptedLate"),
    branch([], "seenNumber", "not_equal", { variable: "inviteNumber" }, "resume"),
    { step: "send", lines: ackOfAnswer(), next: "resume" },
    label("noteCame"),
    act([], "toLeave", "leaves"),
    branch([], "connected", "less_than", 1, "requestCame"),
    branch([], "state", "not_equal", STATE.waiting, "requestCame"),
    act([], "agentTook", "agent"),
    act([], "requestCame"),
    // of a second wait, behind the same call, only the PBX's side knows when it has lasted too long
    label("toLeave"),
    branch([], "state", "not_equal", STATE.talking, "requestCame"),
    { step: "send", lines: okTo(), next: "talkOver" },
    label("requestCame"),
    { step: "send", lines: okTo(), next: "resume" },
    label("agentTook"),
    { step: "send", lines: okTo(), actions: beginTalk },
    label("talking"),
    ...sleepUntil([], "talkEnd", "talkOver"),
    label("talkOver"),
    act([set("state", STATE.crossing), set("ending", ENDING.served), log(marker("hungUp", "[$name]"))]),
    label("sendBye"),
    {
      step: "send",
      lines: bye(),
      retransmitMilliseconds: T1_MILLISECONDS,
      onTimeout: "byeOver",
      actions: [set("state", STATE.leaving)],
    },
    label("leaving"),
    {
      step: "receive",
      message: { response: "any" },
      optional: "yes",
      next: "byeOver",
      test: "answersBye",
      timeoutMilliseconds: UNANSWERED_MILLISECONDS,
      onTimeout: "byeOver",
      actions: [readMethod("BYE", "answersBye")],
    },
    never({ timeoutMilliseconds: UNANSWERED_MILLISECONDS, onTimeout: "byeOver" }),
    label("byeOver"),
    act([set("state", STATE.over)], "over"),
    label("byeCame"),
    { step: "send", lines: okTo() },
    branch([], "state", "equal", STATE.leaving, "byeOver"),
    branch([], "state", "equal", STATE.talking, "finished"),
    branch([], "connected", "less_than", 1, "resume"),
    branch([], "state", "equal", STATE.waiting, "finished"),
    act([], "resume"),
    label("sessionCame"),
    { step: "send", lines: okTo(options), next: "resume" },
  ];
};
