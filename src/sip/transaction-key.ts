import { header, type SipMessage, type SipRequest } from "./message.ts";
import { tagOf } from "./name-addr.ts";
import { parseSequence } from "./sequence.ts";
import { MAGIC_COOKIE, parseVia, topViaText } from "./via.ts";

/**
 * The key of the server transaction that a request belongs to, RFC 3261
 * section 17.2.3. An ACK has the key of its INVITE. Senders of RFC 2543 have no
 * branch to go by: then Request-URI, From, Call-ID, CSeq number and Via count;
 * the To tag cannot, as the ACK carries one that the INVITE did not have.
 */
export const serverTransactionKey = (request: SipRequest): string => {
  const method = request.method === "ACK" ? "INVITE" : request.method;
  return keyFor(request, method);
};

/** The key of the INVITE transaction that a CANCEL is for, section 9.2. */
export const cancelledTransactionKey = (cancel: SipRequest): string => keyFor(cancel, "INVITE");

const keyFor = (request: SipRequest, method: string): string => {
  const viaText = topViaText(request) ?? "";
  const via = parseVia(viaText);
  const branch = via?.parameters.get("branch") ?? "";
  if (via !== undefined && branch.startsWith(MAGIC_COOKIE) && branch.length > MAGIC_COOKIE.length) {
    return `${method} ${branch} ${via.host.toLowerCase()}:${via.port ?? ""}`;
  }
  const number = parseSequence(header(request, "cseq"))?.number ?? "";
  const from = tagOf(header(request, "from")) ?? header(request, "from") ?? "";
  return `${method} 2543 ${request.uri} ${from} ${header(request, "call-id") ?? ""} ${number} ${viaText}`;
};

/** The key by which a response finds the client transaction that it is for, section 17.1.3. */
export const clientTransactionKey = (message: SipMessage): string | undefined => {
  const branch = parseVia(topViaText(message) ?? "")?.parameters.get("branch");
  const method = parseSequence(header(message, "cseq"))?.method;
  return branch === undefined || method === undefined ? undefined : `${method} ${branch}`;
};

/** What marks the same request having come by two ways, section 8.2.2.2; only requests outside a dialog have it. */
export const mergeKey = (request: SipRequest): string | undefined => {
  if (tagOf(header(request, "to")) !== undefined) return undefined;
  const from = tagOf(header(request, "from"));
  if (from === undefined) return undefined;
  return `${from} ${header(request, "call-id") ?? ""} ${header(request, "cseq") ?? ""}`;
};
