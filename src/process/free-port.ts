import { createSocket } from "node:dgram";
import { createServer } from "node:net";

/**
 * A port of `host` that nobody listens on at this moment, for UDP or TCP. It
 * is not held: another program may take it before it is used, so that who
 * starts a program on it tries again on failure.
 */
export const freePort = (transport: "udp" | "tcp", host = "127.0.0.1"): Promise<number> =>
  new Promise((resolve, reject) => {
    if (transport === "udp") {
      const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
      socket.once("error", reject);
      socket.bind(0, host, () => {
        const { port } = socket.address();
        socket.close(() => resolve(port));
      });
      return;
    }
    const server = createServer();
    server.once("error", reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error(`The system gave no port of ${host}.`));
      });
    });
  });
