import {
  type Parameters,
  parseParameters,
  quotesBalance,
  splitOutsideQuotes,
  unquote,
} from "./header-values.ts";
import { parseUri, type SipUri } from "./uri.ts";

/** What From, To, Contact, Route and Record-Route hold. */
export interface NameAddress {
  readonly displayName?: string;
  readonly uri: SipUri;
  /** The URI as it stood there. */
  readonly uriText: string;
  /** Parameters of the header, not of the URI: `tag`, `expires`. */
  readonly parameters: Parameters;
}

/** Tokens and white space, which is all that a display name holds outside quotes (RFC 3261 section 25.1). */
const UNQUOTED_NAME = /^[A-Za-z0-9\-.!%*_+`'~ \t\u0080-\u00ff]*$/;

/** Reads one name-addr or addr-spec; undefined where it is none. Never throws. */
export const parseNameAddress = (value: string): NameAddress | undefined => {
  if (!quotesBalance(value)) return undefined;
  const open = openingBracket(value);
  if (open < 0) {
    const [uriText = "", ...parameters] = value.split(";").map((piece) => piece.trim());
    // Without brackets, "?" and "," would be ambiguous: RFC 3261 section 20.10 wants brackets then.
    if (/[?,]/.test(uriText)) return undefined;
    const uri = parseUri(uriText);
    return uri && { uri, uriText, parameters: parseParameters(parameters) };
  }
  const close = value.indexOf(">", open);
  if (close < 0) return undefined;
  const name = value.slice(0, open).trim();
  const quoted = name.startsWith('"') && name.endsWith('"') && name.length >= 2;
  if (!quoted && !UNQUOTED_NAME.test(name)) return undefined;
  // Blanks just inside the brackets are a fault that hurts nobody (RFC 4475 section 3.1.2.14).
  const uriText = value.slice(open + 1, close).trim();
  const uri = parseUri(uriText);
  const after = value.slice(close + 1).trim();
  if (uri === undefined || (after !== "" && !after.startsWith(";"))) return undefined;
  return {
    ...(name === "" ? {} : { displayName: unquote(name) }),
    uri,
    uriText,
    parameters: parseParameters(after === "" ? [] : splitOutsideQuotes(after.slice(1), ";")),
  };
};

const openingBracket = (value: string): number => {
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at];
    if (quoted && character === "\\") at += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === "<" && !quoted) return at;
  }
  return -1;
};

/** The `tag` parameter, which names one side of a dialog. */
export const tagOf = (value: string | undefined): string | undefined => {
  if (value === undefined || !/;\s*tag\s*=/i.test(value)) return undefined;
  const close = value.lastIndexOf(">");
  const parameters = close < 0 ? value.slice(value.indexOf(";")) : value.slice(close + 1);
  const tag = parseParameters(splitOutsideQuotes(parameters, ";")).get("tag");
  return tag === "" ? undefined : tag;
};
