import type { Refusal } from "../../sip/check-request.ts";
import { headerList } from "../../sip/header-values.ts";
import { header, type SipHeader, type SipRequest } from "../../sip/message.ts";

/** Methods that the PBX serves. */
export const ALLOW: SipHeader = {
  key: "allow",
  value: "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, REGISTER",
};
export const ACCEPT: SipHeader = { key: "accept", value: "application/sdp" };

const SERVED = new Set(["INVITE", "BYE", "OPTIONS", "INFO", "UPDATE", "REGISTER", "CANCEL", "ACK"]);
/** Methods that are known and not served: 405, where one never heard of is 501. */
const KNOWN = new Set(["SUBSCRIBE", "NOTIFY", "PUBLISH", "MESSAGE", "REFER", "PRACK"]);

const mediaType = (value: string): string => (value.split(";")[0] ?? "").trim().toLowerCase();

/** What the PBX refuses of a request that is well formed: method, extensions, bodies (RFC 3261 section 8.2). */
export const policyRefusal = (request: SipRequest): Refusal | undefined => {
  if (!SERVED.has(request.method)) return { status: KNOWN.has(request.method) ? 405 : 501, headers: [ALLOW] };

  const required = headerList(request, "require");
  if (required.length > 0) {
    return { status: 420, headers: [{ key: "unsupported", value: required.join(", ") }] };
  }
  if (request.method !== "INVITE" && request.method !== "UPDATE") return undefined;

  const type = header(request, "content-type");
  if (request.body !== "" && type !== undefined && !carriesSdp(request, type)) {
    return { status: 415, headers: [ACCEPT] };
  }
  const encodings = headerList(request, "content-encoding").filter(
    (name) => name.toLowerCase() !== "identity",
  );
  if (request.body !== "" && encodings.length > 0) {
    return { status: 415, headers: [{ key: "accept-encoding", value: "identity" }] };
  }
  const accepted = headerList(request, "accept").map(mediaType);
  if (
    accepted.length > 0 &&
    !accepted.some((name) => ["application/sdp", "application/*", "*/*"].includes(name))
  ) {
    return { status: 406, headers: [ACCEPT] };
  }
  return undefined;
};

/** SDP itself, a multipart with it in, or a body that may be ignored when it is not understood. */
const carriesSdp = (request: SipRequest, type: string): boolean => {
  const name = mediaType(type);
  if (name === "application/sdp" || name.startsWith("multipart/")) return true;
  return /handling\s*=\s*optional/i.test(header(request, "content-disposition") ?? "");
};
