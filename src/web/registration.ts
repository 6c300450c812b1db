import { type Challenge, challengeOf } from "../sip/challenge.ts";
import { authorizationValue } from "../sip/digest.ts";
import { headerList } from "../sip/header-values.ts";
import { header, type SipHeader, type SipResponse } from "../sip/message.ts";
import { parseNameAddress } from "../sip/name-addr.ts";
import { parseMessage } from "../sip/parse-message.ts";
import { parseSequence } from "../sip/sequence.ts";
import { serialiseMessage } from "../sip/serialise-message.ts";

/** Who registers, and where. Byte strings throughout. */
export interface RegistrationAccount {
  readonly user: string;
  readonly password: string;
  /** The PBX's name in addresses. */
  readonly host: string;
  /** Computes MD5 where something quicker than our own is at hand. */
  readonly md5?: (bytes: string) => string;
  /** A word that no other call of it gives: for tags, branches and nonces. */
  readonly newWord: () => string;
}

/** What an answer to a REGISTER means. */
export type RegistrationAnswer =
  /** A challenge: send this text next. */
  | { readonly kind: "challenged"; readonly text: string }
  | { readonly kind: "registered"; readonly expiresSeconds: number }
  | { readonly kind: "unregistered" }
  | { readonly kind: "refused"; readonly status: number }
  /** A provisional response, one to an older request, or no SIP at all. */
  | { readonly kind: "nothing" };

/** A registrar that challenges the same request more often than this never lets in. */
const MOST_CHALLENGES = 3;

/** One agent's registration over a WebSocket (RFC 3261 section 10, RFC 7118). */
export interface Registration {
  /** The text of a REGISTER that asks for so many seconds; 0 ends the registration. */
  readonly request: (expiresSeconds: number) => string;
  readonly answered: (text: string) => RegistrationAnswer;
}

/**
 * Keeps one registration's Call-ID, CSeq and nonce. A nonce is used again, with
 * a higher count, until the registrar asks for another. A second challenge to
 * the same request that is not stale is a refusal: the password is wrong.
 */
export const createRegistration = (account: RegistrationAccount): Registration => {
  const { user, password, host, newWord } = account;
  // a WebSocket client cannot know its own address (RFC 7118 section 5)
  const own = `${newWord()}.invalid`;
  const callId = newWord();
  const tag = newWord();
  const address = `sip:${user}@${host}`;
  let sequence = 0;
  let asked = 0;
  let challenge: Challenge | undefined;
  let nonceCount = 0;
  let challenges = 0;

  const authorization = (): readonly SipHeader[] => {
    if (challenge === undefined) return [];
    nonceCount += 1;
    const value = authorizationValue(
      challenge.from,
      { user, password },
      { method: "REGISTER", uri: `sip:${host}`, nonceCount, clientNonce: newWord() },
      account.md5,
    );
    return [{ key: challenge.key, value }];
  };

  const write = (): string => {
    sequence += 1;
    return serialiseMessage({
      kind: "request",
      method: "REGISTER",
      uri: `sip:${host}`,
      version: "SIP/2.0",
      headers: [
        { key: "via", value: `SIP/2.0/WS ${own};branch=z9hG4bK${newWord()}` },
        { key: "max-forwards", value: "70" },
        { key: "from", value: `<${address}>;tag=${tag}` },
        { key: "to", value: `<${address}>` },
        { key: "call-id", value: callId },
        { key: "cseq", value: `${sequence} REGISTER` },
        { key: "contact", value: `<sip:${user}@${own};transport=ws>` },
        { key: "expires", value: String(asked) },
        ...authorization(),
      ],
      body: "",
    });
  };

  const grantedSeconds = (response: SipResponse): number => {
    const general = header(response, "expires");
    for (const value of headerList(response, "contact")) {
      const contact = parseNameAddress(value);
      if (contact?.uriText.includes(own)) {
        return Number(contact.parameters.get("expires") ?? general ?? asked);
      }
    }
    return general === undefined ? asked : Number(general);
  };

  return {
    request: (expiresSeconds) => {
      asked = expiresSeconds;
      challenges = 0;
      return write();
    },
    answered: (text) => {
      const parsed = parseMessage(text);
      if (parsed.kind !== "message" || parsed.message.kind !== "response") return { kind: "nothing" };
      const response = parsed.message;
      if (header(response, "call-id") !== callId) return { kind: "nothing" };
      if (parseSequence(header(response, "cseq"))?.number !== sequence) return { kind: "nothing" };
      if (response.status < 200) return { kind: "nothing" };
      if (response.status < 300) {
        return asked === 0
          ? { kind: "unregistered" }
          : { kind: "registered", expiresSeconds: grantedSeconds(response) };
      }
      const renewed = challengeOf(response);
      // a nonce kept from before may have become old without the word stale; a new one that fails is the password's fault
      const newNonceFailed = challenge !== undefined && nonceCount === 1 && renewed?.stale !== true;
      if (renewed === undefined || newNonceFailed || challenges >= MOST_CHALLENGES) {
        return { kind: "refused", status: response.status };
      }
      challenge = renewed;
      nonceCount = 0;
      challenges += 1;
      return { kind: "challenged", text: write() };
    },
  };
};
