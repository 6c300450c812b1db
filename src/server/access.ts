import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";

/** Who may read the pages. */
export interface Access {
  /** The address that the server listens on. */
  readonly host: string;
  /** Asked of everyone where it is set; needed on any address that is not loopback. */
  readonly token?: string;
}

/** Whether an address can be reached from this machine alone. */
export const isLoopback = (host: string): boolean => {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (bare === "localhost" || bare === "::1") return true;
  return isIP(bare) === 4 && bare.startsWith("127.");
};

const sameText = (given: string, wanted: string): boolean => {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
};

const hostName = (header: string): string => header.replace(/:\d+$/, "");

/**
 * Whether a request may be answered. On loopback the Host must be one too, so
 * that no page of the web can read this one through a name that it points here.
 */
export const mayRead = (
  access: Access,
  request: { readonly host: string | undefined; readonly token: string | undefined },
): "yes" | "wrong host" | "token needed" => {
  if (isLoopback(access.host) && !isLoopback(hostName(request.host ?? ""))) return "wrong host";
  if (access.token === undefined) return "yes";
  return request.token !== undefined && sameText(request.token, access.token) ? "yes" : "token needed";
};
