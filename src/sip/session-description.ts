export interface SessionParts {
  /** The address and media port written into c= and m=. */
  readonly host: string;
  readonly port: number;
  /** A number of the session, and of its version, for o=. */
  readonly sessionId: number;
}

const STREAM = /^m=(\S+) (\d+)(?:\/\d+)? (\S+) (\S+)/;

/**
 * The answer to an SDP offer (RFC 3264): the first audio stream is taken with
 * its first format, every other stream is refused with port 0. No media flows:
 * the stream is inactive, which answers every direction. Without an offer the
 * text is an offer of our own. Undefined where the offer has no audio or is no
 * SDP: answer 488.
 */
export const sessionDescription = (offer: string | undefined, parts: SessionParts): string | undefined => {
  const offered = (offer ?? "").split(/\r\n|\r|\n/);
  const lines = [
    "v=0",
    `o=surgeline ${parts.sessionId} 1 IN IP4 ${parts.host}`,
    "s=-",
    `c=IN IP4 ${parts.host}`,
    // The answer repeats the offer's times (RFC 3264 section 6).
    offered.find((line) => line.startsWith("t=")) ?? "t=0 0",
  ];
  if ((offer ?? "").trim() === "") {
    lines.push(`m=audio ${parts.port} RTP/AVP 0 8`, "a=inactive");
    return `${lines.join("\r\n")}\r\n`;
  }
  let taken = false;
  for (const stream of offered.filter((line) => line.startsWith("m="))) {
    const match = STREAM.exec(stream);
    if (match === null) return undefined;
    const [, media = "", port = "", protocol = "", format = ""] = match;
    const takes: boolean = !taken && media === "audio" && port !== "0";
    lines.push(`m=${media} ${takes ? parts.port : 0} ${protocol} ${format}`);
    if (takes) {
      const mapping = offered.find((line) => line.startsWith(`a=rtpmap:${format} `));
      if (mapping !== undefined) lines.push(mapping);
      lines.push("a=inactive");
      taken = true;
    }
  }
  return taken ? `${lines.join("\r\n")}\r\n` : undefined;
};
