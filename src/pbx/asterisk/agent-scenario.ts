import type { Action, SippScenario, Step } from "../../sipp-wrapper/scenario.ts";

/** What the telephones of all agents do, one SIPp process for all of them. */
export interface AgentScenarioOptions {
  /** Injection file with a row a caller: key, ring milliseconds, talk milliseconds; indexed on field 0. */
  readonly handlingFile: string;
  /** Row of the same file for a caller's number that is not in it. */
  readonly defaultRow: number;
  readonly hangUp: "agent" | "caller";
}

/** The key of a caller in the handling file: how the number stands in a From header. */
export const handlingKey = (callerNumber: string): string => `sip:${callerNumber}@`;

export type AgentEventName = "ringing" | "answered" | "ended" | "missed";

/** What happened at an agent's telephone: a line of the agents' log. */
export interface AgentEvent {
  readonly name: AgentEventName;
  readonly agent: string;
  readonly callerNumber: string;
  readonly endedBy: "agent" | "caller" | undefined;
  readonly epochMilliseconds: number;
}

const LINE = "@";

const mark = (name: AgentEventName, endedBy = ""): Action => ({
  action: "log",
  message: `${LINE}\t${name}\t[$agent]\t[$key]\t${endedBy}\t[timestamp]`,
});

/** Reads a line of the agents' log; undefined for a line that is none. */
export const readAgentEvent = (line: string): AgentEvent | undefined => {
  if (!line.startsWith(`${LINE}\t`)) return undefined;
  const fields = line.split("\t");
  const epochSeconds = Number(fields[fields.length - 1]);
  const [, name, agent, key, endedBy] = fields;
  if (fields.length < 6 || !Number.isFinite(epochSeconds)) return undefined;
  return {
    name: name as AgentEventName,
    agent: (agent ?? "").replace(/^agent/, ""),
    callerNumber: (key ?? "").replace(/^sip:/, "").replace(/@$/, ""),
    endedBy: endedBy === "agent" || endedBy === "caller" ? endedBy : undefined,
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

const ANSWER_BODY = [
  "v=0",
  "o=- 1 1 IN IP[local_ip_type] [local_ip]",
  "s=-",
  "c=IN IP[media_ip_type] [media_ip]",
  "t=0 0",
  "m=audio [media_port] RTP/AVP 0",
  "a=rtpmap:0 PCMU/8000",
];

const CONTACT = "Contact: <sip:[$agent]@[local_ip]:[local_port];transport=[transport]>";

/** A response to the INVITE, written from what was kept of it, since another request may have come since. */
const toInvite = (status: string, withBody: boolean): readonly string[] => [
  `SIP/2.0 ${status}`,
  "Via:[$inviteVia]",
  "From:[$inviteFrom]",
  "To:[$inviteTo];tag=[pid]-[call_number]",
  "[last_Call-ID:]",
  "CSeq:[$inviteCseq]",
  CONTACT,
  "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO",
  ...(withBody
    ? ["Content-Type: application/sdp", "Content-Length: [len]", "", ...ANSWER_BODY]
    : ["Content-Length: 0"]),
];

const okToLast = (withBody: boolean): readonly string[] => [
  "SIP/2.0 200 OK",
  "[last_Via:]",
  "[last_From:]",
  "[last_To:]",
  "[last_Call-ID:]",
  "[last_CSeq:]",
  CONTACT,
  ...(withBody
    ? ["Content-Type: application/sdp", "Content-Length: [len]", "", ...ANSWER_BODY]
    : ["Content-Length: 0"]),
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

/**
 * The scenario of an agent's telephone: it rings as long as the caller's row
 * says, answers, talks as long as that row says (or until the caller hangs up),
 * and hangs up. CANCEL while it rings, BYE at any time, re-INVITE, UPDATE and
 * INFO are answered. Which caller it is, is known by the number in From alone,
 * so that the same table decides both sides of a call under every PBX.
 */
export const agentScenario = (options: AgentScenarioOptions): SippScenario => ({
  name: "agents",
  steps: [
    {
      step: "receive",
      message: { request: "INVITE" },
      actions: [
        { action: "match", pattern: "sip:[^@>;]+@", header: "From", into: "key" },
        { action: "match", pattern: "agent[0-9]+", into: "agent" },
        { action: "match", pattern: "sips?:[^>[:space:]]+", header: "Contact", into: "contact" },
        header("Via", "inviteVia"),
        header("From", "inviteFrom"),
        header("To", "inviteTo"),
        header("CSeq", "inviteCseq"),
        { action: "lookup", file: options.handlingFile, key: "[$key]", into: "row" },
        { action: "compare", variable: "row", is: "less_than", to: 0, into: "unknown" },
      ],
    },
    act([], "unknownCaller", "unknown"),
    act([], "known"),
    label("unknownCaller"),
    act([{ action: "setNumber", variable: "row", value: options.defaultRow }]),
    label("known"),
    act([
      ...numberFrom("ring", field(options, 1)),
      ...numberFrom("talk", field(options, 2)),
      mark("ringing"),
    ]),
    // the call jumps over what may come at any time; SIPp finds it there from wherever the call stands
    { step: "send", lines: toInvite("180 Ringing", false), next: "rings" },
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
    { step: "send", lines: toInvite("200 OK", true), retransmitMilliseconds: T1 },
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
      actions: [mark("ended", "agent")],
    },
    { step: "receive", message: { response: 200 }, next: "end" },
    label("sessionRenewed"),
    { step: "send", lines: okToLast(true), next: "talking" },
    label("noted"),
    { step: "send", lines: okToLast(false), next: "talking" },
    label("callerHangsUp"),
    { step: "send", lines: okToLast(false), actions: [mark("ended", "caller")], next: "end" },
    label("cancelled"),
    { step: "send", lines: okToLast(false), actions: [mark("missed")] },
    { step: "send", lines: toInvite("487 Request Terminated", false), retransmitMilliseconds: T1 },
    { step: "receive", message: { request: "ACK" } },
    label("end"),
    act([]),
  ],
});
