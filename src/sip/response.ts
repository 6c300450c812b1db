import { header, headerLines, type SipHeader, type SipRequest, type SipResponse } from "./message.ts";
import { tagOf } from "./name-addr.ts";

/** The usual reason phrases, RFC 3261 section 21 and later registrations. */
const REASONS: Readonly<Record<number, string>> = {
  100: "Trying",
  180: "Ringing",
  181: "Call Is Being Forwarded",
  182: "Queued",
  183: "Session Progress",
  200: "OK",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  413: "Request Entity Too Large",
  415: "Unsupported Media Type",
  416: "Unsupported URI Scheme",
  420: "Bad Extension",
  423: "Interval Too Brief",
  480: "Temporarily Unavailable",
  481: "Call/Transaction Does Not Exist",
  482: "Loop Detected",
  486: "Busy Here",
  487: "Request Terminated",
  488: "Not Acceptable Here",
  491: "Request Pending",
  500: "Server Internal Error",
  501: "Not Implemented",
  503: "Service Unavailable",
  505: "Version Not Supported",
};

export interface ResponseParts {
  /** Added to To where the request has no tag there; a 100 never gets one. */
  readonly toTag?: string;
  readonly reason?: string;
  /** Whether the response makes a dialog and so carries Record-Route (section 12.1.1). */
  readonly formsDialog?: boolean;
  readonly headers?: readonly SipHeader[];
  readonly body?: string;
}

/** The response to a request, built as RFC 3261 section 8.2.6 says. Headers that are missing stay missing. */
export const responseTo = (request: SipRequest, status: number, parts: ResponseParts = {}): SipResponse => {
  const headers: SipHeader[] = headerLines(request, "via").map((value) => ({ key: "via", value }));
  if (parts.formsDialog === true) {
    for (const value of headerLines(request, "record-route")) headers.push({ key: "record-route", value });
  }
  const from = header(request, "from");
  const to = header(request, "to");
  const callId = header(request, "call-id");
  const sequence = header(request, "cseq");
  const timestamp = status === 100 ? header(request, "timestamp") : undefined;
  if (from !== undefined) headers.push({ key: "from", value: from });
  if (to !== undefined) {
    const tagged = parts.toTag !== undefined && status !== 100 && tagOf(to) === undefined;
    headers.push({ key: "to", value: tagged ? `${to};tag=${parts.toTag}` : to });
  }
  if (callId !== undefined) headers.push({ key: "call-id", value: callId });
  if (sequence !== undefined) headers.push({ key: "cseq", value: sequence });
  if (timestamp !== undefined) headers.push({ key: "timestamp", value: timestamp });
  if (parts.headers !== undefined) headers.push(...parts.headers);
  return {
    kind: "response",
    status,
    reason: parts.reason ?? REASONS[status] ?? "Unknown",
    version: "SIP/2.0",
    headers,
    body: parts.body ?? "",
  };
};
