/** Parts of SIPp scenarios; CDATA blocks begin after their tag, as SIPp wants. */

const headers = (method: string, options: { to: string; sequence?: number; extra?: string }): string =>
  [
    `${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0`,
    "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=BRANCH",
    "Max-Forwards: 70",
    'From: "Caller" <sip:+9990[call_number]@[local_ip]:[local_port]>;tag=[pid]-[call_number]',
    options.to,
    "Call-ID: [call_id]",
    `CSeq: ${options.sequence ?? 1} ${method}`,
    "Contact: <sip:+9990[call_number]@[local_ip]:[local_port];transport=[transport]>",
    ...(options.extra === undefined ? [] : [options.extra]),
  ].join("\n");

const NEW_TO = "To: <sip:[service]@[remote_ip]:[remote_port]>";

const OFFER = `Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8 0
a=rtpmap:8 PCMA/8000
`;

const send = (text: string, attributes = ""): string => `<send${attributes}><![CDATA[\n${text}\n]]></send>`;
const bodiless = (text: string): string => `${text}\nContent-Length: 0\n\n`;

export const inviteText = (branch = "[branch]"): string =>
  `${headers("INVITE", { to: NEW_TO }).replace("BRANCH", branch)}\n${OFFER}`;
export const invite = send(inviteText(), ' retrans="500"');
/** An INVITE that SIPp does not repeat by itself, with a branch that is always the same for a call. */
export const inviteOnce = send(inviteText("z9hG4bK-[pid]-[call_number]"));

export const ack = send(bodiless(headers("ACK", { to: "[last_To:]" }).replace("BRANCH", "[branch]")));
/** The ACK of a refusal belongs to the INVITE's transaction, `elements` before it. */
export const ackOfRefusal = (elements: number): string =>
  send(bodiless(headers("ACK", { to: "[last_To:]" }).replace("BRANCH", `[branch-${elements}]`)));
export const cancel = (elements: number): string =>
  send(
    bodiless(headers("CANCEL", { to: NEW_TO }).replace("BRANCH", `[branch-${elements}]`)),
    ' retrans="500"',
  );
export const bye = send(
  bodiless(headers("BYE", { to: "[last_To:]", sequence: 2 }).replace("BRANCH", "[branch]")),
  ' retrans="500"',
);
export const request = (method: string, extra?: string): string =>
  send(
    bodiless(
      headers(method, { to: NEW_TO, ...(extra === undefined ? {} : { extra }) }).replace(
        "BRANCH",
        "[branch]",
      ),
    ),
    ' retrans="500"',
  );
export const reInvite = send(
  `${headers("INVITE", { to: "[last_To:]", sequence: 2 }).replace("BRANCH", "[branch]")}\n${OFFER}`,
  ' retrans="500"',
);

export const ok = send(
  bodiless(
    ["SIP/2.0 200 OK", "[last_Via:]", "[last_From:]", "[last_To:]", "[last_Call-ID:]", "[last_CSeq:]"].join(
      "\n",
    ),
  ),
);
export const response = (status: number, attributes = ""): string =>
  `<recv response="${status}"${attributes}/>`;
export const maybe = (status: number): string => response(status, ' optional="true"');
export const incoming = (method: string): string => `<recv request="${method}"/>`;
export const pause = (milliseconds: number): string => `<pause milliseconds="${milliseconds}"/>`;

/** Whatever may come before the answer. */
export const provisional = [maybe(100), maybe(182), maybe(180)].join("\n");
export const scenario = (...steps: readonly string[]): string => steps.join("\n");
