import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect, isIPv6 } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import type { PbxTarget } from "../pbx/pbx.ts";

/** Nothing answered at the target before the first call. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

const TRIES = 3;
const WAIT_MILLISECONDS = 1500;

const optionsRequest = (target: PbxTarget, localAddress: string, localPort: number): string => {
  const token = randomBytes(6).toString("hex");
  const host = isIPv6(target.host) ? `[${target.host}]` : target.host;
  const local = isIPv6(localAddress) ? `[${localAddress}]` : localAddress;
  return [
    `OPTIONS sip:${target.user}@${host}:${target.port} SIP/2.0`,
    `Via: SIP/2.0/${target.transport.toUpperCase()} ${local}:${localPort};rport;branch=z9hG4bK-${token}`,
    "Max-Forwards: 70",
    `From: <sip:surgeline@${local}:${localPort}>;tag=${token}`,
    `To: <sip:${target.user}@${host}:${target.port}>`,
    `Call-ID: ${token}@surgeline`,
    "CSeq: 1 OPTIONS",
    `Contact: <sip:surgeline@${local}:${localPort}>`,
    "Accept: application/sdp",
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
};

const isResponse = (text: string): boolean => /^SIP\/2\.0 [1-6]\d\d /.test(text);

const askOverUdp = (target: PbxTarget, localAddress: string | undefined): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket(isIPv6(target.host) ? "udp6" : "udp4");
    let done = false;
    const end = (answered: boolean): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      socket.close();
      resolve(answered);
    };
    const timer = setTimeout(() => end(false), WAIT_MILLISECONDS);
    socket.on("error", () => end(false));
    socket.on("message", (bytes) => {
      if (isResponse(bytes.toString("utf8"))) end(true);
    });
    socket.bind({ port: 0, ...(localAddress === undefined ? {} : { address: localAddress }) }, () => {
      socket.connect(target.port, target.host, (error?: Error) => {
        if (error) return end(false);
        const local = socket.address();
        socket.send(optionsRequest(target, local.address, local.port));
      });
    });
  });

/** Over a connection, TCP or TLS; a certificate is not checked, as SIPp checks none. */
const askOverStream = (target: PbxTarget, localAddress: string | undefined): Promise<boolean> =>
  new Promise((resolve) => {
    const address = {
      host: target.host,
      port: target.port,
      ...(localAddress === undefined ? {} : { localAddress }),
    };
    const isTls = target.transport === "tls";
    const socket = isTls ? connectTls({ ...address, rejectUnauthorized: false }) : connect(address);
    let text = "";
    let done = false;
    const end = (answered: boolean): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      socket.destroy();
      resolve(answered);
    };
    const timer = setTimeout(() => end(false), WAIT_MILLISECONDS);
    socket.on("error", () => end(false));
    socket.on("close", () => end(false));
    socket.on(isTls ? "secureConnect" : "connect", () => {
      socket.write(optionsRequest(target, socket.localAddress ?? "127.0.0.1", socket.localPort ?? 5060));
    });
    socket.on("data", (bytes) => {
      text += bytes.toString("utf8");
      if (isResponse(text)) end(true);
    });
  });

/**
 * Asks the PBX with OPTIONS whether it is there; any SIP response will do.
 * Throws `NoAnswer` after three tries.
 */
export const askOptions = async (target: PbxTarget, localAddress?: string): Promise<void> => {
  const ask = target.transport === "udp" ? askOverUdp : askOverStream;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (await ask(target, localAddress)) return;
    if (attempt < TRIES) await pause(200);
  }
  throw new NoAnswer(
    `Nothing answered OPTIONS at ${target.host}:${target.port} over ${target.transport.toUpperCase()}, asked ${TRIES} times. ` +
      "Check that the PBX runs, that host, port and transport are right, and that no firewall is between.",
  );
};
