import type { Action, ExpectedMessage, ReceiveStep, SippScenario, Step } from "../sipp-wrapper/scenario.ts";
import { marker } from "./caller-log.ts";
import {
  ackOfAnswer,
  ackOfFailure,
  bye,
  cancel,
  invite,
  type MessageOptions,
  okTo,
} from "./caller-messages.ts";
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
}

const T1_MILLISECONDS = 500;
/** How long an INVITE may stay without any response, and a CANCEL or BYE without an answer: RFC 3261's 64·T1. */
export const UNANSWERED_MILLISECONDS = 64 * T1_MILLISECONDS;
/** What a talk lasts at most where the agent hangs up; the flood is over long before. */
const AGENT_HANGS_UP_MILLISECONDS = 86_400_000;
/**
 * A step of SIPp costs a millisecond and its clock goes in steps of four, so
 * that a call that sleeps until its time is 4 to 5 ms late at the median on a
 * quiet machine: a caller gets up this long before he is due.
 */
const RISES_EARLY_MILLISECONDS = 4;

/** From the end of a pause to the CANCEL or BYE that follows it, as measured: two steps of SIPp. */
const GIVES_UP_EARLY_MILLISECONDS = 3;
/** The same for the end of a talk, as the PBX sees it: its 200 is read late by a step, too. */
const HANGS_UP_EARLY_MILLISECONDS = 6;

/** Where a call stands; `resume` sends it back there after a message that changes nothing. */
const STATE = { sleeping: 0, waiting: 1, talking: 2, cancelling: 3, leaving: 4 } as const;

const attemptField = (options: CallerOptions, field: number): string =>
  `[field${field} file="${options.attemptsFile}" line="[$row]"]`;

/** Reads the line of the attempt to come. */
const readAttempt = (options: CallerOptions): readonly Action[] => [
  text("name", attemptField(options, 0)),
  ...numberFrom("patience", attemptField(options, 1)),
  ...numberFrom("delayAfterAbandoning", attemptField(options, 2)),
  ...numberFrom("delayAfterBlocked", attemptField(options, 3)),
];

const begin = (options: CallerOptions): Step =>
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
const place = (options: CallerOptions): readonly Step[] => [
  label("sleeping"),
  ...sleepUntil(
    [
      set("state", STATE.sleeping),
      copy("risesAt", "due"),
      { action: "subtract", variable: "risesAt", by: RISES_EARLY_MILLISECONDS },
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

/** No PBX sends 699: a row of optional receives has to end in a mandatory one, and this never comes. */
const never = (rest: Partial<ReceiveStep> = {}): Step => ({
  step: "receive",
  message: { response: 699 },
  ...rest,
});

const anywhere = (message: ExpectedMessage, rest: Partial<ReceiveStep> = {}): Step => ({
  step: "receive",
  message,
  optional: "anywhere",
  ...rest,
});

/**
 * Which INVITE a response belongs to: a late one of the attempt before carries
 * another sequence number. Without this a retransmitted 486 would end the
 * redial that follows it.
 */
const readNumber: readonly Action[] = [
  { action: "match", pattern: "[0-9]+", header: "CSeq", into: "seenCseq" },
  { action: "toNumber", variable: "seenNumber", from: "seenCseq" },
];

/** Where the dialog's later requests go; only a receive can read the message. */
const readContact: Action = {
  action: "match",
  pattern: "sips?:[^>[:space:]]+",
  header: "Contact",
  into: "contact",
};

const readStatus: Action = { action: "match", pattern: "[1-6][0-9][0-9]", into: "statusText" };

/** Whether a response answers a request of this method: SIPp tells them apart by place only. */
const readMethod = (method: "INVITE" | "BYE", into: string): Action => ({
  action: "match",
  pattern: method,
  header: "CSeq",
  into,
});

/**
 * What may come at any moment. SIPp searches backwards from where a call
 * stands, so that the more special stand after the more general. Every one of
 * them goes on somewhere: a call that receives a message in a pause, and does
 * not, sleeps for ever.
 */
const incoming = (options: CallerOptions): readonly Step[] => [
  anywhere(
    { response: "any" },
    {
      next: "response",
      actions: [
        readStatus,
        ...readNumber,
        readContact,
        readMethod("INVITE", "answersInvite"),
        ...readClock("respondedAt"),
      ],
    },
  ),
  ...(options.credentials === undefined
    ? []
    : [401, 407].map((response) =>
        anywhere(
          { response },
          {
            next: "challenged",
            authenticate: true,
            actions: [readStatus, ...readNumber, ...readClock("respondedAt")],
          },
        ),
      )),
  ...[202, 200].map((response) =>
    anywhere(
      { response },
      {
        next: "accepted",
        recordRoutes: true,
        actions: [
          log(marker("accepted", "[$name]", String(response))),
          ...readClock("talkFrom"),
          ...readNumber,
          readContact,
        ],
      },
    ),
  ),
  anywhere({ response: 100 }, { next: "provisional" }),
  ...[183, 182, 181, 180].map((response) =>
    anywhere(
      { response },
      {
        next: "provisional",
        actions: [log(marker("ringing", "[$name]", String(response)))],
      },
    ),
  ),
  anywhere({ requestLike: "[A-Z]+" }, { next: "requestCame" }),
  anywhere({ request: "ACK" }, { next: "resume" }),
  anywhere({ requestLike: "INVITE|UPDATE" }, { next: "sessionCame" }),
  anywhere(
    { request: "INFO" },
    {
      next: "noteCame",
      actions: [
        { action: "match", pattern: "[^[:space:]].*", header: "X-Surgeline-Agent", into: "agent" },
        log(marker("noted", "[$name]", "[$agent]")),
        ...readClock("talkFrom"),
      ],
    },
  ),
  anywhere({ request: "BYE" }, { next: "byeCame", actions: [log(marker("byeCame", "[$name]"))] }),
  never(),
];

const wait = (options: CallerOptions): readonly Step[] => [
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

const talk = (options: CallerOptions): readonly Step[] => {
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
    branch([], "connected", "less_than", 1, "requestCame"),
    branch([], "state", "not_equal", STATE.waiting, "requestCame"),
    act([], "agentTook", "agent"),
    label("requestCame"),
    { step: "send", lines: okTo(false), next: "resume" },
    label("agentTook"),
    { step: "send", lines: okTo(false), actions: beginTalk },
    label("talking"),
    ...sleepUntil([], "talkEnd", "talkOver"),
    label("talkOver"),
    act([set("state", STATE.leaving), set("leftAt", -1), log(marker("hungUp", "[$name]"))]),
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
    branch([], "leftAt", "less_than", 0, "finished"),
    act([], "abandoned"),
    label("byeCame"),
    { step: "send", lines: okTo(false) },
    branch([], "state", "equal", STATE.leaving, "byeOver"),
    branch([], "state", "equal", STATE.talking, "finished"),
    branch([], "connected", "less_than", 1, "resume"),
    branch([], "state", "equal", STATE.waiting, "finished"),
    act([], "resume"),
    label("sessionCame"),
    { step: "send", lines: okTo(true), next: "resume" },
  ];
};

/** Final responses that are no 200, and those that come late. */
const refusals = (options: CallerOptions): readonly Step[] => [
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

const redial = (options: CallerOptions): readonly Step[] => [
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

/**
 * One caller as a SIPp call: he sleeps until his arrival, calls, waits as long
 * as his patience lasts, is served or gives up, and perhaps calls again. His
 * line of the callers' file holds
 * `caller; number; arrival; row of the first attempt; talk`, a line of the
 * attempts' file `caller-attempt; patience; delay after abandoning; delay after
 * blocked; CSeq of INVITE, of the INVITE with credentials, of BYE`. Times are
 * milliseconds, −1 where he does not call again; see `callerLines`.
 */
export const callerScenario = (options: CallerOptions): SippScenario => ({
  name: "surgeline callers",
  steps: [
    begin(options),
    ...place(options),
    ...incoming(options),
    ...wait(options),
    ...talk(options),
    ...refusals(options),
    ...redial(options),
  ],
});
