import { requestInDialog } from "../../sip/dialog.ts";
import { headerList } from "../../sip/header-values.ts";
import type { SipHeader, SipRequest } from "../../sip/message.ts";
import { parseNameAddress } from "../../sip/name-addr.ts";
import { parseUri } from "../../sip/uri.ts";
import { MAGIC_COOKIE } from "../../sip/via.ts";
import type { Call } from "./call.ts";
import type { ClientOutcome, ClientTransactions } from "./client-transactions.ts";
import type { Flow } from "./flow.ts";

/** Sends a request of ours in the call's dialog; `ended` is told once how it went. */
export const sendInDialog = (
  call: Call,
  method: "BYE" | "INFO",
  extra: readonly SipHeader[],
  send: ClientTransactions["send"],
  newTag: () => string,
  ended: (outcome: ClientOutcome) => void,
): void => {
  const { flow } = call;
  const branch = `${MAGIC_COOKIE}-${newTag()}`;
  const via = `SIP/2.0/${flow.transport} ${flow.localHost}:${flow.localPort};branch=${branch};rport`;
  const own = requestInDialog(call.dialog, method, via, extra);
  call.dialog = own.dialog;
  send(own.request, nextHop(own.request, flow), ended);
};

/** Answers after which the dialog no longer exists (RFC 5057). */
export const dialogIsGone = (outcome: ClientOutcome): boolean =>
  outcome.kind !== "response" || outcome.status === 481 || outcome.status === 408;

/**
 * Requests of ours go where Contact or Route says, but only on this machine and
 * only without a connection; otherwise the way that the INVITE came.
 */
const nextHop = (request: SipRequest, flow: Flow): Flow => {
  if (flow.toward === undefined) return flow;
  const route = headerList(request, "route")[0];
  const text = route === undefined ? request.uri : parseNameAddress(route)?.uriText;
  const uri = text === undefined ? undefined : parseUri(text);
  if (uri?.kind !== "sip" || !uri.host.startsWith("127.")) return flow;
  return flow.toward(uri.host, uri.port ?? 5060);
};
