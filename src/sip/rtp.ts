/** A packet of audio, RFC 3550 §5.1: version 2, no padding, no extension, no further sources. */
export interface RtpHeader {
  readonly payloadType: number;
  /** 16 bits, wraps round. */
  readonly sequence: number;
  /** In samples, 32 bits, wraps round. */
  readonly timestamp: number;
  /** The synchronisation source: who speaks, 32 bits. */
  readonly source: number;
}

export const RTP_HEADER_BYTES = 12;
const VERSION = 2;

/** Writes the header into the first twelve bytes of `packet`. */
export const writeRtpHeader = (packet: Uint8Array, header: RtpHeader): void => {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  view.setUint8(0, VERSION << 6);
  view.setUint8(1, header.payloadType & 0x7f);
  view.setUint16(2, header.sequence & 0xffff);
  view.setUint32(4, header.timestamp >>> 0);
  view.setUint32(8, header.source >>> 0);
};

/** The header of a packet; undefined for what is no RTP of version 2. */
export const readRtpHeader = (packet: Uint8Array): RtpHeader | undefined => {
  if (packet.byteLength < RTP_HEADER_BYTES) return undefined;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  if (view.getUint8(0) >> 6 !== VERSION) return undefined;
  return {
    payloadType: view.getUint8(1) & 0x7f,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    source: view.getUint32(8),
  };
};

/** The payload of a digit that was pressed, RFC 4733 §2.3: event, volume, duration. */
const DIGIT_BYTES = 4;

/** Whether a packet of RTP tells of a digit rather than of a sound; a frame of sound is longer. */
export const isDigit = (packet: Uint8Array): boolean => packet.byteLength === RTP_HEADER_BYTES + DIGIT_BYTES;

/** What has come of one source. */
export interface Reception {
  readonly take: (header: Pick<RtpHeader, "sequence" | "timestamp">) => void;
  readonly received: () => number;
  /** Numbers of the source that were skipped and never came, RFC 3550 §6.4.1: expected less received, 0 at least. */
  readonly lost: () => number;
}

/** RFC 3550 A.1: a number this far ahead, or this far behind, is no loss and no delay but a new beginning. */
const MOST_SKIPPED = 3000;
const MOST_BEHIND = 100;
/** A leap of more numbers than these is looked at twice: one in twenty leaps to other numbers is within the above. */
const MOST_SKIPPED_UNSEEN = 50;
/** A packet of telephony holds 10 to 60 ms of sound, at 8,000 samples a second. */
const SAMPLES_OF_PACKET = { least: 80, most: 480 } as const;

/** Whether the clock of the sound went on by so many packets, as it does where they were lost. */
const wentOnBy = (packets: number, samples: number): boolean =>
  samples >= packets * SAMPLES_OF_PACKET.least && samples <= packets * SAMPLES_OF_PACKET.most;

/**
 * Counts the packets of one source, whose numbers may begin anew: a PBX that
 * bridges two calls passes on others, and their clock with them.
 */
export const createReception = (): Reception => {
  let first = 0;
  let highest = 0;
  let timestampOfHighest = 0;
  let received = 0;
  let receivedBefore = 0;
  let lostBefore = 0;
  const lostNow = (): number =>
    received === receivedBefore ? 0 : Math.max(0, highest - first + 1 - (received - receivedBefore));
  return {
    take: ({ sequence, timestamp }) => {
      const ahead = (sequence - highest) & 0xffff;
      const samples = (timestamp - timestampOfHighest) >>> 0;
      const isNext = ahead <= MOST_SKIPPED_UNSEEN || (ahead <= MOST_SKIPPED && wentOnBy(ahead, samples));
      if (received > 0 && isNext) {
        highest += ahead;
        if (ahead > 0) timestampOfHighest = timestamp;
      } else if (received === 0 || ahead < 0x10000 - MOST_BEHIND) {
        lostBefore += lostNow();
        receivedBefore = received;
        first = sequence;
        highest = sequence;
        timestampOfHighest = timestamp;
      }
      received++;
    },
    received: () => received,
    lost: () => lostBefore + lostNow(),
  };
};
