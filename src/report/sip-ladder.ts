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

/** A flood keeps the response that ended a failed call under a line of its own: `--- call 17-1, 2026-…`. */
const CALL_MARK = /^--- call (\S+), (\S+)\s*$/;
/** SIPp draws a line of dashes with the time before each message of its message log. */
const SEPARATOR = /^-{20,}\s*(.*)$/;
const DIRECTION = /message (sent|received)/i;

const callIdOf = (text: string): string | undefined =>
  /^(?:call-id|i)[ \t]*:[ \t]*(.+?)[ \t]*$/im.exec(text)?.[1];

/**
 * Reads kept SIP messages, as a flood keeps them or as SIPp logs them
 * (`-trace_msg`), into the messages of each call. Where the log names the call
 * itself, that name counts, else the message's Call-ID; a block that has
 * neither is left out.
 */
export const readMessageLog = (log: string): ReadonlyMap<string, readonly SipMessage[]> => {
  const calls = new Map<string, SipMessage[]>();
  let time = "";
  let call: string | undefined;
  let direction: SipMessage["direction"] | undefined;
  let lines: string[] = [];
  const close = (): void => {
    const text = lines.join("\n").trim();
    // on the wire SIPp adds its own part behind three slashes
    const callId = call ?? callIdOf(text)?.replace(/\/\/\/.*$/, "");
    if (direction !== undefined && callId !== undefined && text !== "") {
      const messages = calls.get(callId) ?? [];
      messages.push({ time, direction, text });
      calls.set(callId, messages);
    }
    lines = [];
    direction = undefined;
    call = undefined;
  };
  for (const line of log.split(/\r?\n/)) {
    const mark = CALL_MARK.exec(line);
    const separator = mark === null ? SEPARATOR.exec(line) : null;
    if (mark !== null) {
      close();
      call = mark[1] as string;
      time = mark[2] as string;
      direction = "received";
    } else if (separator !== null || line.startsWith("--- ")) {
      close();
      time = (separator?.[1] ?? "").trim();
    } else if (direction === undefined) {
      const found = DIRECTION.exec(line)?.[1]?.toLowerCase();
      if (found === "sent" || found === "received") direction = found;
    } else lines.push(line);
  }
  close();
  return calls;
};
