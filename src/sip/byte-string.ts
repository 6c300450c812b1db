/**
 * SIP counts bodies in bytes and lets headers hold UTF-8. Messages are
 * therefore held as byte strings: one character (0 to 255) a byte, which is
 * what decoding a packet as Latin-1 gives. Nothing is lost on the way through,
 * lengths are byte lengths, and where there is only ASCII a byte string is the
 * text itself.
 */

const REPLACEMENT = "\ufffd";

const sequenceLength = (lead: number): number =>
  lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;

const SMALLEST_BY_LENGTH = [0, 0, 0x80, 0x800, 0x10000] as const;

/** Byte string to text; bytes that are no UTF-8 become U+FFFD, never an error. */
export const fromByteString = (bytes: string): string => {
  let text = "";
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes.charCodeAt(at) & 0xff;
    const length = lead >= 0x80 && lead < 0xc2 ? 0 : sequenceLength(lead);
    let code = length === 1 ? lead : lead & (0xff >> (length + 1));
    let whole = length > 0 && at + length <= bytes.length;
    for (let i = 1; whole && i < length; i += 1) {
      const next = bytes.charCodeAt(at + i) & 0xff;
      whole = (next & 0xc0) === 0x80;
      code = (code << 6) | (next & 0x3f);
    }
    const smallest = SMALLEST_BY_LENGTH[length] ?? 0;
    if (!whole || code < smallest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      text += REPLACEMENT;
      at += 1;
    } else {
      text += String.fromCodePoint(code);
      at += length;
    }
  }
  return text;
};
