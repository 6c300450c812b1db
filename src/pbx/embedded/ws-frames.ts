/** A frame of RFC 6455, its mask taken off. */
export interface WsFrame {
  readonly final: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
}

export const WS_OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Why a connection has to be closed: a status of RFC 6455 section 7.4.1. */
export interface WsFault {
  readonly status: 1002 | 1003 | 1009;
}

export type WsRead =
  | { readonly kind: "frame"; readonly frame: WsFrame; readonly rest: Buffer }
  | { readonly kind: "incomplete" }
  | { readonly kind: "fault"; readonly fault: WsFault };

const fault = (status: WsFault["status"]): WsRead => ({ kind: "fault", fault: { status } });

/**
 * Reads the next frame that a client sent from what has come (RFC 6455 section
 * 5.2). A client's frames are masked; control frames are short and whole.
 */
export const readWsFrame = (received: Buffer, mostBytes: number): WsRead => {
  if (received.length < 2) return { kind: "incomplete" };
  const first = received[0]!;
  const second = received[1]!;
  const opcode = first & 0x0f;
  const final = (first & 0x80) !== 0;
  // no extension is agreed on, so that the reserved bits mean nothing
  if ((first & 0x70) !== 0 || (second & 0x80) === 0) return fault(1002);
  let length = second & 0x7f;
  let at = 2;
  if (opcode >= 8 && (length > 125 || !final)) return fault(1002);
  if (length === 126) {
    if (received.length < 4) return { kind: "incomplete" };
    length = received.readUInt16BE(2);
    at = 4;
  } else if (length === 127) {
    if (received.length < 10) return { kind: "incomplete" };
    const long = received.readBigUInt64BE(2);
    if (long > BigInt(mostBytes)) return fault(1009);
    length = Number(long);
    at = 10;
  }
  if (length > mostBytes) return fault(1009);
  const end = at + 4 + length;
  if (received.length < end) return { kind: "incomplete" };
  const mask = received.subarray(at, at + 4);
  const payload = Buffer.from(received.subarray(at + 4, end));
  for (let index = 0; index < payload.length; index++) payload[index]! ^= mask[index % 4]!;
  return { kind: "frame", frame: { final, opcode, payload }, rest: received.subarray(end) };
};

/** A whole frame as a server sends it: not masked. */
export const writeWsFrame = (opcode: number, payload: Buffer): Buffer => {
  const { length } = payload;
  const head =
    length < 126
      ? Buffer.from([0x80 | opcode, length])
      : length < 65_536
        ? Buffer.from([0x80 | opcode, 126, length >> 8, length & 0xff])
        : Buffer.alloc(10);
  if (length >= 65_536) {
    head[0] = 0x80 | opcode;
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
};
