import { randomBytes } from "node:crypto";
import { challengeOf } from "../sip/challenge.ts";
import { authorizationValue, type DigestCredentials } from "../sip/digest.ts";
import { headerSpelling } from "../sip/header-names.ts";
import type { SipResponse } from "../sip/message.ts";
import type { PbxTarget } from "./pbx.ts";
import { openRegistrarLine } from "./registrar-line.ts";

/** Why an account could not be registered. */
export class RegistrationRefused extends Error {
  override readonly name = "RegistrationRefused";
}

/** A registration that is kept up until it is given up. */
export interface Registration {
  /** Takes the contact out of the registrar. */
  readonly giveUp: () => Promise<void>;
}

const EXPIRES_SECONDS = 120;

/**
 * Registers an account over the target's transport with a contact that lies
 * elsewhere: the telephones of all agents are one process, and this only tells
 * the registrar where they are. Renews itself at half its time. Throws RegistrationRefused.
 */
export const register = async (
  target: PbxTarget,
  account: DigestCredentials,
  contact: string,
  localHost: string,
): Promise<Registration> => {
  const line = await openRegistrarLine(target, localHost);
  const callId = `${randomBytes(8).toString("hex")}@${localHost}`;
  const tag = randomBytes(4).toString("hex");
  const uri = `sip:${target.host}:${target.port}`;
  const address = `<sip:${account.user}@${target.host}>`;
  let sequence = 0;
  const requestText = async (expiresSeconds: number, extra: readonly string[]): Promise<string> => {
    const number = ++sequence;
    return [
      `REGISTER ${uri} SIP/2.0`,
      `Via: ${await line.sentBy()};rport;branch=z9hG4bK-${tag}-${number}`,
      "Max-Forwards: 70",
      `From: ${address};tag=${tag}`,
      `To: ${address}`,
      `Call-ID: ${callId}`,
      `CSeq: ${number} REGISTER`,
      `Contact: <${contact}>`,
      `Expires: ${expiresSeconds}`,
      ...extra,
      "Content-Length: 0",
      "",
      "",
    ].join("\r\n");
  };
  const credentialsFor = (response: SipResponse): readonly string[] | undefined => {
    const challenge = challengeOf(response);
    if (challenge === undefined) return undefined;
    const digested = { method: "REGISTER", uri, nonceCount: 1, clientNonce: randomBytes(4).toString("hex") };
    return [`${headerSpelling(challenge.key)}: ${authorizationValue(challenge.from, account, digested)}`];
  };
  const answerTo = async (request: string): Promise<SipResponse> => {
    const response = await line.ask(callId, request);
    if (response !== undefined) return response;
    throw new RegistrationRefused(
      `${target.host}:${target.port} does not answer REGISTER over ${target.transport.toUpperCase()}.`,
    );
  };
  const ask = async (expiresSeconds: number): Promise<void> => {
    let response = await answerTo(await requestText(expiresSeconds, []));
    const credentials = credentialsFor(response);
    if (credentials !== undefined) response = await answerTo(await requestText(expiresSeconds, credentials));
    if (response.status >= 300) {
      throw new RegistrationRefused(
        `${target.host}:${target.port} refused to register the account ${account.user}: ${response.status} ${response.reason}.`,
      );
    }
  };
  try {
    await ask(EXPIRES_SECONDS);
  } catch (error) {
    line.close();
    throw error;
  }
  const renewal = setInterval(
    () => {
      ask(EXPIRES_SECONDS).catch(() => {
        // the registrar will say so to callers; what was measured stays
      });
    },
    (EXPIRES_SECONDS * 1000) / 2,
  );
  return {
    giveUp: async () => {
      clearInterval(renewal);
      await ask(0).catch(() => {
        // a PBX that is gone has forgotten the account anyway
      });
      line.close();
    },
  };
};
