/** What the framer cut out of a stream. */
export type Frame =
  | { readonly kind: "message"; readonly text: string }
  /** A double line end, which asks for a single one back (RFC 5626 section 4.4.1). */
  | { readonly kind: "ping" }
  /** The stream cannot be followed any more: answer the text with 400 if it can be read, then close. */
  | { readonly kind: "broken"; readonly text: string; readonly fault: string };

/** What has come and is not yet a whole message; a byte string. */
export interface FramerState {
  readonly pending: string;
  readonly broken: boolean;
}

export const EMPTY_FRAMER: FramerState = { pending: "", broken: false };

const LARGEST_HEADERS = 65_536;
const LARGEST_BODY = 1_048_576;
const CONTENT_LENGTH = /\n(?:content-length|l)[ \t]*:[ \t]*(?:\r?\n[ \t]+)?([^\r\n]*)/gi;

/**
 * Cuts a byte stream into messages by Content-Length (RFC 3261 section 18.3).
 * Feed it every chunk with the state that the last call gave.
 */
export const frameStream = (
  state: FramerState,
  chunk: string,
): { readonly state: FramerState; readonly frames: readonly Frame[] } => {
  if (state.broken) return { state, frames: [] };
  const frames: Frame[] = [];
  let text = state.pending + chunk;
  const broken = (fault: string) => ({
    state: { pending: "", broken: true },
    frames: [...frames, { kind: "broken" as const, text, fault }],
  });
  while (text !== "") {
    const blank = /^[\r\n]+/.exec(text)?.[0] ?? "";
    if (blank !== "") {
      for (let pings = Math.floor(blank.length / 4); pings > 0; pings -= 1) frames.push({ kind: "ping" });
      const whole = blank.length - (blank.length % 4);
      if (text.length === blank.length) {
        text = text.slice(whole);
        break;
      }
      text = text.slice(blank.length);
    }
    const end = /\r?\n\r?\n/.exec(text);
    if (end === null) {
      if (text.length > LARGEST_HEADERS) return broken("headers longer than 65,536 bytes");
      break;
    }
    const bodyStart = end.index + end[0].length;
    if (bodyStart > LARGEST_HEADERS) return broken("headers longer than 65,536 bytes");
    const lengths = [...text.slice(0, bodyStart).matchAll(CONTENT_LENGTH)].map((match) => match[1]?.trim());
    const stated = lengths[0] ?? "0";
    if (lengths.length > 1 || !/^\d{1,9}$/.test(stated)) return broken("no single, whole Content-Length");
    if (Number(stated) > LARGEST_BODY) return broken("a body longer than 1,048,576 bytes");
    const messageEnd = bodyStart + Number(stated);
    if (text.length < messageEnd) break;
    frames.push({ kind: "message", text: text.slice(0, messageEnd) });
    text = text.slice(messageEnd);
  }
  return { state: { pending: text, broken: false }, frames };
};
