/** What the caller scenario needs to know to write its messages. */
export interface MessageOptions {
  /** Headers added to every INVITE. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials?: { readonly user: string; readonly password: string };
  /** Where callers listen for audio; absent: at a port of SIPp's that nobody reads. */
  readonly audioPort?: number;
}

/** The domain in From: a PBX is told the caller's number, not this machine's name. */
const VIA = "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=";
const FROM = "From: <sip:[field1]@[local_ip]:[local_port]>;tag=[pid]-[$name]";
const TO = "To: <sip:[service]@[remote_ip]:[remote_port]>";
const CALL_ID = "Call-ID: [$name]///[call_id]";
const CONTACT = "Contact: <sip:[field1]@[local_ip]:[local_port];transport=[transport]>";
const TARGET = "sip:[service]@[remote_ip]:[remote_port]";

/**
 * The INVITE's own branch, written out: SIPp's `[branch]` counts scenario
 * elements, which says nothing in a loop. Its attempt and sequence number make
 * it unlike that of every other INVITE.
 */
const INVITE_BRANCH = "z9hG4bK-[pid]-[$name]-[$inviteCseq]";

const sessionOffer = ({ audioPort }: Pick<MessageOptions, "audioPort">): readonly string[] => [
  "v=0",
  "o=- 1 1 IN IP[local_ip_type] [local_ip]",
  "s=-",
  "c=IN IP[media_ip_type] [media_ip]",
  "t=0 0",
  `m=audio ${audioPort ?? "[media_port]"} RTP/AVP 8 0 101`,
  "a=rtpmap:8 PCMA/8000",
  "a=rtpmap:0 PCMU/8000",
  "a=rtpmap:101 telephone-event/8000",
];

const ALLOW = "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, NOTIFY, MESSAGE, PRACK";

/** The caller's INVITE; `challenged` answers a 401 or 407 that was received before. */
export const invite = (options: MessageOptions, challenged: boolean): readonly string[] => [
  `INVITE ${TARGET} SIP/2.0`,
  `${VIA}${INVITE_BRANCH}`,
  "Max-Forwards: 70",
  FROM,
  TO,
  CALL_ID,
  "CSeq: [$inviteCseq] INVITE",
  CONTACT,
  "P-Asserted-Identity: <sip:[field1]@[local_ip]>",
  "User-Agent: surgeline",
  ALLOW,
  ...Object.entries(options.headers).map(([name, value]) => `${name}: ${value}`),
  ...(challenged && options.credentials !== undefined
    ? [`[authentication username=${options.credentials.user} password=${options.credentials.password}]`]
    : []),
  "Content-Type: application/sdp",
  "Content-Length: [len]",
  "",
  ...sessionOffer(options),
];

/** CANCEL: the INVITE's branch, number, From and To, as RFC 3261 §9.1 wants them. */
export const cancel = (): readonly string[] => [
  `CANCEL ${TARGET} SIP/2.0`,
  `${VIA}${INVITE_BRANCH}`,
  "Max-Forwards: 70",
  FROM,
  TO,
  CALL_ID,
  "CSeq: [$inviteCseq] CANCEL",
  "Content-Length: 0",
];

/** ACK of a final response from 300 up: of the INVITE's own transaction, RFC 3261 §17.1.1.3. */
export const ackOfFailure = (): readonly string[] => [
  `ACK ${TARGET} SIP/2.0`,
  `${VIA}${INVITE_BRANCH}`,
  "Max-Forwards: 70",
  FROM,
  "[last_To:]",
  CALL_ID,
  "CSeq: [$inviteCseq] ACK",
  "Content-Length: 0",
];

/** ACK of a 2xx: a transaction of its own, to the address that the PBX gave in Contact. */
export const ackOfAnswer = (): readonly string[] => [
  "ACK [$contact] SIP/2.0",
  `${VIA}${INVITE_BRANCH}-ack`,
  "Max-Forwards: 70",
  "[routes]",
  FROM,
  "[$dialogTo]",
  CALL_ID,
  "CSeq: [$inviteCseq] ACK",
  "Content-Length: 0",
];

export const bye = (): readonly string[] => [
  "BYE [$contact] SIP/2.0",
  `${VIA}${INVITE_BRANCH}-bye`,
  "Max-Forwards: 70",
  "[routes]",
  FROM,
  "[$dialogTo]",
  CALL_ID,
  "CSeq: [$byeCseq] BYE",
  "Content-Length: 0",
];

/** A 200 to a request of the PBX; with a session description where the request renews the session, whose options are given then. */
export const okTo = (renewed?: MessageOptions): readonly string[] => [
  "SIP/2.0 200 OK",
  "[last_Via:]",
  "[last_From:]",
  "[last_To:]",
  "[last_Call-ID:]",
  "[last_CSeq:]",
  CONTACT,
  ...(renewed === undefined
    ? ["Content-Length: 0"]
    : ["Content-Type: application/sdp", "Content-Length: [len]", "", ...sessionOffer(renewed)]),
];
