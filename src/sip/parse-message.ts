import { headerKey } from "./header-names.ts";
import { headerLines, type SipHeader, type SipMessage } from "./message.ts";

export type ParsedMessage =
  | { readonly kind: "message"; readonly message: SipMessage }
  /** Nothing but line ends: a keep-alive (RFC 5626). */
  | { readonly kind: "keepAlive" }
  /**
   * Not a message by the grammar. Where `message` is there, its start line and
   * headers could be read and a request can be answered with 400.
   */
  | { readonly kind: "malformed"; readonly fault: string; readonly message?: SipMessage };

const REQUEST_LINE = /^([A-Za-z0-9\-.!%*_+`'~]+) (\S+) (SIP\/\d{1,9}\.\d{1,9})$/i;
const STATUS_LINE = /^(SIP\/\d{1,9}\.\d{1,9}) (\d{3})(?: (.*))?$/i;
const HEADER_NAME = /^[A-Za-z0-9\-.!%*_+`'~]+$/;
const METHOD = /^[A-Za-z0-9\-.!%*_+`'~]+$/;
const VERSION = /^SIP\/\d{1,9}\.\d{1,9}$/i;

/**
 * Reads one message from a byte string (see byte-string.ts): a packet, or what
 * the stream framer cut out. Never throws. Bytes after Content-Length are
 * dropped, as RFC 3261 section 18.3 says for packets.
 */
export const parseMessage = (text: string): ParsedMessage => {
  let start = 0;
  while (text[start] === "\r" || text[start] === "\n") start += 1;
  if (start === text.length) return { kind: "keepAlive" };

  const firstEnd = lineEnd(text, start);
  const startLine = text.slice(start, firstEnd.at);
  const read = readHeaders(text, firstEnd.next);
  const rest = text.slice(read.bodyStart);

  const lengths = headerLines(read, "content-length");
  const stated = lengths[0];
  let fault = read.fault;
  let body = rest;
  if (lengths.length > 1) fault ??= "more than one Content-Length";
  else if (stated !== undefined) {
    if (!/^\d{1,9}$/.test(stated)) fault ??= "a Content-Length that is no number";
    else if (Number(stated) > rest.length) fault ??= "a body shorter than its Content-Length";
    else body = rest.slice(0, Number(stated));
  }

  const started = readStartLine(startLine);
  if (started === undefined) return { kind: "malformed", fault: "a start line that is none" };
  fault ??= started.fault;
  const message: SipMessage =
    "status" in started
      ? {
          kind: "response",
          status: started.status,
          reason: started.reason,
          version: started.version,
          headers: read.headers,
          body,
        }
      : {
          kind: "request",
          method: started.method,
          uri: started.uri,
          version: started.version,
          headers: read.headers,
          body,
        };
  return fault === undefined ? { kind: "message", message } : { kind: "malformed", fault, message };
};

interface LineEnd {
  readonly at: number;
  readonly next: number;
}

/** The next CRLF, or a bare LF as some senders write. */
const lineEnd = (text: string, from: number): LineEnd => {
  const at = text.indexOf("\n", from);
  if (at < 0) return { at: text.length, next: text.length };
  return { at: text[at - 1] === "\r" && at > from ? at - 1 : at, next: at + 1 };
};

interface ReadHeaders {
  readonly headers: readonly SipHeader[];
  readonly bodyStart: number;
  readonly fault?: string;
}

const readHeaders = (text: string, from: number): ReadHeaders => {
  const headers: SipHeader[] = [];
  let fault: string | undefined;
  let at = from;
  while (at < text.length) {
    let end = lineEnd(text, at);
    if (end.at === at) {
      at = end.next;
      break;
    }
    let line = text.slice(at, end.at);
    let next = text[end.next];
    if (next === " " || next === "\t") {
      const parts = [line];
      while (next === " " || next === "\t") {
        const folded = lineEnd(text, end.next);
        parts.push(text.slice(end.next, folded.at).trim());
        end = folded;
        next = text[end.next];
      }
      line = parts.join(" ");
    }
    at = end.next;
    const colon = line.indexOf(":");
    const name = colon < 0 ? "" : line.slice(0, colon).trimEnd();
    if (name === "" || !HEADER_NAME.test(name)) fault ??= "a line that is no header";
    else headers.push({ key: headerKey(name), value: line.slice(colon + 1).trim() });
  }
  return { headers, bodyStart: at, ...(fault === undefined ? {} : { fault }) };
};

type StartLine =
  | { readonly method: string; readonly uri: string; readonly version: string; readonly fault?: string }
  | { readonly status: number; readonly reason: string; readonly version: string; readonly fault?: string };

const readStartLine = (line: string): StartLine | undefined => {
  const status = STATUS_LINE.exec(line);
  if (status !== null) {
    return {
      status: Number(status[2]),
      reason: status[3] ?? "",
      version: (status[1] as string).toUpperCase(),
    };
  }
  const request = REQUEST_LINE.exec(line);
  if (request !== null) {
    return {
      method: request[1] as string,
      uri: request[2] as string,
      version: (request[3] as string).toUpperCase(),
    };
  }
  return readNearlyRequestLine(line);
};

/** A request line that is wrong, but shows that a request was meant. */
const readNearlyRequestLine = (line: string): StartLine | undefined => {
  const trimmed = line.trim();
  const method = trimmed.split(/[ \t]/, 1)[0] ?? "";
  const versionStart = Math.max(trimmed.lastIndexOf(" "), trimmed.lastIndexOf("\t")) + 1;
  const version = trimmed.slice(versionStart);
  if (versionStart <= method.length || !METHOD.test(method) || !VERSION.test(version)) return undefined;
  return {
    method,
    uri: trimmed.slice(method.length, versionStart).trim(),
    version: version.toUpperCase(),
    fault: "a request line that is not METHOD URI SIP/2.0 with one blank between",
  };
};
