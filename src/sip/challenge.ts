import { type DigestChallenge, parseChallenge } from "./digest.ts";
import { headerLines, type SipResponse } from "./message.ts";

/** What a response asks for, and the header that carries the answer. */
export interface Challenge {
  readonly from: DigestChallenge;
  readonly key: "authorization" | "proxy-authorization";
  /** Whether only the nonce is old, the password known to be right. */
  readonly stale: boolean;
}

/** The first challenge of a 401 or 407 that can be answered; undefined for any other response. */
export const challengeOf = (response: SipResponse): Challenge | undefined => {
  if (response.status !== 401 && response.status !== 407) return undefined;
  const [asks, key] =
    response.status === 401
      ? (["www-authenticate", "authorization"] as const)
      : (["proxy-authenticate", "proxy-authorization"] as const);
  const lines = headerLines(response, asks);
  const from = lines.flatMap((line) => parseChallenge(line) ?? [])[0];
  if (from === undefined) return undefined;
  return { from, key, stale: lines.some((line) => /\bstale\s*=\s*"?true/i.test(line)) };
};
