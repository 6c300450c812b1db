import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { callerHash } from "../../src/calls/caller-hash.ts";
import { measuredCallReader } from "../../src/calls/calls-csv.ts";
import { importNotes, newImportLog } from "../../src/calls/import-log.ts";
import { readCallRows } from "../../src/calls/read-call-rows.ts";
import { readLines } from "../../src/calls/read-lines.ts";
import { readRows } from "../../src/calls/whole-rows.ts";

const folder = mkdtempSync(join(tmpdir(), "surgeline-rows-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER =
  "note,caller_id,arrival_s,wait_s,outcome,ring_s,talk_s,caller_number,wrap_up_s,agent,queue,patience_s,setup_ms,counted,more";

/** What both ways of reading make of a file: the calls and the notes, or the message of the refusal. */
const bothWays = (content: string | Buffer): { bytes: unknown; text: unknown } => {
  const path = join(folder, "calls.csv");
  writeFileSync(path, content);
  const outcome = (way: "bytes" | "text"): unknown => {
    const log = newImportLog();
    try {
      const calls =
        way === "bytes"
          ? readCallRows(path, log)
          : readRows(path, readLines(path), true, (header) => measuredCallReader(header, path), log);
      const rows = [...calls].map(({ callerId, ...call }) => ({
        ...call,
        // out of bytes a caller is known by a number only
        ...(callerId === undefined
          ? {}
          : { caller: typeof callerId === "number" ? callerId : callerHash(callerId) }),
      }));
      return { rows, counts: { ...log, unusable: undefined }, notes: importNotes(log) };
    } catch (error) {
      return (error as Error).message;
    }
  };
  return { bytes: outcome("bytes"), text: outcome("text") };
};

const number = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 99_999, noNaN: true }).map((value) => value.toFixed(3)) },
  { weight: 3, arbitrary: fc.nat(99_999).map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ..."|-3|.|5.|.5|1e3|1e400| 7 |007|+1|0x10|12:30|1,5|123456789012345678|0.12345678901234567|NaN|9000000|1.2.3".split(
        "|",
      ),
    ),
  },
);
const text = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("", "a1", "a12", "general", "+35299000001", "k 7", "x\ry") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "Zoé",
      '"one, two"',
      '"say ""a"""',
      '"',
      '"two\nlines"',
      "\u{1F600}",
      "\uFEFFa",
    ),
  },
);
const word = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom("answered", "abandoned", "blocked", "failed", "censored") },
  { weight: 1, arbitrary: fc.constantFrom("", " answered ", "Answered", "lost") },
);
const counted = fc.constantFrom("", "true", "true", "true", "TRUE", "false", " 1 ", "perhaps");
const row = fc
  .tuple(
    text,
    text,
    number,
    number,
    word,
    number,
    number,
    text,
    number,
    text,
    text,
    number,
    number,
    counted,
    text,
  )
  .chain((fields) =>
    fc
      .oneof({ weight: 9, arbitrary: fc.constant(15) }, { weight: 1, arbitrary: fc.nat(17) })
      .map((columns) => [...fields, "one", "two"].slice(0, columns).join(",")),
  );

describe("Calls read out of their bytes", () => {
  it("are those that reading as text gives, with the same counts and notes, whatever the rows hold", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 20, arbitrary: row }, fc.constantFrom("", "   ")), { maxLength: 30 }),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        fc.constantFrom("", "\uFEFF", "\n \n"),
        (rows, lineEnd, endsWithLineEnd, before) => {
          const lines = [HEADER, ...rows].join(lineEnd);
          const { bytes, text: asText } = bothWays(`${before}${lines}${endsWithLineEnd ? lineEnd : ""}`);
          expect(bytes).toEqual(asText);
        },
      ),
      { seed: 6, numRuns: 400 },
    );
  });

  it("are the same over the parts in which a long file is read", () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, i) =>
        `n${i},k${i % 700},${i / 7},${i % 90}.5,answered,2,${i % 400},,30,a${i % 6000},q,,,true,${i % 50 === 0 ? "é" : ""}`,
    );
    const { bytes, text: asText } = bothWays([HEADER, ...lines].join("\n"));
    expect(bytes).toEqual(asText);
    expect((bytes as { rows: unknown[] }).rows).toHaveLength(20_000);
  });

  it("are the same where the file is none of bytes, or broken", () => {
    const line = "n,k,5,3,answered,2,40,,30,a,q,,,true,";
    const table = `${HEADER}\n${line}\n`;
    for (const content of [
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, "utf16le")]),
      Buffer.concat([Buffer.from(table), Buffer.from("n,Zo\xe9,6,3,answered", "latin1")]),
      table.replaceAll("\n", "\r"),
      `${table}\0\0`,
      "",
      "\n\n",
      HEADER,
      `${HEADER}\n${"x".repeat(1_200_000)}`,
      "arrival_s,wait_s\n1,2\n",
      `${HEADER}\nn,k,,3,answered\n`,
      Buffer.from("PK\u0003\u0004"),
    ]) {
      const { bytes, text: asText } = bothWays(content);
      expect(bytes).toEqual(asText);
    }
  });
});
