/** Byte string to 32-bit words with the padding that MD5 and SHA-256 share: a one bit, zeros, the length in bits. */
export const toPaddedWords = (bytes: string, order: "little" | "big"): Int32Array => {
  const words = new Int32Array(((bytes.length + 8) >> 6) * 16 + 16);
  const put = (at: number, byte: number): void => {
    const place = order === "little" ? at & 3 : 3 - (at & 3);
    words[at >> 2] = (words[at >> 2] as number) | (byte << (8 * place));
  };
  for (let at = 0; at < bytes.length; at += 1) put(at, bytes.charCodeAt(at) & 0xff);
  put(bytes.length, 0x80);
  const low = (bytes.length * 8) | 0;
  const high = Math.floor(bytes.length / 2 ** 29);
  words[words.length - 2] = order === "little" ? low : high;
  words[words.length - 1] = order === "little" ? high : low;
  return words;
};

/** 32-bit words as hexadecimal text, bytes in the order given. */
export const toHex = (words: readonly number[], order: "little" | "big"): string =>
  words
    .flatMap((word) => {
      const bytes = [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff];
      return order === "little" ? bytes.reverse() : bytes;
    })
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
