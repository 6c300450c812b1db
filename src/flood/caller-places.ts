import type { Action, Step } from "../sipp-wrapper/scenario.ts";
import { marker } from "./caller-log.ts";
import { invite } from "./caller-messages.ts";
import type { CallerOptions } from "./caller-options.ts";
import {
  act,
  branch,
  copy,
  label,
  log,
  numberFrom,
  plus,
  readClock,
  set,
  sleepUntil,
  text,
} from "./caller-steps.ts";
import {
  attemptField,
  GIVES_UP_EARLY_MILLISECONDS,
  readAttempt,
  STATE,
  T1_MILLISECONDS,
  UNANSWERED_MILLISECONDS,
} from "./caller-terms.ts";

export const begin = (options: CallerOptions): Step =>
  act([
    log(marker("created", "[field0]")),
    ...numberFrom("due", "[field2]"),
    ...numberFrom("row", "[field3]"),
    ...numberFrom("talk", "[field4]"),
    set("openNumber", -1),
    set("connected", 0),
    set("inviteNumber", -1),
    ...readAttempt(options),
  ]);

/** What is true from the moment an INVITE has left. */
const invited = (event: "invited" | "invitedAgain"): readonly Action[] => [
  log(marker(event, "[$name]")),
  { action: "toNumber", variable: "inviteNumber", from: "inviteCseq" },
  set("state", STATE.waiting),
  copy("openNumber", "inviteNumber"),
  ...readClock("sentAt"),
  copy("unansweredAt", "sentAt"),
  { action: "add", variable: "unansweredAt", by: UNANSWERED_MILLISECONDS },
];

/**
 * Everything that a caller does at his time stands in as few steps as can be:
 * SIPp takes one step of a call a millisecond.
 */
export const place = (options: CallerOptions): readonly Step[] => [
  label("sleeping"),
  ...sleepUntil(
    [
      set("state", STATE.sleeping),
      copy("risesAt", "due"),
      { action: "subtract", variable: "risesAt", by: options.risesEarlyMilliseconds },
    ],
    "risesAt",
    "fallsDue",
  ),
  label("fallsDue"),
  branch(
    [
      ...numberFrom("closing", `[file name="${options.closingFile}"].`),
      text("inviteCseq", attemptField(options, 4)),
      text("byeCseq", attemptField(options, 6)),
      set("heard", 0),
      set("connected", 0),
      set("challenges", 0),
      set("crossedBy", 1),
      set("cancelledBy", 1),
    ],
    "closing",
    "greater_than",
    0,
    "notPlaced",
  ),
  {
    step: "send",
    lines: invite(options, false),
    retransmitMilliseconds: T1_MILLISECONDS,
    onTimeout: "unanswered",
    next: "waiting",
    actions: [
      ...invited("invited"),
      copy("deadline", "sentAt"),
      plus("deadline", "patience"),
      { action: "subtract", variable: "deadline", by: GIVES_UP_EARLY_MILLISECONDS },
    ],
  },
  ...(options.credentials === undefined
    ? []
    : ([
        label("sendCredentials"),
        {
          step: "send",
          lines: invite(options, true),
          retransmitMilliseconds: T1_MILLISECONDS,
          onTimeout: "unanswered",
          next: "waiting",
          actions: invited("invitedAgain"),
        },
      ] satisfies Step[])),
];
