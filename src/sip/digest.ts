import { type Parameters, parseParameters, splitOutsideQuotes } from "./header-values.ts";
import { md5 } from "./md5.ts";
import { sha256 } from "./sha256.ts";

export type DigestAlgorithm = "MD5" | "SHA-256";

/** What a 401 or 407 asks for. */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: DigestAlgorithm;
  /** Whether `qop=auth` is offered; without it the answer is that of RFC 2069. */
  readonly qop: boolean;
  readonly opaque?: string;
}

export interface DigestCredentials {
  readonly user: string;
  readonly password: string;
}

/** What the answer is for. Byte strings throughout. */
export interface DigestedRequest {
  readonly method: string;
  readonly uri: string;
  /** How often this nonce has been used, this time included. */
  readonly nonceCount: number;
  readonly clientNonce: string;
}

const hashOf = (algorithm: DigestAlgorithm): ((bytes: string) => string) =>
  algorithm === "MD5" ? md5 : sha256;

const quote = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** The parameters of a challenge or of credentials; undefined for another scheme than Digest. */
const digestParameters = (value: string): Parameters | undefined => {
  const match = /^Digest\s+(.*)$/is.exec(value.trim());
  return match === null ? undefined : parseParameters(splitOutsideQuotes(match[1] as string, ","));
};

const algorithmOf = (parameters: Parameters): DigestAlgorithm | undefined => {
  const name = (parameters.get("algorithm") ?? "MD5").toUpperCase();
  return name === "MD5" || name === "SHA-256" ? name : undefined;
};

/** Reads WWW-Authenticate or Proxy-Authenticate; undefined where it asks for what is not known here. */
export const parseChallenge = (value: string): DigestChallenge | undefined => {
  const parameters = digestParameters(value);
  const algorithm = parameters && algorithmOf(parameters);
  const nonce = parameters?.get("nonce");
  if (parameters === undefined || algorithm === undefined || nonce === undefined) return undefined;
  const offered = (parameters.get("qop") ?? "").split(",").map((name) => name.trim().toLowerCase());
  const qop = offered.includes("auth");
  // Only integrity protection is offered: that is asked for and cannot be given.
  if (!qop && offered.some((name) => name !== "")) return undefined;
  const opaque = parameters.get("opaque");
  return {
    realm: parameters.get("realm") ?? "",
    nonce,
    algorithm,
    qop,
    ...(opaque === undefined ? {} : { opaque }),
  };
};

/** The value of WWW-Authenticate for a challenge. */
export const challengeValue = (challenge: DigestChallenge): string =>
  [
    `Digest realm=${quote(challenge.realm)}`,
    `nonce=${quote(challenge.nonce)}`,
    `algorithm=${challenge.algorithm}`,
    ...(challenge.qop ? ['qop="auth"'] : []),
    ...(challenge.opaque === undefined ? [] : [`opaque=${quote(challenge.opaque)}`]),
  ].join(", ");

/** The `response` of RFC 3261 section 22.4 (RFC 2617), with the hash that the challenge names (RFC 8760). */
export const digestResponse = (
  challenge: DigestChallenge,
  credentials: DigestCredentials,
  request: DigestedRequest,
  quickMd5: (bytes: string) => string = md5,
): string => {
  const hash = challenge.algorithm === "MD5" ? quickMd5 : hashOf(challenge.algorithm);
  const who = hash(`${credentials.user}:${challenge.realm}:${credentials.password}`);
  const what = hash(`${request.method}:${request.uri}`);
  const used = challenge.qop
    ? `${challenge.nonce}:${countText(request.nonceCount)}:${request.clientNonce}:auth`
    : challenge.nonce;
  return hash(`${who}:${used}:${what}`);
};

const countText = (count: number): string => count.toString(16).padStart(8, "0");

/** The value of Authorization or Proxy-Authorization that answers a challenge; `quickMd5` where a quicker one is at hand. */
export const authorizationValue = (
  challenge: DigestChallenge,
  credentials: DigestCredentials,
  request: DigestedRequest,
  quickMd5: (bytes: string) => string = md5,
): string =>
  [
    `Digest username=${quote(credentials.user)}`,
    `realm=${quote(challenge.realm)}`,
    `nonce=${quote(challenge.nonce)}`,
    `uri=${quote(request.uri)}`,
    `response="${digestResponse(challenge, credentials, request, quickMd5)}"`,
    `algorithm=${challenge.algorithm}`,
    ...(challenge.qop
      ? [`cnonce=${quote(request.clientNonce)}`, "qop=auth", `nc=${countText(request.nonceCount)}`]
      : []),
    ...(challenge.opaque === undefined ? [] : [`opaque=${quote(challenge.opaque)}`]),
  ].join(", ");

/** What credentials say of themselves, before they are checked. */
export interface ClaimedDigest {
  readonly user: string;
  readonly realm: string;
  readonly nonce: string;
  readonly parameters: Parameters;
}

/** Reads Authorization; undefined where it is no Digest or lacks its parts. */
export const parseAuthorization = (value: string): ClaimedDigest | undefined => {
  const parameters = digestParameters(value);
  const user = parameters?.get("username");
  const realm = parameters?.get("realm");
  const nonce = parameters?.get("nonce");
  if (parameters === undefined || user === undefined || realm === undefined || nonce === undefined) {
    return undefined;
  }
  return { user, realm, nonce, parameters };
};

/** Whether the credentials were made with this password, for this method, on a nonce with `qop=auth` or without. */
export const digestIsRight = (claimed: ClaimedDigest, password: string, method: string): boolean => {
  const { parameters } = claimed;
  const algorithm = algorithmOf(parameters);
  const count = Number.parseInt(parameters.get("nc") ?? "0", 16);
  const qop = parameters.get("qop");
  if (algorithm === undefined || !Number.isFinite(count) || (qop !== undefined && qop !== "auth"))
    return false;
  const expected = digestResponse(
    { realm: claimed.realm, nonce: claimed.nonce, algorithm, qop: qop === "auth" },
    { user: claimed.user, password },
    {
      method,
      uri: parameters.get("uri") ?? "",
      nonceCount: count,
      clientNonce: parameters.get("cnonce") ?? "",
    },
  );
  return expected === (parameters.get("response") ?? "").toLowerCase();
};
