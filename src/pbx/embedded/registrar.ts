import { headerList } from "../../sip/header-values.ts";
import { header, type SipHeader } from "../../sip/message.ts";
import { parseNameAddress } from "../../sip/name-addr.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import type { Authentication } from "./options.ts";
import type { Scheduler } from "./scheduler.ts";

/** Where telephones are registered: the bindings of RFC 3261 section 10, in memory. */
export interface Registrar {
  /** Whether the request may pass; if not, it has been answered. */
  readonly admits: (incoming: IncomingRequest) => boolean;
  readonly register: (incoming: IncomingRequest) => void;
}

interface Binding {
  readonly uri: string;
  readonly callId: string;
  readonly sequence: number;
  readonly expiresAt: number;
}

const DEFAULT_EXPIRES = 3600;

export const createRegistrar = (
  _authentication: Authentication | undefined,
  scheduler: Scheduler,
  _newTag: () => string,
): Registrar => {
  const bindings = new Map<string, Binding[]>();
  return {
    admits: () => true,
    register: (incoming) => {
      const { request } = incoming;
      const to = parseNameAddress(header(request, "to") ?? "");
      if (to?.uri.kind !== "sip") {
        incoming.respond(404);
        return;
      }
      const now = scheduler.now();
      const address = `${to.uri.user ?? ""}@${to.uri.host}`;
      let held = (bindings.get(address) ?? []).filter((binding) => binding.expiresAt > now);
      const callId = header(request, "call-id") ?? "";
      const sequence = Number.parseInt(header(request, "cseq") ?? "0", 10);
      const contacts = headerList(request, "contact");
      const general = header(request, "expires");
      for (const value of contacts) {
        const contact = value === "*" ? undefined : parseNameAddress(value);
        if (contact === undefined) {
          held = [];
          continue;
        }
        const stated = contact.parameters.get("expires") ?? general ?? "";
        const seconds = /^\d{1,10}$/.test(stated) ? Math.min(Number(stated), 2 ** 32 - 1) : DEFAULT_EXPIRES;
        held = held.filter((binding) => binding.uri !== contact.uriText);
        if (seconds > 0) {
          held.push({ uri: contact.uriText, callId, sequence, expiresAt: now + seconds * 1000 });
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
    },
  };
};
