import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { PbxTarget } from "../pbx/pbx.ts";

/** The address that the system would call this target from; no packet is sent to find out. */
export const localAddressFor = (target: Pick<PbxTarget, "host" | "port">): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(target.host) ? "udp6" : "udp4");
    socket.once("error", reject);
    socket.connect(target.port, target.host, () => {
      const { address } = socket.address();
      socket.close(() => resolve(address));
    });
  });
