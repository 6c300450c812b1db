import type { Step } from "../sipp-wrapper/scenario.ts";
import { marker } from "./caller-log.ts";
import { ackOfFailure } from "./caller-messages.ts";
import type { CallerOptions } from "./caller-options.ts";
import { act, branch, copy, label, log, plus, set, text } from "./caller-steps.ts";
import { attemptField, readAttempt, STATE } from "./caller-terms.ts";

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
  branch([], "status", "less_than", 300, "accepted"),
  branch([], "openNumber", "less_than", 0, "refusedAgain"),
  {
    step: "send",
    lines: ackOfFailure(),
    actions: [
      log(marker("refused", "[$name]", "[$statusText]")),
      set("openNumber", -1),
      copy("leftAt", "respondedAt"),
    ],
  },
  ...[486, 503, 600].map((status) => branch([], "status", "equal", status, "blocked")),
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
  branch([], "state", "equal", STATE.cancelling, "cancelling"),
  act([], "leaving"),
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
