import { parseParameters, splitOutsideQuotes } from "./header-values.ts";
import { header, type SipRequest } from "./message.ts";

/** The SDP that a request carries, by itself or as a part of a multipart body; undefined where there is none. */
export const sessionBodyOf = (request: SipRequest): string | undefined => {
  if (request.body.trim() === "") return undefined;
  const type = header(request, "content-type")?.trim() ?? "application/sdp";
  const [name = "", ...rest] = splitOutsideQuotes(type, ";");
  if (name.toLowerCase() === "application/sdp") return request.body;
  if (!name.toLowerCase().startsWith("multipart/")) return undefined;
  const boundary = parseParameters(rest).get("boundary");
  if (boundary === undefined || boundary === "") return undefined;
  for (const part of request.body.split(`--${boundary}`)) {
    const blank = /\r?\n\r?\n/.exec(part);
    if (blank === null) continue;
    if (/^content-type[ \t]*:[ \t]*application\/sdp/im.test(part.slice(0, blank.index))) {
      return part.slice(blank.index + blank[0].length);
    }
  }
  return undefined;
};
