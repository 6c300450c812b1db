import { createSocket, type Socket } from "node:dgram";

/** Two neighbouring UDP ports, the lower even, as RFC 3550 §11 has them: audio, and reports on it. */
export interface PortPair {
  readonly audio: Socket;
  readonly reports: Socket;
  readonly port: number;
}

const TRIES = 50;
/** As much as the system allows: a socket that all calls share is filled fast. */
const BUFFER_BYTES = 8 * 1024 * 1024;

const bound = (host: string, port: number): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    socket.once("error", () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind(port, host, () => {
      socket.removeAllListeners("error");
      resolve(socket);
    });
  });

/** Binds a pair of ports that were free. Throws where the system has none after fifty tries. */
export const openPortPair = async (host: string): Promise<PortPair> => {
  for (let time = 0; time < TRIES; time++) {
    const audio = await bound(host, 0);
    const port = audio?.address().port ?? 1;
    const reports = audio !== undefined && port % 2 === 0 ? await bound(host, port + 1) : undefined;
    if (audio !== undefined && reports !== undefined) {
      audio.setRecvBufferSize(BUFFER_BYTES);
      return { audio, reports, port };
    }
    audio?.close();
  }
  throw new Error(`No two neighbouring UDP ports of ${host} could be had for audio.`);
};
