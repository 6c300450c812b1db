/** How the bytes of files begin that are often taken for tables, and what to do with them instead. */
const FORMATS: readonly {
  readonly begins: readonly number[];
  readonly name: string;
  readonly advice: string;
}[] = [
  {
    begins: [0x50, 0x4b, 3, 4],
    name: "a zip archive, as workbooks (.xlsx, .ods) are too",
    advice: "Save the sheet with the calls as CSV.",
  },
  {
    begins: [0xd0, 0xcf, 0x11, 0xe0],
    name: "an old workbook (.xls)",
    advice: "Save the sheet with the calls as CSV.",
  },
  { begins: [0x25, 0x50, 0x44, 0x46], name: "a PDF", advice: "Ask the PBX for the same report as CSV." },
  { begins: [0x89, 0x50, 0x4e, 0x47], name: "a picture (PNG)", advice: "Ask the PBX for the report as CSV." },
  { begins: [0xff, 0xd8, 0xff], name: "a picture (JPEG)", advice: "Ask the PBX for the report as CSV." },
  { begins: [0x1f, 0x8b], name: "compressed by gzip", advice: "Unpack it first (gunzip)." },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], name: "compressed by zstd", advice: "Unpack it first (unzstd)." },
];

/** What a file is instead of text, by its first bytes, as the end of a sentence; undefined where nothing speaks against text. */
export const foreignFormat = (bytes: Uint8Array): string | undefined => {
  const format = FORMATS.find(({ begins }) => begins.every((byte, i) => bytes[i] === byte));
  return format && `${format.name}, not a text. ${format.advice}`;
};

/** The encoding that the mark at the head of a text tells, where there is one. */
export const markedEncoding = (bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | undefined => {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xef && second === 0xbb && third === 0xbf ? "utf-8" : undefined;
};
