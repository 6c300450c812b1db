import type { Action, SippScenario, Step } from "../../sipp-wrapper/scenario.ts";
import { AUDIO_LINE, readAudioPort } from "../audio/audio-line.ts";

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
}

/** How many last digits have to agree for two ways of writing a number to be the same. */
const TELLING_DIGITS = 9;

/** A number without the ways in which trunks rewrite it: +33 1 99…, 0033199…, 0199… are one caller. */
export const tellingDigits = (number: string): string => number.replace(/\D/g, "").slice(-TELLING_DIGITS);

/** The key of a caller in the handling file: the end of the number as it stands in an address. */
export const handlingKey = (callerNumber: string): string => `${tellingDigits(callerNumber)}@`;

export type AgentEventName = "ringing" | "answered" | "ended" | "missed" | "busy";

/** What happened at an agent's telephone: a line of the agents' log. */
export interface AgentEvent {
  readonly name: AgentEventName;
  readonly agent: string;
  /** The user part of From. */
  readonly callerNumber: string;
  /** The user part of P-Asserted-Identity, where it came. */
  readonly assertedNumber?: string;
  readonly endedBy: "agent" | "caller" | undefined;
  /** Where the PBX listens for the agent's audio. */
  readonly audioPort: number | undefined;
  readonly epochMilliseconds: number;
}

const LINE = "@";

const mark = (name: AgentEventName, endedBy = ""): Action => ({
  action: "log",
  message: `${LINE}\t${name}\t[$agent]\t[$key]\t${endedBy}\t[$audio]\t[$asserted]\t[timestamp]`,
});

const userPart = (address: string | undefined): string =>
  (address ?? "").replace(/^sips?:/, "").replace(/@$/, "");

/** Reads a line of the agents' log; undefined for a line that is none. */
export const readAgentEvent = (line: string): AgentEvent | undefined => {
  if (!line.startsWith(`${LINE}\t`)) return undefined;
  const fields = line.split("\t");
  const epochSeconds = Number(fields[fields.length - 1]);
  const [, name, agent, key, endedBy, audio, asserted] = fields;
  if (fields.length < 8 || !Number.isFinite(epochSeconds)) return undefined;
  return {
    name: name as AgentEventName,
    agent: (agent ?? "").replace(/^agent/, ""),
    callerNumber: userPart(key),
    // SIPp writes a variable that nothing was found for as "false"
    ...(asserted !== undefined && asserted !== "false" && { assertedNumber: userPart(asserted) }),
    endedBy: endedBy === "agent" || endedBy === "caller" ? endedBy : undefined,
    audioPort: readAudioPort(audio ?? ""),
    epochMilliseconds: epochSeconds * 1000,
  };
};

const label = (name: string): Step => ({ step: "label", name });
const act = (actions: readonly Action[], next?: string, test?: string): Step => ({
  step: "actions",
  actions,
  ...(next !== undefined && { next }),
  ...(test !== undefined && { test }),
});

const T1 = 500;
/** No PBX sends 699: a row of optional receives has to end in a mandatory one, and this never comes. */
const NEVER = 699;
/** Longer than any call: the other side hangs up. */
const FOR_EVER_MILLISECONDS = 86_400_000;

/** The session that an agent offers: one stream of μ-law. */
const sessionBody = ({ audioPort }: AgentScenarioOptions): readonly string[] => [
  "v=0",
  "o=- 1 1 IN IP[local_ip_type] [local_ip]",
  "s=-",
  "c=IN IP[local_ip_type] [local_ip]",
  "t=0 0",
  `m=audio ${audioPort ?? "[media_port]"} RTP/AVP 0`,
  "a=rtpmap:0 PCMU/8000",
];

/** The end of a number, before the host of its address. */
const LAST_DIGITS = `[0-9]{${TELLING_DIGITS}}@`;

const CONTACT = "Contact: <sip:[$agent]@[local_ip]:[local_port];transport=[transport]>";

const withSession = (body: readonly string[]): readonly string[] =>
  body.length === 0
    ? ["Content-Length: 0"]
    : ["Content-Type: application/sdp", "Content-Length: [len]", "", ...body];

/** A response to the INVITE, written from what was kept of it, since another request may have come since. */
const toInvite = (status: string, body: readonly string[] = []): readonly string[] => [
  `SIP/2.0 ${status}`,
  "Via:[$inviteVia]",
  "From:[$inviteFrom]",
  "To:[$inviteTo];tag=[pid]-[call_number]",
  "[last_Call-ID:]",
  "CSeq:[$inviteCseq]",
  CONTACT,
  "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO",
  ...withSession(body),
];

const okToLast = (body: readonly string[] = []): readonly string[] => [
  "SIP/2.0 200 OK",
  "[last_Via:]",
  "[last_From:]",
  "[last_To:]",
  "[last_Call-ID:]",
  "[last_CSeq:]",
  CONTACT,
  ...withSession(body),
];

const header = (name: string, into: string): Action => ({
  action: "match",
  pattern: ".*",
  header: name,
  into,
});

const field = (options: AgentScenarioOptions, number: number): string =>
  `[field${number} file="${options.handlingFile}" line="[$row]"]`;

const numberFrom = (variable: string, source: string): readonly Action[] => [
  { action: "setText", variable: "numberText", text: source },
  { action: "toNumber", variable, from: "numberText" },
];

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
    : [
        ...numberFrom("freeAt", "[clock_tick]"),
        { action: "add", variable: "freeAt", by: { variable: "wrapUp" } },
        ...busyUntil(options, "[$freeAt]"),
      ];

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
    act([
      ...numberFrom("ring", field(options, 1)),
      ...numberFrom("talk", field(options, 2)),
      ...numberFrom("wrapUp", field(options, 3)),
      ...busyUntil(options, String(BUSY)),
      mark("ringing"),
    ]),
    // the call jumps over what may come at any time; SIPp finds it there from wherever the call stands
    { step: "send", lines: toInvite("180 Ringing"), next: "rings" },
    {
      step: "receive",
      message: { request: "CANCEL" },
      optional: "anywhere",
      next: "cancelled",
    },
    { step: "receive", message: { request: "BYE" }, optional: "anywhere", next: "callerHangsUp" },
    {
      step: "receive",
      message: { requestLike: "INVITE|UPDATE" },
      optional: "anywhere",
      next: "sessionRenewed",
    },
    { step: "receive", message: { request: "INFO" }, optional: "anywhere", next: "noted" },
    { step: "receive", message: { response: NEVER } },
    label("rings"),
    { step: "pause", duration: { variable: "ring" } },
    { step: "send", lines: toInvite("200 OK", sessionBody(options)), retransmitMilliseconds: T1 },
    { step: "receive", message: { request: "ACK" }, actions: [mark("answered")] },
    label("talking"),
    {
      step: "pause",
      duration: options.hangUp === "agent" ? { variable: "talk" } : { milliseconds: FOR_EVER_MILLISECONDS },
    },
    {
      step: "send",
      retransmitMilliseconds: T1,
      lines: [
        "BYE [$contact] SIP/2.0",
        "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]-bye",
        "Max-Forwards: 70",
        "From:[$inviteTo];tag=[pid]-[call_number]",
        "To:[$inviteFrom]",
        "[last_Call-ID:]",
        "CSeq: 2 BYE",
        "Content-Length: 0",
      ],
      actions: [mark("ended", "agent"), ...wrapUp(options)],
    },
    { step: "receive", message: { response: 200 }, next: "end" },
    label("sessionRenewed"),
    { step: "send", lines: okToLast(sessionBody(options)), next: "talking" },
    label("noted"),
    { step: "send", lines: okToLast(), next: "talking" },
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
    label("end"),
    act([]),
  ],
});
