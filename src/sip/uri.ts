import { type Parameters, parseParameters } from "./header-values.ts";

export type SipUri =
  | {
      readonly kind: "sip";
      readonly scheme: "sip" | "sips";
      /** Unescaped; absent in `sip:host`. */
      readonly user?: string;
      readonly host: string;
      readonly port?: number;
      readonly parameters: Parameters;
      /** What follows `?`, as it came. */
      readonly headers?: string;
    }
  /** Any other well-formed URI, `tel:` included. */
  | { readonly kind: "other"; readonly scheme: string; readonly rest: string };

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const HOST = /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9.])?)$/;
const USER = /^[A-Za-z0-9\-_.!~*'()&=+$,;?/:%#]*$/;
/** Characters that no URI holds unescaped. */
const FORBIDDEN = /[\s<>"{}|\\^`]|[^\x21-\x7e]/;

/** Resolves `%41`; what is no valid escape stays. */
const unescapeUri = (text: string): string =>
  text.includes("%")
    ? text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** Reads a URI; undefined where it is none. Never throws. */
export const parseUri = (text: string): SipUri | undefined => {
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined || FORBIDDEN.test(text)) return undefined;
  const rest = text.slice(scheme.length + 1);
  if (rest === "") return undefined;
  if (scheme !== "sip" && scheme !== "sips") return { kind: "other", scheme, rest };

  const at = rest.indexOf("@");
  const userInfo = at < 0 ? undefined : rest.slice(0, at);
  const afterUser = rest.slice(at + 1);
  if (userInfo !== undefined && (userInfo === "" || !USER.test(userInfo))) return undefined;
  const question = afterUser.indexOf("?");
  const beforeHeaders = question < 0 ? afterUser : afterUser.slice(0, question);
  const [hostPort = "", ...parameters] = beforeHeaders.split(";");
  const address = parseHostPort(hostPort);
  if (address === undefined) return undefined;
  const user = userInfo?.split(":")[0];
  return {
    kind: "sip",
    scheme,
    ...(user === undefined ? {} : { user: unescapeUri(user) }),
    ...address,
    parameters: parseParameters(parameters),
    ...(question < 0 ? {} : { headers: afterUser.slice(question + 1) }),
  };
};

/** Reads `host`, `host:port`, `[::1]:port`. */
export const parseHostPort = (
  text: string,
): { readonly host: string; readonly port?: number } | undefined => {
  const colon = text.startsWith("[") ? text.indexOf(":", text.indexOf("]")) : text.indexOf(":");
  const host = (colon < 0 ? text : text.slice(0, colon)).trim();
  if (!HOST.test(host)) return undefined;
  if (colon < 0) return { host };
  const digits = text.slice(colon + 1).trim();
  if (!/^\d{1,5}$/.test(digits) || Number(digits) > 65_535) return undefined;
  return { host, port: Number(digits) };
};
