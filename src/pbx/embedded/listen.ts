import type { FlowListener } from "./flow.ts";
import { listenTcp } from "./tcp-listener.ts";
import { type Listener, listenUdp } from "./udp-listener.ts";

/** How often a port that the system chose for UDP may turn out to be taken for TCP. */
const TRIES = 20;

/** Serves UDP and TCP on the same port; 0: one that is free for both. Rejects where the port is taken. */
export const listenOnBoth = async (host: string, port: number, listener: FlowListener): Promise<Listener> => {
  for (let attempt = 1; ; attempt += 1) {
    const udp = await listenUdp(host, port, listener);
    try {
      const tcp = await listenTcp(host, udp.port, listener);
      let closed: Promise<unknown> | undefined;
      return {
        port: udp.port,
        close: async () => {
          closed ??= Promise.all([udp.close(), tcp.close()]);
          await closed;
        },
      };
    } catch (error) {
      await udp.close();
      if (port !== 0 || attempt === TRIES) throw error;
    }
  }
};
