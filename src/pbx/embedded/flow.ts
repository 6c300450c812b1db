/**
 * A way to the other side: a UDP address, a TCP connection, a WebSocket. The
 * PBX knows no more of a transport than this; texts are byte strings
 * (src/sip/byte-string.ts).
 */
export interface Flow {
  /** As Via names it. */
  readonly transport: "UDP" | "TCP" | "WS";
  /** Whether the transport itself takes care of losses. */
  readonly reliable: boolean;
  readonly localHost: string;
  readonly localPort: number;
  readonly remoteHost: string;
  readonly remotePort: number;
  /** Sends one message; false where the way is closed. */
  readonly send: (text: string) => boolean;
  /** Another address by the same socket; only where there is no connection. */
  readonly toward?: (host: string, port: number) => Flow;
}

/** What a transport tells the PBX. */
export interface FlowListener {
  /** A message, or what came instead of one. */
  readonly received: (text: string, flow: Flow) => void;
  readonly closed: (flow: Flow) => void;
}
