import { refusalOf } from "../../sip/check-request.ts";
import { header, type SipRequest } from "../../sip/message.ts";
import { parseMessage } from "../../sip/parse-message.ts";
import { responseTo } from "../../sip/response.ts";
import { serialiseMessage } from "../../sip/serialise-message.ts";
import { stringHash } from "../../sip/string-hash.ts";
import { topVia, topViaText, withReceived } from "../../sip/via.ts";
import { type ClientTransactions, createClientTransactions } from "./client-transactions.ts";
import type { Flow, FlowListener } from "./flow.ts";
import type { RequestHandler } from "./incoming-request.ts";
import { policyRefusal } from "./request-policy.ts";
import type { Scheduler } from "./scheduler.ts";
import { createServerTransactions } from "./server-transactions.ts";

/** SIP from the bytes up to requests that are well formed, new and wanted. */
export interface SipEndpoint extends FlowListener {
  readonly send: ClientTransactions["send"];
  /** Forgets everything, as a restart does. */
  readonly clear: () => void;
  /** Server transactions held. */
  readonly transactions: () => number;
}

const DEFAULT_PORT = 5060;

export const createSipEndpoint = (
  handler: RequestHandler & { readonly flowClosed: (flow: Flow) => void },
  scheduler: Scheduler,
  newTag: () => string,
): SipEndpoint => {
  const checked: RequestHandler = {
    ...handler,
    request: (incoming) => {
      const refusal = policyRefusal(incoming.request);
      if (refusal === undefined) handler.request(incoming);
      else incoming.respond(refusal.status, refusal);
    },
  };
  const servers = createServerTransactions(checked, scheduler, newTag);
  const clients = createClientTransactions(scheduler);

  const receiveRequest = (request: SipRequest, flow: Flow, fault: string | undefined): void => {
    const via = topVia(request);
    // Without a Via that can be read there is no way back: drop it.
    if (via === undefined) return;
    const marked = withReceived(request, flow.remoteHost, flow.remotePort);
    const back = responseFlow(flow, via.parameters.has("rport"), via.port ?? DEFAULT_PORT);
    const refusal =
      fault === undefined ? refusalOf(request) : { status: 400, reason: `Bad Request - ${fault}` };
    if (refusal === undefined) servers.receive(marked, back);
    else if (request.method !== "ACK") {
      // Answered without keeping a state: the same request again gets the same answer (section 8.2.7).
      const toTag = stringHash(`${topViaText(request)} ${header(request, "call-id")}`).toString(16);
      back.send(serialiseMessage(responseTo(marked, refusal.status, { ...refusal, toTag })));
    }
  };

  return {
    received: (text, flow) => {
      const parsed = parseMessage(text);
      if (parsed.kind === "keepAlive") return;
      const { message } = parsed;
      if (message === undefined) return;
      if (message.kind === "request") {
        receiveRequest(message, flow, parsed.kind === "malformed" ? parsed.fault : undefined);
      } else if (parsed.kind === "message") clients.receive(message);
    },
    closed: (flow) => {
      servers.flowClosed(flow);
      clients.flowClosed(flow);
      handler.flowClosed(flow);
    },
    send: clients.send,
    clear: () => {
      servers.clear();
      clients.clear();
    },
    transactions: () => servers.size(),
  };
};

/** Where responses go, RFC 3261 section 18.2.2 and RFC 3581: never to another host than the request came from. */
const responseFlow = (flow: Flow, asksPort: boolean, viaPort: number): Flow =>
  flow.toward === undefined || asksPort || viaPort === flow.remotePort
    ? flow
    : flow.toward(flow.remoteHost, viaPort);
