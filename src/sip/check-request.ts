import { headerList, splitOutsideQuotes } from "./header-values.ts";
import { header, headerLines, type SipHeader, type SipRequest } from "./message.ts";
import { parseNameAddress } from "./name-addr.ts";
import { parseSequence } from "./sequence.ts";
import { parseUri } from "./uri.ts";
import { parseVia } from "./via.ts";

/** Why a request is refused before anybody looks at what it wants. */
export interface Refusal {
  readonly status: number;
  readonly reason?: string;
  readonly headers?: readonly SipHeader[];
}

const MANDATORY = ["to", "from", "call-id", "cseq", "via"] as const;
const SINGLE = ["to", "from", "call-id", "cseq", "max-forwards", "content-type", "expires"] as const;
const LISTS = ["via", "contact", "route", "record-route"] as const;
const RFC1123_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * The checks of syntax that every request has to pass, whatever its method
 * (RFC 3261 sections 8.1.1, 8.2.2, 16.3). Undefined: nothing is against it.
 */
export const refusalOf = (request: SipRequest): Refusal | undefined => {
  if (request.version !== "SIP/2.0") return { status: 505 };
  const bad = (reason: string): Refusal => ({ status: 400, reason: `Bad Request - ${reason}` });

  for (const key of MANDATORY) if (header(request, key) === undefined) return bad(`no ${key} header`);
  for (const key of SINGLE) if (headerLines(request, key).length > 1) return bad(`${key} stands twice`);
  for (const key of LISTS) {
    for (const line of headerLines(request, key)) {
      if (splitOutsideQuotes(line, ",").some((value) => value === "")) return bad(`an empty value in ${key}`);
    }
  }
  for (const value of headerList(request, "via")) {
    if (parseVia(value) === undefined) return bad("a Via that cannot be read");
  }
  for (const key of ["from", "to"] as const) {
    if (parseNameAddress(header(request, key) ?? "") === undefined)
      return bad(`a ${key} that cannot be read`);
  }
  for (const key of ["contact", "route", "record-route"] as const) {
    for (const value of headerList(request, key)) {
      if (value !== "*" && parseNameAddress(value) === undefined) return bad(`a ${key} that cannot be read`);
    }
  }
  if ((header(request, "call-id") ?? "") === "") return bad("an empty Call-ID");
  const sequence = parseSequence(header(request, "cseq"));
  if (sequence === undefined) return bad("a CSeq that is no number below 2147483648 and method");
  if (sequence.method !== request.method) return bad("a CSeq of another method");
  const forwards = header(request, "max-forwards");
  if (forwards !== undefined && !(/^\d{1,10}$/.test(forwards) && Number(forwards) <= 255)) {
    return bad("Max-Forwards is no number up to 255");
  }
  const date = header(request, "date");
  if (date !== undefined && !RFC1123_DATE.test(date)) return bad("a Date that is not in GMT");

  const uri = parseUri(request.uri);
  if (uri === undefined) return bad("a Request-URI that cannot be read");
  if (uri.kind === "other" && uri.scheme !== "tel") return { status: 416 };
  if (uri.kind === "sip" && uri.headers !== undefined) return bad("headers in the Request-URI");
  return undefined;
};
