export interface Sequence {
  readonly number: number;
  readonly method: string;
}

/** Reads a CSeq value: a number below 2³¹ and a method (RFC 3261 section 8.1.1.5). */
export const parseSequence = (value: string | undefined): Sequence | undefined => {
  const match = value === undefined ? null : /^(\d{1,20})\s+([A-Za-z0-9\-.!%*_+`'~]+)$/.exec(value.trim());
  if (match === null) return undefined;
  const number = Number(match[1]);
  return number < 2 ** 31 ? { number, method: match[2] as string } : undefined;
};
