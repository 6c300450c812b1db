import type { Step } from "../sipp-wrapper/scenario.ts";
import { marker } from "./caller-log.ts";
import { ackOfAnswer, ackOfFailure, cancel } from "./caller-messages.ts";
import type { CallerOptions } from "./caller-options.ts";
import { act, branch, label, log, readClock, set, sleepUntil, text } from "./caller-steps.ts";
import {
  ENDING,
  never,
  readAnswersInvite,
  readContact,
  readMethod,
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
    actions: [
      log(marker("gaveUp", "[$name]")),
      set("state", STATE.cancelling),
      set("crossedBy", 1),
      set("cancelledBy", 1),
      set("ending", ENDING.gaveUp),
    ],
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
    actions: [
      readMethod("INVITE", "answersInvite"),
      ...readAnswersInvite("crossedBy"),
      readContact,
      text("dialogTo", "[last_To:]"),
    ],
  },
  ...[100, 180, 181, 182, 183].map(
    (response): Step => ({ step: "receive", message: { response }, optional: "yes" }),
  ),
  {
    step: "receive",
    message: { response: "any" },
    optional: "yes",
    next: "cancelled",
    test: "answersInvite",
    timeoutMilliseconds: UNANSWERED_MILLISECONDS,
    onTimeout: "cancelUnanswered",
    actions: [
      { action: "match", pattern: "[1-6][0-9][0-9]", into: "cancelStatus" },
      readMethod("INVITE", "answersInvite"),
      ...readAnswersInvite("cancelledBy"),
    ],
  },
  never({ timeoutMilliseconds: UNANSWERED_MILLISECONDS, onTimeout: "cancelUnanswered" }),
  label("cancelled"),
  {
    step: "send",
    lines: ackOfFailure(),
    next: "over",
    actions: [
      log(marker("cancelled", "[$name]", "[$cancelStatus]")),
      set("openNumber", -1),
      set("state", STATE.over),
    ],
  },
  label("crossed"),
  act([log(marker("crossed", "[$name]", "200")), set("openNumber", -1), set("state", STATE.crossing)]),
  label("ackAndBye"),
  { step: "send", lines: ackOfAnswer(), next: "sendBye" },
  label("cancelUnanswered"),
  act([set("openNumber", -1), log(marker("cancelUnanswered", "[$name]")), set("state", STATE.over)], "over"),
  label("leaveQueue"),
  act(
    [
      log(marker("gaveUp", "[$name]")),
      set("state", STATE.crossing),
      set("ending", ENDING.gaveUp),
      ...readClock("leftAt"),
    ],
    "sendBye",
  ),
  label("unheard"),
  // An INVITE may not be cancelled before a response to it came (RFC 3261 §9.1).
  ...sleepUntil([], "unansweredAt", "unanswered"),
  label("unanswered"),
  act([set("openNumber", -1), log(marker("unanswered", "[$name]"))], "finished"),
];
