/** Compact forms of header names, RFC 3261 section 7.3.3 and the IANA registry. */
const COMPACT: Readonly<Record<string, string>> = {
  a: "accept-contact",
  b: "referred-by",
  c: "content-type",
  d: "request-disposition",
  e: "content-encoding",
  f: "from",
  i: "call-id",
  j: "reject-contact",
  k: "supported",
  l: "content-length",
  m: "contact",
  o: "event",
  r: "refer-to",
  s: "subject",
  t: "to",
  u: "allow-events",
  v: "via",
  x: "session-expires",
  y: "identity",
};

/** Names whose usual spelling is not each word with a capital. */
const SPELLED: Readonly<Record<string, string>> = {
  "call-id": "Call-ID",
  cseq: "CSeq",
  "www-authenticate": "WWW-Authenticate",
  "mime-version": "MIME-Version",
  "min-se": "Min-SE",
  rack: "RAck",
  rseq: "RSeq",
};

const keys = new Map<string, string>();
const spellings = new Map<string, string>();
/** Names from the network must not fill the memory. */
const LARGEST_CACHE = 500;

/** The key under which a header is found: lower case, compact forms written out. */
export const headerKey = (name: string): string => {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  const key = Object.hasOwn(COMPACT, lower) ? (COMPACT[lower] as string) : lower;
  if (keys.size < LARGEST_CACHE) keys.set(name, key);
  return key;
};

/** How a header's name is written out: `call-id` as `Call-ID`. */
export const headerSpelling = (key: string): string => {
  const known = spellings.get(key);
  if (known !== undefined) return known;
  const spelled = Object.hasOwn(SPELLED, key)
    ? (SPELLED[key] as string)
    : key.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
  if (spellings.size < LARGEST_CACHE) spellings.set(key, spelled);
  return spelled;
};
