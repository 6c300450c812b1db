/** One SIP message of a kept call. */
export interface SipMessage {
  /** As the log writes it. */
  readonly time: string;
  readonly direction: "sent" | "received";
  /** The whole message, head and body. */
  readonly text: string;
}

/** The first line of a message: `INVITE sip:…` or `SIP/2.0 500 …`. */
export const startLine = (message: SipMessage): string => message.text.split(/\r?\n/, 1)[0] ?? "";

/** SIPp draws a line of dashes with the time before each message of its message log. */
const SEPARATOR = /^-{20,}\s*(.*)$/;
const DIRECTION = /message (sent|received)/i;

const callIdOf = (text: string): string | undefined => /^(?:call-id|i)\s*:\s*(.+?)\s*$/im.exec(text)?.[1];

/**
 * Reads a message log of SIPp (`-trace_msg`) into the messages of each call.
 * Blocks that name no Call-ID are left out.
 */
export const readMessageLog = (log: string): ReadonlyMap<string, readonly SipMessage[]> => {
  const calls = new Map<string, SipMessage[]>();
  let time = "";
  let direction: SipMessage["direction"] | undefined;
  let lines: string[] = [];
  const close = (): void => {
    const text = lines.join("\n").trim();
    const callId = callIdOf(text);
    if (direction !== undefined && callId !== undefined) {
      const messages = calls.get(callId) ?? [];
      messages.push({ time, direction, text });
      calls.set(callId, messages);
    }
    lines = [];
    direction = undefined;
  };
  for (const line of log.split(/\r?\n/)) {
    const separator = SEPARATOR.exec(line);
    if (separator !== null) {
      close();
      time = (separator[1] ?? "").trim();
      continue;
    }
    const found = direction === undefined ? DIRECTION.exec(line) : null;
    if (found !== null) direction = (found[1] as string).toLowerCase() as SipMessage["direction"];
    else if (direction !== undefined) lines.push(line);
  }
  close();
  return calls;
};
