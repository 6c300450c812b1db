import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { challengeOf } from "../sip/challenge.ts";
import { authorizationValue, type DigestCredentials } from "../sip/digest.ts";
import { headerSpelling } from "../sip/header-names.ts";
import { header, type SipResponse } from "../sip/message.ts";
import { parseMessage } from "../sip/parse-message.ts";
import type { PbxTarget } from "./pbx.ts";

/** Why an account could not be registered. */
export class RegistrationRefused extends Error {
  override readonly name = "RegistrationRefused";
}

/** A registration that is kept up until it is given up. */
export interface Registration {
  /** Takes the contact out of the registrar. */
  readonly giveUp: () => Promise<void>;
}

const TRIES = 5;
const T1_MILLISECONDS = 500;
const EXPIRES_SECONDS = 120;

const respondedTo = (
  socket: Socket,
  callId: string,
  request: string,
  target: PbxTarget,
): Promise<SipResponse> =>
  new Promise((resolve, reject) => {
    let tries = 0;
    const send = (): void => {
      if (tries++ < TRIES) {
        socket.send(request, target.port, target.host);
        return;
      }
      end();
      reject(new RegistrationRefused(`${target.host}:${target.port} does not answer REGISTER.`));
    };
    const timer = setInterval(send, T1_MILLISECONDS);
    const take = (bytes: Buffer): void => {
      const parsed = parseMessage(bytes.toString("latin1"));
      if (parsed.kind !== "message" || parsed.message.kind !== "response") return;
      if (header(parsed.message, "call-id") !== callId || parsed.message.status < 200) return;
      end();
      resolve(parsed.message);
    };
    const end = (): void => {
      clearInterval(timer);
      socket.off("message", take);
    };
    socket.on("message", take);
    send();
  });

/**
 * Registers an account over UDP with a contact that lies elsewhere: the
 * telephones of all agents are one process, and this only tells the registrar
 * where they are. Renews itself at half its time. Throws RegistrationRefused.
 */
export const register = async (
  target: PbxTarget,
  account: DigestCredentials,
  contact: string,
  localHost: string,
): Promise<Registration> => {
  const socket = createSocket(target.host.includes(":") ? "udp6" : "udp4");
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, localHost, resolve);
  });
  socket.on("error", () => {
    // an answer that says the port is closed comes as an error; the tries run out then
  });
  const { port } = socket.address();
  const callId = `${randomBytes(8).toString("hex")}@${localHost}`;
  const tag = randomBytes(4).toString("hex");
  const uri = `sip:${target.host}:${target.port}`;
  const address = `<sip:${account.user}@${target.host}>`;
  let sequence = 0;
  const requestText = (expiresSeconds: number, extra: readonly string[]): string =>
    [
      `REGISTER ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${localHost}:${port};rport;branch=z9hG4bK-${tag}-${++sequence}`,
      "Max-Forwards: 70",
      `From: ${address};tag=${tag}`,
      `To: ${address}`,
      `Call-ID: ${callId}`,
      `CSeq: ${sequence} REGISTER`,
      `Contact: <${contact}>`,
      `Expires: ${expiresSeconds}`,
      ...extra,
      "Content-Length: 0",
      "",
      "",
    ].join("\r\n");
  const credentialsFor = (response: SipResponse): readonly string[] | undefined => {
    const challenge = challengeOf(response);
    if (challenge === undefined) return undefined;
    const digested = { method: "REGISTER", uri, nonceCount: 1, clientNonce: randomBytes(4).toString("hex") };
    return [`${headerSpelling(challenge.key)}: ${authorizationValue(challenge.from, account, digested)}`];
  };
  const ask = async (expiresSeconds: number): Promise<void> => {
    let response = await respondedTo(socket, callId, requestText(expiresSeconds, []), target);
    const credentials = credentialsFor(response);
    if (credentials !== undefined) {
      response = await respondedTo(socket, callId, requestText(expiresSeconds, credentials), target);
    }
    if (response.status >= 300) {
      throw new RegistrationRefused(
        `${target.host}:${target.port} refused to register the account ${account.user}: ${response.status} ${response.reason}.`,
      );
    }
  };
  try {
    await ask(EXPIRES_SECONDS);
  } catch (error) {
    socket.close();
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
      socket.close();
    },
  };
};
