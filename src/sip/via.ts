import { type Parameters, parseParameters, splitOutsideQuotes } from "./header-values.ts";
import type { SipHeader, SipRequest } from "./message.ts";
import { parseHostPort } from "./uri.ts";

export interface Via {
  /** Upper case: `UDP`, `TCP`, `WS`. */
  readonly transport: string;
  readonly host: string;
  readonly port?: number;
  readonly parameters: Parameters;
}

/** What a branch of RFC 3261 begins with; without it the sender speaks RFC 2543. */
export const MAGIC_COOKIE = "z9hG4bK";

const SENT_BY = /^SIP\s*\/\s*\d{1,9}\.\d{1,9}\s*\/\s*([A-Za-z0-9\-.!%*_+`'~]+)\s+(\S.*)$/is;

/** Reads one Via value; undefined where it is none. */
export const parseVia = (value: string): Via | undefined => {
  const [sent = "", ...parameters] = splitOutsideQuotes(value, ";");
  const match = SENT_BY.exec(sent);
  if (match === null) return undefined;
  const address = parseHostPort(
    (match[2] as string)
      .split(":")
      .map((part) => part.trim())
      .join(":"),
  );
  if (address === undefined) return undefined;
  return {
    transport: (match[1] as string).toUpperCase(),
    ...address,
    parameters: parseParameters(parameters),
  };
};

/** The topmost Via value of a message, as it came. */
export const topViaText = (message: { readonly headers: readonly SipHeader[] }): string | undefined => {
  for (const field of message.headers)
    if (field.key === "via") return splitOutsideQuotes(field.value, ",")[0];
  return undefined;
};

/** The topmost Via, read. */
export const topVia = (message: { readonly headers: readonly SipHeader[] }): Via | undefined => {
  const text = topViaText(message);
  return text === undefined ? undefined : parseVia(text);
};

/**
 * Notes in the topmost Via where the request really came from: `received`
 * (RFC 3261 section 18.2.1) where the sender wrote another address, `rport`
 * (RFC 3581) where it asked for it.
 */
export const withReceived = (request: SipRequest, host: string, port: number): SipRequest => {
  const index = request.headers.findIndex((field) => field.key === "via");
  const line = request.headers[index];
  if (line === undefined) return request;
  const [top = "", ...others] = splitOutsideQuotes(line.value, ",");
  const via = parseVia(top);
  if (via === undefined) return request;
  const asksPort = via.parameters.get("rport") === "";
  const differs = via.host !== host;
  if (!asksPort && !differs) return request;
  let marked = top;
  if (asksPort) marked = marked.replace(/;\s*rport(?=\s*(?:;|$))/i, `;rport=${port}`);
  if ((differs || asksPort) && !via.parameters.has("received")) marked += `;received=${host}`;
  const headers = [...request.headers];
  headers[index] = { key: "via", value: [marked, ...others].join(", ") };
  return { ...request, headers };
};
