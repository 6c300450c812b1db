import type { Step } from "../sipp-wrapper/scenario.ts";
import { BLOCKED_STATUSES } from "./attempt-course.ts";
import { marker } from "./caller-log.ts";
import { ackOfFailure } from "./caller-messages.ts";
import type { CallerOptions } from "./caller-options.ts";
import { act, branch, copy, label, log, plus, set, text } from "./caller-steps.ts";
import { attemptField, ENDING, readAttempt, STATE } from "./caller-terms.ts";

/** Final responses that are no 200, and those that come late. */
export const refusals = (options: CallerOptions): readonly Step[] => [
  label("response"),
  act([{ action: "toNumber", variable: "status", from: "statusText" }], "inviteAnswered", "answersInvite"),
  act([], "resume"),
  ...(options.credentials === undefined
    ? []
    : ([
        label("challenged"),
        branch(
          [{ action: "toNumber", variable: "status", from: "statusText" }],
          "challenges",
          "greater_than",
          0,
          "inviteAnswered",
        ),
        branch([], "seenNumber", "not_equal", { variable: "inviteNumber" }, "resume"),
        { step: "send", lines: ackOfFailure() },
        act([set("challenges", 1), text("inviteCseq", attemptField(options, 5))], "sendCredentials"),
      ] satisfies Step[])),
  label("inviteAnswered"),
  branch([], "seenNumber", "not_equal", { variable: "inviteNumber" }, "resume"),
  branch([], "status", "less_than", 200, "resume"),
  branch([text("contact", "[$otherContact]")], "status", "less_than", 300, "accepted"),
  branch([], "openNumber", "less_than", 0, "refusedAgain"),
  {
    step: "send",
    lines: ackOfFailure(),
    actions: [
      log(marker("refused", "[$name]", "[$statusText]")),
      set("openNumber", -1),
      copy("leftAt", "respondedAt"),
      copy("ending", "status"),
      set("state", STATE.over),
    ],
  },
  label("over"),
  branch([], "ending", "equal", ENDING.served, "finished"),
  branch([], "ending", "equal", ENDING.gaveUp, "abandoned"),
  ...BLOCKED_STATUSES.map((status) => branch([], "ending", "equal", status, "blocked")),
  act(
    [log(marker("messageBegins", "[$name]")), log("[last_message]"), log(marker("messageEnds", "[$name]"))],
    "finished",
  ),
  label("refusedAgain"),
  { step: "send", lines: ackOfFailure(), next: "resume" },
  label("resume"),
  branch([], "state", "equal", STATE.sleeping, "sleeping"),
  branch([], "state", "equal", STATE.waiting, "waiting"),
  branch([], "state", "equal", STATE.talking, "talking"),
  branch([], "state", "equal", STATE.leaving, "leaving"),
  branch([], "state", "equal", STATE.crossing, "crossingResumed"),
  branch([], "state", "equal", STATE.over, "over"),
  branch([], "crossedBy", "equal", 0, "crossed"),
  branch([], "cancelledBy", "equal", 0, "cancelled"),
  act([], "cancelling"),
  label("crossingResumed"),
  branch([], "crossedBy", "equal", 0, "ackAndBye"),
  act([], "sendBye"),
];

/** Whether the caller calls again, and the end. */
export const redial = (options: CallerOptions): readonly Step[] => [
  label("abandoned"),
  act([copy("delay", "delayAfterAbandoning")], "redial"),
  label("blocked"),
  act([copy("delay", "delayAfterBlocked")]),
  label("redial"),
  branch([], "delay", "less_than", 0, "finished"),
  branch(
    [copy("due", "leftAt"), plus("due", "delay")],
    "due",
    "greater_than_equal",
    options.windowEndTick,
    "finished",
  ),
  act(
    [
      log(marker("redials", "[$name]", "[$due]")),
      set("state", STATE.sleeping),
      { action: "add", variable: "row", by: 1 },
      ...readAttempt(options),
    ],
    "sleeping",
  ),
  label("notPlaced"),
  act([log(marker("notPlaced", "[$name]"))]),
  label("finished"),
  act([log(marker("finished", "[field0]"))]),
];
