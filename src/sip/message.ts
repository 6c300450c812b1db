/** One header field. A header that came in several lines, or in one with commas, is kept as it came. */
export interface SipHeader {
  /** Lower case, compact forms written out: `call-id`. */
  readonly key: string;
  /** Unfolded and trimmed, otherwise as it came; a byte string. */
  readonly value: string;
}

export interface SipRequest {
  readonly kind: "request";
  readonly method: string;
  readonly uri: string;
  /** `SIP/2.0` */
  readonly version: string;
  readonly headers: readonly SipHeader[];
  /** A byte string. */
  readonly body: string;
}

export interface SipResponse {
  readonly kind: "response";
  readonly status: number;
  readonly reason: string;
  readonly version: string;
  readonly headers: readonly SipHeader[];
  readonly body: string;
}

export type SipMessage = SipRequest | SipResponse;

type HasHeaders = { readonly headers: readonly SipHeader[] };

/** The first value of a header by its key, such as `call-id`. */
export const header = (message: HasHeaders, key: string): string | undefined => {
  for (const field of message.headers) if (field.key === key) return field.value;
  return undefined;
};

/** All header lines of that key in order, commas untouched. */
export const headerLines = (message: HasHeaders, key: string): string[] => {
  const lines: string[] = [];
  for (const field of message.headers) if (field.key === key) lines.push(field.value);
  return lines;
};
