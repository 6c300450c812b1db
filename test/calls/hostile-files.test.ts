import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { calibrate, calibrateIntervals } from "../../src/calibration/calibrate.ts";
import { measuredCallReader } from "../../src/calls/calls-csv.ts";
import { newImportLog } from "../../src/calls/import-log.ts";
import { intervalReader } from "../../src/calls/interval-report.ts";
import { calibrateFile, type FileEstimates } from "../../src/cli/calibrate-file.ts";

const folder = mkdtempSync(join(tmpdir(), "surgeline-hostile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string, content: string | Uint8Array): FileEstimates => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return calibrateFile(path, 20, { timeZone: "UTC" });
};

/** Where in a result, as JSON has it, something else stands than text, truth and finite numbers. */
const holesOf = (value: unknown, path = ""): string[] => {
  if (value === null || value === undefined) return [path];
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) => holesOf(inner, `${path}.${name}`));
};

/** Fails where the JSON of a result holds null, or an interval lies upside down. */
const expectSound = (estimates: unknown): void => {
  expect(holesOf(JSON.parse(JSON.stringify(estimates)))).toEqual([]);
  const { confidence } = estimates as FileEstimates["estimates"];
  for (const { low, high } of Object.values(confidence)) expect(low).toBeLessThanOrEqual(high);
};

const HEADER = "arrival_s,wait_s,outcome,talk_s,caller_id";
const rows = Array.from({ length: 120 }, (_, i) =>
  i % 6 === 0
    ? `${32_400 + i * 10},${10 + (i % 40)},abandoned,,c${i}`
    : `${32_400 + i * 10},${i % 40},answered,${50 + (i % 100)},c${i - 1}`,
);
const TABLE = `${[HEADER, ...rows].join("\n")}\n`;

describe("a file that is no table", () => {
  it.each([
    ["report.pdf", "%PDF-1.7\n1 0 obj\n", /the file is a PDF, not a text\. Ask the PBX/],
    ["book.xlsx", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), /zip archive, as workbooks .*Save the sheet/],
    ["old.xls", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /old workbook/],
    ["screen.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10]), /a picture \(PNG\)/],
    ["calls.csv.gz", new Uint8Array([0x1f, 0x8b, 8, 0]), /compressed by gzip, not a text\. Unpack/],
    ["calls.json", '[{"arrival_s": 1}]', /the first line is "\[\{"arrival_s": 1\}\]", which is no table/],
    ["page.html", "<html></html>\n", /which is no table of calls known/],
    ["noise.bin", new Uint8Array([7, 0, 200, 13, 10, 0]), /not text, or UTF-16 without the mark/],
    ["long.csv", "x".repeat(3_000_000), /a line is longer than a million characters/],
    ["nothing.csv", "", /the file is empty\. Accepted are/],
    ["blank.csv", "\n\n  \n", /the file is empty/],
    ["bell.csv", "a\u0007b,c\n1,2\n", /the first line is "a·b,c"/],
  ])("%s is refused with what it is", (name, content, message) => {
    expect(() => read(name, content)).toThrow(message);
  });
});

describe("a table written otherwise", () => {
  const plain = read("plain.csv", TABLE).estimates;

  it.each([
    ["a mark of UTF-8", Buffer.from(`\uFEFF${TABLE}`)],
    ["UTF-16, little end first", Buffer.from(`\uFEFF${TABLE}`, "utf16le")],
    ["UTF-16, big end first", Buffer.from(`\uFEFF${TABLE}`, "utf16le").swap16()],
    ["line ends of Windows", Buffer.from(TABLE.replaceAll("\n", "\r\n"))],
    ["line ends of old Macs", Buffer.from(TABLE.replaceAll("\n", "\r"))],
    ["no last line end", Buffer.from(TABLE.trimEnd())],
  ])("with %s says the same", (_, content) => {
    expect(read("other.csv", content).estimates).toEqual(plain);
  });

  it("is refused with semicolons or tabs, saying what was expected and which flag reads it", () => {
    expect(() => read("a.csv", TABLE.replaceAll(",", ";"))).toThrow(
      /stand between semicolons, where commas are expected.*--mapping FILE\) with separator: ";"/,
    );
    expect(() => read("b.csv", TABLE.replaceAll(",", "\t"))).toThrow(/stand between tabs/);
  });

  it("is refused with a column twice, unless nobody reads it", () => {
    expect(() => read("c.csv", TABLE.replace("caller_id", "Wait_s"))).toThrow(
      /the column wait_s stands twice \(columns 2, 5\), so that it is open which one counts/,
    );
    const notes = TABLE.replace("caller_id", "note").replaceAll("\n", ",\n").replace("note,", "note,note");
    expect(read("d.csv", notes).estimates.offered).toBe(120);
  });
});

describe("bad rows", () => {
  it("are left out with short reasons, however many there are", () => {
    const words = Array.from({ length: 300 }, (_, i) => `${i},1,${"gone".repeat(30)}${i},,`);
    const { notes } = read("words.csv", `${TABLE}${words.join("\n")}\n`).estimates;
    const left = notes.filter((note) => note.includes("left out"));
    expect(left.length).toBeLessThanOrEqual(51);
    for (const note of left) expect(note.length).toBeLessThan(160);
  });

  it("do not take milliseconds since 1970, or a thousand days of talk, for what they are not", () => {
    expect(() => read("ms.csv", `${HEADER}\n1584435600000,1,answered,1,a\n`)).toThrow(
      /arrival_s is no moment of the last or the next three centuries/,
    );
    expect(() => read("long-talk.csv", `${HEADER}\n1,1,answered,1e300,a\n`)).toThrow(
      /talk_s is longer than a hundred days/,
    );
    const log = "1584435600|a|q|NONE|ENTERQUEUE||1|1\n99999999999999999|b|q|NONE|ENTERQUEUE||1|1\n";
    expect(read("log.txt", log).estimates.notes.join()).toContain("no entry of a queue_log");
  });

  it("and rows of one kind alone leave what can be said, and nothing unsound", () => {
    const only = (outcome: string, talk = ""): string =>
      [HEADER, ...rows.map((_, i) => `${32_400 + i * 10},${i % 40},${outcome},${talk},c${i}`)].join("\n");
    for (const [name, text, note] of [
      ["abandoned", only("abandoned"), "No call was answered"],
      ["answered", only("answered", "60"), "Nobody abandoned in"],
      ["open", only("answered"), "No answered call has a talk time"],
      ["blocked", only("blocked"), "No call was answered"],
      ["failed", only("failed"), "No offered call is counted"],
      ["header", `${HEADER}\n`, "No offered call is counted"],
      ["one", `${HEADER}\n5,0,abandoned,,c\n`, "One call alone says next to nothing"],
      ["backwards", [HEADER, ...rows.toReversed()].join("\n"), "Arrivals go backwards in 119 rows"],
    ] as const) {
      const { estimates } = read(`${name}.csv`, text);
      expect(estimates.notes.join(), name).toContain(note);
      expectSound(estimates);
    }
  });
});

const cell = fc.oneof(
  fc.double({ min: -10, max: 1e4, noNaN: true }).map(String),
  fc.integer({ min: 0, max: 200_000 }).map(String),
  fc.constantFrom("", "0", "-1", "1e300", "1e-300", "NaN", "Infinity", "8640000", "1e10", "1,5", "x"),
);
const outcome = fc.constantFrom("answered", "abandoned", "blocked", "failed", "censored", "");

describe("whatever stands in the rows", () => {
  it("of calls, the JSON holds finite numbers alone", () => {
    const readRow = measuredCallReader(`${HEADER},wrap_up_s,ring_s,setup_ms`, "x.csv");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, outcome, cell, fc.constantFrom("", "a", "b"), cell, cell, cell), {
          maxLength: 30,
        }),
        (table) => {
          const calls = table
            .map((fields) => readRow(fields.join(",")))
            .filter((call) => typeof call !== "string");
          expectSound(calibrate(calls));
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  });

  it("of a report, the JSON holds finite numbers alone", () => {
    const header = "date,start,offered,answered,abandoned,handle_time_s,mean_wait_s,answered_within";
    const clock = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, "0")}:30`);
    const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-02-${String(date).padStart(2, "0")}`);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(day, clock, cell, cell, cell, cell, cell, cell), { maxLength: 30 }),
        (table) => {
          const readRow = intervalReader(header, "x.csv", newImportLog());
          const intervals = table
            .map((fields) => readRow(fields.join(",")))
            .filter((row) => typeof row !== "string");
          expectSound(calibrateIntervals(intervals));
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  });
});
