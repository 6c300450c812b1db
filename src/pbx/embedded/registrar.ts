import { headerList } from "../../sip/header-values.ts";
import { header, type SipHeader } from "../../sip/message.ts";
import { parseNameAddress } from "../../sip/name-addr.ts";
import { parseSequence } from "../../sip/sequence.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import type { Scheduler } from "./scheduler.ts";

/** Answers REGISTER: the bindings of RFC 3261 section 10.3, in memory. */
export type Registrar = (incoming: IncomingRequest) => void;

interface Binding {
  readonly uri: string;
  readonly callId: string;
  readonly sequence: number;
  readonly expiresAt: number;
}

const DEFAULT_EXPIRES_SECONDS = 3_600;
const MOST_EXPIRES_SECONDS = 2 ** 32 - 1;

export const createRegistrar = (scheduler: Scheduler): Registrar => {
  const bindings = new Map<string, readonly Binding[]>();

  return (incoming) => {
    const { request } = incoming;
    const to = parseNameAddress(header(request, "to") ?? "");
    if (to?.uri.kind !== "sip") {
      incoming.respond(400, { reason: "Bad Request - To is no SIP address" });
      return;
    }
    const now = scheduler.now();
    const address = `${to.uri.user ?? ""}@${to.uri.host.toLowerCase()}`;
    const callId = header(request, "call-id") ?? "";
    const sequence = parseSequence(header(request, "cseq"))?.number ?? 0;
    const contacts = headerList(request, "contact");
    const general = header(request, "expires");
    let held = (bindings.get(address) ?? []).filter((binding) => binding.expiresAt > now);

    if (contacts.includes("*")) {
      // Every binding goes, and only when it is said so without a doubt (step 6).
      if (contacts.length > 1 || general !== "0") {
        incoming.respond(400, { reason: "Bad Request - Contact * wants Expires 0 and nothing else" });
        return;
      }
      held = [];
    }
    for (const value of contacts) {
      const contact = value === "*" ? undefined : parseNameAddress(value);
      if (contact === undefined) continue;
      const older = held.find((binding) => binding.uri === contact.uriText);
      // The same registration out of order changes nothing (step 7).
      if (older?.callId === callId && older.sequence >= sequence) {
        incoming.respond(500, { reason: "CSeq Out Of Order" });
        return;
      }
      held = held.filter((binding) => binding !== older);
      const seconds = expiresSeconds(contact.parameters.get("expires") ?? general);
      if (seconds > 0) {
        held = [...held, { uri: contact.uriText, callId, sequence, expiresAt: now + seconds * 1000 }];
      }
    }
    if (held.length === 0) bindings.delete(address);
    else bindings.set(address, held);
    const headers = held.map(
      (binding): SipHeader => ({
        key: "contact",
        value: `<${binding.uri}>;expires=${Math.round((binding.expiresAt - now) / 1000)}`,
      }),
    );
    incoming.respond(200, { headers });
  };
};

/** What cannot be read counts as an hour (section 10.2.1.1). */
const expiresSeconds = (stated: string | undefined): number =>
  stated !== undefined && /^\d{1,10}$/.test(stated)
    ? Math.min(Number(stated), MOST_EXPIRES_SECONDS)
    : DEFAULT_EXPIRES_SECONDS;
