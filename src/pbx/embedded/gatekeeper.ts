import { challengeValue, digestIsRight, parseAuthorization } from "../../sip/digest.ts";
import { headerLines, type SipHeader } from "../../sip/message.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import type { Authentication } from "./options.ts";
import type { Scheduler } from "./scheduler.ts";

/** Asks for a password where one is wanted; true where the request may pass, otherwise it has been answered. */
export type Gatekeeper = (incoming: IncomingRequest) => boolean;

/** How long an answer to a challenge may take; an older nonce is asked for anew as stale. */
const NONCE_LIFE_MILLISECONDS = 300_000;
const MOST_NONCES = 50_000;

export const createGatekeeper = (
  authentication: Authentication | undefined,
  scheduler: Scheduler,
  newTag: () => string,
): Gatekeeper => {
  if (authentication === undefined) return () => true;
  const { realm, passwordByUser } = authentication;
  const methods = new Set<string>(authentication.methods);
  /** Expiry by nonce, oldest first, as all live equally long. */
  const nonces = new Map<string, number>();

  const challenge = (incoming: IncomingRequest, stale: boolean): void => {
    const now = scheduler.now();
    for (const [nonce, expiresAt] of nonces) {
      if (expiresAt > now && nonces.size < MOST_NONCES) break;
      nonces.delete(nonce);
    }
    const nonce = newTag();
    nonces.set(nonce, now + NONCE_LIFE_MILLISECONDS);
    const headers = (authentication.algorithms ?? ["MD5"]).map(
      (algorithm): SipHeader => ({
        key: "www-authenticate",
        value: `${challengeValue({ realm, nonce, algorithm, qop: true })}${stale ? ", stale=true" : ""}`,
      }),
    );
    incoming.respond(401, { headers });
  };

  return (incoming) => {
    const { request } = incoming;
    if (!methods.has(request.method)) return true;
    for (const value of headerLines(request, "authorization")) {
      const claimed = parseAuthorization(value);
      if (claimed === undefined || claimed.realm !== realm) continue;
      const password = passwordByUser.get(claimed.user);
      if (password === undefined || !digestIsRight(claimed, password, request.method)) {
        incoming.respond(403);
        return false;
      }
      if ((nonces.get(claimed.nonce) ?? 0) > scheduler.now()) return true;
      challenge(incoming, true);
      return false;
    }
    challenge(incoming, false);
    return false;
  };
};
