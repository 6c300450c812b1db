import { sessionBodyOf } from "../../sip/session-body.ts";
import { sessionDescription } from "../../sip/session-description.ts";
import { type Call, contactOf } from "./call.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { ACCEPT, ALLOW } from "./request-policy.ts";

/** Nothing listens there: no media flows through this PBX. RFC 863's port says so. */
export const MEDIA_PORT = 9;

/** Answers a re-INVITE, UPDATE, INFO or OPTIONS within a call. */
export const answerMidCall = (call: Call, incoming: IncomingRequest, user: string): void => {
  const { request } = incoming;
  if (request.method !== "INVITE" && request.method !== "UPDATE") {
    incoming.respond(200, { headers: [ALLOW] });
    return;
  }
  if (request.method === "INVITE" && call.state !== "confirmed") {
    // The first offer is still under way (RFC 3261 section 14.2).
    incoming.respond(500, { headers: [{ key: "retry-after", value: "1" }] });
    return;
  }
  const headers = [contactOf(user, call.flow), ALLOW];
  const offer = sessionBodyOf(request);
  if (request.method === "UPDATE" && offer === undefined) {
    incoming.respond(200, { headers });
    return;
  }
  const { localHost: host } = call.flow;
  const body = sessionDescription(offer, { host, port: MEDIA_PORT, sessionId: call.number });
  if (body === undefined) incoming.respond(488);
  else incoming.respond(200, { headers: [...headers, { key: "content-type", value: ACCEPT.value }], body });
};
