import { headerList } from "./header-values.ts";
import { header, type SipHeader, type SipRequest } from "./message.ts";
import { parseNameAddress, tagOf } from "./name-addr.ts";
import { parseSequence } from "./sequence.ts";

/** A dialog as the called side holds it, RFC 3261 section 12.1.1. */
export interface Dialog {
  readonly callId: string;
  readonly localTag: string;
  /** Empty where the caller speaks RFC 2543 and sent no From tag. */
  readonly remoteTag: string;
  /** Values of From and To in requests of ours, tags included. */
  readonly local: string;
  readonly remote: string;
  readonly localSequence: number;
  readonly remoteSequence: number;
  /** The URI that the other side's Contact gave. */
  readonly remoteTarget: string;
  readonly routeSet: readonly string[];
}

/** The key of a dialog from what stands in an incoming request, or from the dialog itself. */
export const dialogKey = (callId: string, localTag: string, remoteTag: string): string =>
  `${callId} ${localTag} ${remoteTag}`;

/** The key of the dialog that an incoming request claims to be in; undefined without a To tag. */
export const dialogKeyOf = (request: SipRequest): string | undefined => {
  const localTag = tagOf(header(request, "to"));
  if (localTag === undefined) return undefined;
  return dialogKey(header(request, "call-id") ?? "", localTag, tagOf(header(request, "from")) ?? "");
};

/** The dialog that our answer with `localTag` to this INVITE makes. */
export const dialogFromInvite = (invite: SipRequest, localTag: string): Dialog => {
  const from = header(invite, "from") ?? "";
  const to = header(invite, "to") ?? "";
  const contact = headerList(invite, "contact")[0];
  return {
    callId: header(invite, "call-id") ?? "",
    localTag,
    remoteTag: tagOf(from) ?? "",
    local: `${to};tag=${localTag}`,
    remote: from,
    localSequence: 0,
    remoteSequence: parseSequence(header(invite, "cseq"))?.number ?? 0,
    remoteTarget:
      (contact === undefined ? undefined : parseNameAddress(contact)?.uriText) ??
      parseNameAddress(from)?.uriText ??
      "",
    routeSet: headerList(invite, "record-route"),
  };
};

/**
 * The dialog after a request of the other side: its CSeq noted, its target
 * refreshed where the method does that. Undefined where the CSeq runs
 * backwards, which is answered with 500 (section 12.2.2).
 */
export const dialogAfterRequest = (dialog: Dialog, request: SipRequest): Dialog | undefined => {
  const number = parseSequence(header(request, "cseq"))?.number ?? 0;
  if (number < dialog.remoteSequence) return undefined;
  const refreshes = request.method === "INVITE" || request.method === "UPDATE";
  const contact = refreshes ? headerList(request, "contact")[0] : undefined;
  const target = contact === undefined ? undefined : parseNameAddress(contact)?.uriText;
  return { ...dialog, remoteSequence: number, ...(target === undefined ? {} : { remoteTarget: target }) };
};

export interface OwnRequest {
  readonly dialog: Dialog;
  readonly request: SipRequest;
}

/** A request of ours within the dialog, section 12.2.1.1. `via` is the whole value of its Via header. */
export const requestInDialog = (
  dialog: Dialog,
  method: "BYE" | "INFO" | "UPDATE",
  via: string,
  extra: readonly SipHeader[] = [],
): OwnRequest => {
  const sequence = dialog.localSequence + 1;
  const headers: SipHeader[] = [
    { key: "via", value: via },
    { key: "max-forwards", value: "70" },
    { key: "from", value: dialog.local },
    { key: "to", value: dialog.remote },
    { key: "call-id", value: dialog.callId },
    { key: "cseq", value: `${sequence} ${method}` },
  ];
  let uri = dialog.remoteTarget;
  const first = dialog.routeSet[0];
  if (first !== undefined) {
    const router = parseNameAddress(first);
    const loose = router?.uri.kind === "sip" && router.uri.parameters.has("lr");
    if (loose || router === undefined) {
      headers.push({ key: "route", value: dialog.routeSet.join(", ") });
    } else {
      // A strict router wants itself in the Request-URI and the target as the last route.
      uri = router.uriText;
      headers.push({
        key: "route",
        value: [...dialog.routeSet.slice(1), `<${dialog.remoteTarget}>`].join(", "),
      });
    }
  }
  headers.push(...extra);
  return {
    dialog: { ...dialog, localSequence: sequence },
    request: { kind: "request", method, uri, version: "SIP/2.0", headers, body: "" },
  };
};
