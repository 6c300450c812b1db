import type { Socket } from "node:dgram";
import {
  createReception,
  isDigit,
  type Reception,
  RTP_HEADER_BYTES,
  readRtpHeader,
  writeRtpHeader,
} from "../../sip/rtp.ts";
import type { AudioOfSide } from "./audio-counts.ts";

const PACKET_MILLISECONDS = 20;
const SAMPLES_PER_PACKET = 160;
const PCMU = 0;
/** Packets that a telephone makes good at once after a pause of this process; what is older is left out. */
const MOST_AT_ONCE = 5;

interface Stream {
  readonly remotePort: number;
  readonly source: number;
  nextAt: number;
  sequence: number;
}

interface Heard {
  served: boolean;
  readonly bySource: Map<number, Reception>;
}

/** The telephones of one side, as far as audio goes: one socket for all of them. */
export interface TelephoneAudio {
  readonly begin: (telephone: number, remotePort: number, now: number) => void;
  readonly serve: (telephone: number) => void;
  readonly end: (telephone: number) => void;
  /** Sends what is due. */
  readonly tick: (now: number) => void;
  /** Counts since the last time. */
  readonly take: () => AudioOfSide & { readonly receivedWaiting: number };
}

/**
 * `sound` is μ-law of whole packets, played round and round to everyone; absent:
 * the telephones listen and say nothing. Calls are told apart by the port that
 * the PBX sends from. `servedAtOnce`: nothing that they hear is waiting music.
 */
export const createTelephoneAudio = (
  socket: Pick<Socket, "on" | "send">,
  host: string,
  sound: Uint8Array | undefined,
  servedAtOnce: boolean,
): TelephoneAudio => {
  const streams = new Map<number, Stream>();
  const heard = new Map<number, Heard>();
  let sources = 0;
  let sent = 0;
  let received = 0;
  let receivedDigits = 0;
  let receivedWaiting = 0;
  let lostOfEnded = 0;
  let lostTaken = 0;

  const hearing = (port: number): Heard => {
    const known = heard.get(port);
    if (known !== undefined) return known;
    const begun: Heard = { served: servedAtOnce, bySource: new Map() };
    heard.set(port, begun);
    return begun;
  };
  const lostOf = ({ bySource }: Heard): number => {
    let lost = 0;
    for (const reception of bySource.values()) lost += reception.lost();
    return lost;
  };
  socket.on("message", (packet: Uint8Array, from: { readonly port: number }) => {
    const header = readRtpHeader(packet);
    if (header === undefined) return;
    const { served, bySource } = hearing(from.port);
    let reception = bySource.get(header.source);
    if (reception === undefined) {
      reception = createReception();
      bySource.set(header.source, reception);
    }
    reception.take(header);
    received++;
    if (isDigit(packet)) receivedDigits++;
    if (!served) receivedWaiting++;
  });

  const send = (stream: Stream, frames: Uint8Array): void => {
    const packet = new Uint8Array(RTP_HEADER_BYTES + SAMPLES_PER_PACKET);
    writeRtpHeader(packet, {
      payloadType: PCMU,
      sequence: stream.sequence,
      timestamp: stream.sequence * SAMPLES_PER_PACKET,
      source: stream.source,
    });
    const from = (stream.sequence * SAMPLES_PER_PACKET) % frames.length;
    packet.set(frames.subarray(from, from + SAMPLES_PER_PACKET), RTP_HEADER_BYTES);
    stream.sequence++;
    sent++;
    socket.send(packet, stream.remotePort, host);
  };

  return {
    begin: (telephone, remotePort, now) => {
      // the port may have been another call's before
      heard.delete(remotePort);
      streams.set(telephone, { remotePort, source: ++sources, nextAt: now, sequence: 0 });
    },
    serve: (telephone) => {
      const stream = streams.get(telephone);
      if (stream !== undefined) hearing(stream.remotePort).served = true;
    },
    end: (telephone) => {
      const stream = streams.get(telephone);
      if (stream === undefined) return;
      streams.delete(telephone);
      const call = heard.get(stream.remotePort);
      if (call !== undefined) lostOfEnded += lostOf(call);
      heard.delete(stream.remotePort);
    },
    tick: (now) => {
      if (sound === undefined) return;
      for (const stream of streams.values()) {
        const behind = Math.floor((now - stream.nextAt) / PACKET_MILLISECONDS) + 1;
        if (behind > MOST_AT_ONCE) stream.nextAt = now;
        while (stream.nextAt <= now) {
          send(stream, sound);
          stream.nextAt += PACKET_MILLISECONDS;
        }
      }
    },
    take: () => {
      const lost = [...heard.values()].reduce((sum, call) => sum + lostOf(call), lostOfEnded);
      const counts = { sent, received, receivedDigits, receivedWaiting, lost: Math.max(0, lost - lostTaken) };
      lostTaken = lost;
      sent = 0;
      received = 0;
      receivedDigits = 0;
      receivedWaiting = 0;
      return counts;
    },
  };
};
