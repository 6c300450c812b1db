/** The session that an agent offers: one stream of μ-law. */
export const sessionBody = (audioPort: number | undefined): readonly string[] => [
  "v=0",
  "o=- 1 1 IN IP[local_ip_type] [local_ip]",
  "s=-",
  "c=IN IP[local_ip_type] [local_ip]",
  "t=0 0",
  `m=audio ${audioPort ?? "[media_port]"} RTP/AVP 0`,
  "a=rtpmap:0 PCMU/8000",
];

const CONTACT = "Contact: <sip:[$agent]@[local_ip]:[local_port];transport=[transport]>";

const withSession = (body: readonly string[]): readonly string[] =>
  body.length === 0
    ? ["Content-Length: 0"]
    : ["Content-Type: application/sdp", "Content-Length: [len]", "", ...body];

/** A response to the INVITE, written from what was kept of it, since another request may have come since. */
export const toInvite = (status: string, body: readonly string[] = []): readonly string[] => [
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

export const okToLast = (body: readonly string[] = []): readonly string[] => [
  "SIP/2.0 200 OK",
  "[last_Via:]",
  "[last_From:]",
  "[last_To:]",
  "[last_Call-ID:]",
  "[last_CSeq:]",
  CONTACT,
  ...withSession(body),
];

/** A request of the agent's within the call; `number` is its place among the agent's own. */
const request = (method: string, number: number, more: readonly string[] = []): readonly string[] => [
  `${method} [$contact] SIP/2.0`,
  `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]-${method}`,
  "Max-Forwards: 70",
  "From:[$inviteTo];tag=[pid]-[call_number]",
  "To:[$inviteFrom]",
  "[last_Call-ID:]",
  `CSeq: ${number} ${method}`,
  CONTACT,
  ...more,
  "Content-Length: 0",
];

export const bye = (): readonly string[] => request("BYE", 3);

/** Puts the caller through to another extension of the same PBX, RFC 3515. */
export const refer = (extension: string): readonly string[] =>
  request("REFER", 2, [
    `Refer-To: <sip:${extension}@[local_ip]>`,
    "Referred-By: <sip:[$agent]@[local_ip]:[local_port]>",
  ]);
