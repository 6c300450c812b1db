import type { Action, SippScenario, Step } from "../../sipp-wrapper/scenario.ts";
import { AUDIO_LINE } from "../audio/audio-line.ts";
import { mark } from "./agent-log.ts";
import { bye, okToLast, refer, sessionBody, toInvite } from "./agent-messages.ts";
import { act, clockAfter, header, label, numberFrom, pauseUntil } from "./agent-steps.ts";
import { LAST_DIGITS } from "./telling-digits.ts";

/** What the telephones of all agents do, one SIPp process for all of them. */
export interface AgentScenarioOptions {
  /** Injection file with a row a caller: key, ring milliseconds, talk milliseconds; indexed on field 0. */
  readonly handlingFile: string;
  /** Row of the same file for a caller's number that is not in it. */
  readonly defaultRow: number;
  readonly hangUp: "agent" | "caller";
  /** Where the agents listen for audio; absent: at a port of SIPp's that nobody reads. */
  readonly audioPort?: number;
  /**
   * Injection file with a row an agent: account, and the moment of SIPp's clock
   * until which the agent is busy; indexed on field 0. Whoever calls an agent who
   * is on a call or in wrap-up gets 486 then. Absent: the PBX knows who is free.
   */
  readonly seatsFile?: string;
  /** The first rings of a caller are not answered, as many as field 4 of the row says; absent: every ring is. */
  readonly missesRings?: boolean;
  /** The extension to which callers with a 1 in field 5 of their row are put through after the talk. */
  readonly transfersTo?: string;
}

const T1 = 500;
/** No PBX sends 699: a row of optional receives has to end in a mandatory one, and this never comes. */
const NEVER = 699;
/** Longer than any call: the other side hangs up. */
const FOR_EVER_MILLISECONDS = 86_400_000;

const field = (options: AgentScenarioOptions, number: number): string =>
  `[field${number} file="${options.handlingFile}" line="[$row]"]`;

/** Nobody's clock comes this far: the agent is busy until further notice. */
const BUSY = 9e12;

/** Writes down until when the agent of this call is busy, where the telephones know themselves who is. */
const busyUntil = (options: AgentScenarioOptions, moment: string): readonly Action[] =>
  options.seatsFile === undefined
    ? []
    : [{ action: "replace", file: options.seatsFile, line: "[$seat]", text: `[$agent];${moment}` }];

/** At the end of a call: busy for as long as the wrap-up of this caller lasts. */
const wrapUp = (options: AgentScenarioOptions): readonly Action[] =>
  options.seatsFile === undefined
    ? []
    : [...clockAfter("freeAt", "wrapUp"), ...busyUntil(options, "[$freeAt]")];

/** Who calls an agent on a call or in wrap-up hears that the line is busy. */
const refusesWhileBusy = ({ seatsFile }: AgentScenarioOptions): readonly Step[] =>
  seatsFile === undefined
    ? []
    : [
        act([{ action: "lookup", file: seatsFile, key: "[$agent]", into: "seat" }]),
        act(
          [
            ...numberFrom("freeAt", `[field1 file="${seatsFile}" line="[$seat]"]`),
            ...numberFrom("now", "[clock_tick]"),
            {
              action: "compare",
              variable: "freeAt",
              is: "greater_than",
              to: { variable: "now" },
              into: "isBusy",
            },
          ],
          "busy",
          "isBusy",
        ),
      ];

/** A ring that nobody answers: one fewer to come for this caller, and silence until the PBX gives up. */
const leftRinging = (options: AgentScenarioOptions): readonly Step[] =>
  options.missesRings !== true
    ? []
    : [
        act(
          [
            ...numberFrom("toMiss", field(options, 4)),
            { action: "compare", variable: "toMiss", is: "less_than", to: 1, into: "isAnswered" },
          ],
          "rings",
          "isAnswered",
        ),
        act([
          { action: "subtract", variable: "toMiss", by: 1 },
          {
            action: "replace",
            file: options.handlingFile,
            line: "[$row]",
            text: `${[0, 1, 2, 3].map((number) => field(options, number)).join(";")};[$toMiss];${field(options, 5)}`,
          },
          { action: "setNumber", variable: "ringEnd", value: FOR_EVER_MILLISECONDS },
        ]),
      ];

/** A caller who is to be put through: REFER, and then the PBX ends this leg. */
const transfer = (options: AgentScenarioOptions): readonly Step[] =>
  options.transfersTo === undefined
    ? []
    : [
        label("putThrough"),
        {
          step: "send",
          lines: refer(options.transfersTo),
          retransmitMilliseconds: T1,
          actions: [
            mark("transferred"),
            { action: "setNumber", variable: "talkEnd", value: FOR_EVER_MILLISECONDS },
            { action: "setNumber", variable: "transfers", value: 0 },
          ],
        },
        { step: "receive", message: { response: 202 }, next: "talking" },
        // whoever cannot put a caller through ends the call
        label("notPutThrough"),
        act([{ action: "setNumber", variable: "talkEnd", value: 0 }], "talking"),
      ];

/** When the agent ends the talk; a caller who is to be put through is so after it, whoever hangs up else. */
const talkEnd = (options: AgentScenarioOptions): readonly Action[] =>
  options.hangUp === "agent"
    ? clockAfter("talkEnd", "talk")
    : options.transfersTo === undefined
      ? [{ action: "setNumber", variable: "talkEnd", value: FOR_EVER_MILLISECONDS }]
      : [
          // the talk where there is a 1, for ever where there is none
          { action: "setNumber", variable: "talkEnd", value: FOR_EVER_MILLISECONDS },
          { action: "multiply", variable: "talkEnd", by: { variable: "stays" } },
          ...clockAfter("putThroughAt", "talk"),
          { action: "add", variable: "talkEnd", by: { variable: "putThroughAt" } },
        ];

/** Whose call it is: the row of the number in From, or else in P-Asserted-Identity, or else everybody's. */
const knowCaller = (options: AgentScenarioOptions): readonly Step[] => [
  {
    step: "receive",
    message: { request: "INVITE" },
    actions: [
      { action: "match", pattern: "sips?:[^@>;]+@", header: "From", into: "key" },
      { action: "match", pattern: LAST_DIGITS, header: "From", into: "digits" },
      { action: "match", pattern: "sips?:[^@>;]+@", header: "P-Asserted-Identity", into: "asserted" },
      { action: "match", pattern: LAST_DIGITS, header: "P-Asserted-Identity", into: "assertedDigits" },
      { action: "match", pattern: "agent[0-9]+", into: "agent" },
      { action: "match", pattern: AUDIO_LINE, into: "audio" },
      { action: "match", pattern: "sips?:[^>[:space:]]+", header: "Contact", into: "contact" },
      header("Via", "inviteVia"),
      header("From", "inviteFrom"),
      header("To", "inviteTo"),
      header("CSeq", "inviteCseq"),
      { action: "lookup", file: options.handlingFile, key: "[$digits]", into: "row" },
      { action: "compare", variable: "row", is: "less_than", to: 0, into: "unknown" },
    ],
  },
  ...refusesWhileBusy(options),
  act([], "unknownCaller", "unknown"),
  act([], "known"),
  label("unknownCaller"),
  act(
    [
      { action: "lookup", file: options.handlingFile, key: "[$assertedDigits]", into: "row" },
      { action: "compare", variable: "row", is: "greater_than_equal", to: 0, into: "isAsserted" },
    ],
    "known",
    "isAsserted",
  ),
  act([{ action: "setNumber", variable: "row", value: options.defaultRow }]),
  label("known"),
];

/** Reads what the caller's row says and begins to ring. */
const beginRinging = (options: AgentScenarioOptions): readonly Step[] => [
  act([
    ...numberFrom("ring", field(options, 1)),
    ...numberFrom("talk", field(options, 2)),
    ...numberFrom("wrapUp", field(options, 3)),
    ...(options.transfersTo === undefined
      ? []
      : [
          ...numberFrom("transfers", field(options, 5)),
          { action: "setNumber", variable: "stays", value: 1 } as const,
          { action: "subtract", variable: "stays", by: { variable: "transfers" } } as const,
        ]),
    ...clockAfter("ringEnd", "ring"),
    { action: "setNumber", variable: "answered", value: 0 },
    ...busyUntil(options, String(BUSY)),
    mark("ringing"),
  ]),
  // the call jumps over what may come at any time; SIPp finds it there from wherever the call stands
  { step: "send", lines: toInvite("180 Ringing"), next: "begins" },
];

/** What may come at any time. */
const anyTime = ({ transfersTo }: AgentScenarioOptions): readonly Step[] => [
  { step: "receive", message: { request: "CANCEL" }, optional: "anywhere", next: "cancelled" },
  { step: "receive", message: { request: "BYE" }, optional: "anywhere", next: "callerHangsUp" },
  {
    step: "receive",
    message: { requestLike: "INVITE|UPDATE" },
    optional: "anywhere",
    next: "sessionRenewed",
    actions: [mark("renewed")],
  },
  {
    step: "receive",
    message: { requestLike: "INFO|OPTIONS|NOTIFY|MESSAGE" },
    optional: "anywhere",
    next: "noted",
  },
  // of a 200 that was sent once more
  { step: "receive", message: { request: "ACK" }, optional: "anywhere", next: "resume" },
  ...(transfersTo === undefined
    ? []
    : ([
        { step: "receive", message: { response: "any" }, optional: "anywhere", next: "notPutThrough" },
      ] satisfies Step[])),
  { step: "receive", message: { response: NEVER } },
];

/** From the ring to the end of the talk, where the agent ends it. */
const ringAndTalk = (options: AgentScenarioOptions): readonly Step[] => [
  label("begins"),
  ...leftRinging(options),
  label("rings"),
  ...pauseUntil("ringEnd", "answers"),
  label("answers"),
  { step: "send", lines: toInvite("200 OK", sessionBody(options.audioPort)), retransmitMilliseconds: T1 },
  {
    step: "receive",
    message: { request: "ACK" },
    actions: [mark("answered"), { action: "setNumber", variable: "answered", value: 1 }, ...talkEnd(options)],
  },
  label("talking"),
  ...pauseUntil("talkEnd", "talkOver"),
  label("talkOver"),
  ...(options.transfersTo === undefined
    ? []
    : [
        act(
          [{ action: "compare", variable: "transfers", is: "greater_than", to: 0, into: "isPutThrough" }],
          "putThrough",
          "isPutThrough",
        ),
      ]),
  {
    step: "send",
    retransmitMilliseconds: T1,
    lines: bye(),
    actions: [mark("ended", "agent"), ...wrapUp(options)],
  },
  { step: "receive", message: { response: 200 }, next: "end" },
  ...transfer(options),
];

/** What is answered to whatever came at any time, and where the call goes on after it. */
const answersToAnyTime = (options: AgentScenarioOptions): readonly Step[] => [
  label("sessionRenewed"),
  { step: "send", lines: okToLast(sessionBody(options.audioPort)), next: "resume" },
  label("noted"),
  { step: "send", lines: okToLast() },
  label("resume"),
  act(
    [{ action: "compare", variable: "answered", is: "greater_than", to: 0, into: "isTalking" }],
    "talking",
    "isTalking",
  ),
  act([], "rings"),
  label("callerHangsUp"),
  {
    step: "send",
    lines: okToLast(),
    actions: [mark("ended", "caller"), ...wrapUp(options)],
    next: "end",
  },
  label("cancelled"),
  { step: "send", lines: okToLast(), actions: [mark("missed"), ...busyUntil(options, "0")] },
  { step: "send", lines: toInvite("487 Request Terminated"), retransmitMilliseconds: T1 },
  { step: "receive", message: { request: "ACK" }, next: "end" },
  label("busy"),
  { step: "send", lines: toInvite("486 Busy Here"), retransmitMilliseconds: T1, actions: [mark("busy")] },
  { step: "receive", message: { request: "ACK" } },
];

/**
 * The scenario of an agent's telephone: it rings as long as the caller's row
 * says, answers, talks as long as that row says (or until the caller hangs up),
 * and hangs up. CANCEL while it rings, BYE at any time, re-INVITE, UPDATE and
 * INFO are answered. Which caller it is, is known by the number in From, or in
 * P-Asserted-Identity, alone, so that the same table decides both sides of a
 * call under every PBX.
 */
export const agentScenario = (options: AgentScenarioOptions): SippScenario => ({
  name: "agents",
  steps: [
    ...knowCaller(options),
    ...beginRinging(options),
    ...anyTime(options),
    ...ringAndTalk(options),
    ...answersToAnyTime(options),
    label("end"),
    act([]),
  ],
});
