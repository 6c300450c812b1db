import type { Step } from "../sipp-wrapper/scenario.ts";
import { marker } from "./caller-log.ts";
import { ackOfAnswer, ackOfFailure, cancel } from "./caller-messages.ts";
import type { CallerOptions } from "./caller-options.ts";
import { act, branch, label, log, readClock, set, sleepUntil, text } from "./caller-steps.ts";
import {
  never,
  readContact,
  readMethod,
  readStatus,
  STATE,
  T1_MILLISECONDS,
  UNANSWERED_MILLISECONDS,
} from "./caller-terms.ts";

/** A caller who waits, and what comes of his giving up. */
export const wait = (options: CallerOptions): readonly Step[] => [
  label("provisional"),
  branch([set("heard", 1)], "state", "not_equal", STATE.waiting, "resume"),
  label("waiting"),
  ...sleepUntil([], "deadline", "outOfPatience"),
  label("outOfPatience"),
  ...(options.mode === "ringing" ? [] : [branch([], "connected", "equal", 1, "leaveQueue")]),
  branch(readClock("leftAt"), "heard", "less_than", 1, "unheard"),
  {
    step: "send",
    lines: cancel(),
    retransmitMilliseconds: T1_MILLISECONDS,
    onTimeout: "cancelUnanswered",
    actions: [log(marker("gaveUp", "[$name]")), set("state", STATE.cancelling)],
  },
  label("cancelling"),
  {
    step: "receive",
    message: { response: 200 },
    optional: "yes",
    next: "crossed",
    test: "answersInvite",
    timeoutMilliseconds: UNANSWERED_MILLISECONDS,
    onTimeout: "cancelUnanswered",
    actions: [readMethod("INVITE", "answersInvite"), readContact],
  },
  {
    step: "receive",
    message: { response: "any" },
    optional: "yes",
    next: "cancelAnswered",
    test: "answersInvite",
    timeoutMilliseconds: UNANSWERED_MILLISECONDS,
    onTimeout: "cancelUnanswered",
    actions: [readStatus, readMethod("INVITE", "answersInvite")],
  },
  never({ timeoutMilliseconds: UNANSWERED_MILLISECONDS, onTimeout: "cancelUnanswered" }),
  label("cancelAnswered"),
  branch(
    [{ action: "toNumber", variable: "status", from: "statusText" }],
    "status",
    "less_than",
    200,
    "cancelling",
  ),
  {
    step: "send",
    lines: ackOfFailure(),
    next: "abandoned",
    actions: [log(marker("cancelled", "[$name]", "[$statusText]")), set("openNumber", -1)],
  },
  label("crossed"),
  act([text("dialogTo", "[last_To:]"), log(marker("crossed", "[$name]", "200")), set("openNumber", -1)]),
  { step: "send", lines: ackOfAnswer(), next: "sendBye" },
  label("cancelUnanswered"),
  act([set("openNumber", -1), log(marker("cancelUnanswered", "[$name]"))], "abandoned"),
  label("leaveQueue"),
  act([log(marker("gaveUp", "[$name]")), set("state", STATE.leaving), ...readClock("leftAt")], "sendBye"),
  label("unheard"),
  // An INVITE may not be cancelled before a response to it came (RFC 3261 §9.1).
  ...sleepUntil([], "unansweredAt", "unanswered"),
  label("unanswered"),
  act([set("openNumber", -1), log(marker("unanswered", "[$name]"))], "finished"),
];
