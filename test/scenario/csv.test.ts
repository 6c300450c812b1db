import { describe, expect, it } from "vitest";
import { parseCsv } from "../../src/scenario/csv-table.ts";
import { changed, problemsOf, read } from "./small-scenario.ts";

const HOURS = [
  'hours:\n  open: "08:00"\n  close: "18:00"',
  'hours:\n  open: "08:00"\n  close: "10:00"',
] as const;
const STAFF = [
  '  schedule:\n    - { from: "08:00", to: "12:00", agents: 10 }\n    - { from: "12:00", to: "18:00", agents: 8 }\n',
  "  onDuty: 10\n",
] as const;
const SPIKE = ['at: "11:30"', 'at: "09:00"'] as const;
const WINDOW = ['window: "11:00-12:00"', 'window: "08:00-10:00"'] as const;
const RATES =
  '  callsPerDay: 1000\n  shape:\n    steps:\n      - { from: "08:00", to: "12:00", weight: 3 }\n      - { from: "12:00", to: "18:00", weight: 2 }\n';

const withCounts = (counts: string, ...more: readonly (readonly [string, string])[]): string =>
  changed(HOURS, STAFF, SPIKE, WINDOW, [RATES, `  counts: ${counts}\n`], ...more);

const FROM_FILE = withCounts("{ file: calls.csv, interval: 30m }");

const faultsIn = (csv: string): readonly string[] =>
  problemsOf(FROM_FILE, [], { "calls.csv": csv }).map(
    ({ where, line, message }) => `${where}:${line}: ${message}`,
  );

describe("counts from a CSV file", () => {
  it("are read by the names of their columns", () => {
    const csv = "calls,start\n10,08:00\n20,08:30\n0,09:00\n12.5,09:30\n";
    expect(read(FROM_FILE, [], { "calls.csv": csv }).arrivals.base).toEqual({
      kind: "counts",
      intervalSeconds: 1800,
      startSeconds: 28_800,
      counts: [10, 20, 0, 12.5],
    });
  });

  it("may have other columns, semicolons, quotes and a byte order mark", () => {
    const text = withCounts('{ file: calls.csv, interval: 1h, timeColumn: von, column: "Anrufe gesamt" }');
    const csv = '\uFEFF"von";"Anrufe gesamt";Bemerkung\r\n8:00;10;"zwei\r\nZeilen"\r\n9:00;"20";\r\n';
    expect(read(text, [], { "calls.csv": csv }).arrivals.base).toMatchObject({ counts: [10, 20] });
  });

  it("may hold several days, of which the scenario's date is taken", () => {
    const csv = [
      "start,calls",
      ...["2020-03-16", "2020-03-17"].flatMap((day, index) =>
        ["08:00", "08:30", "09:00", "09:30"].map((time) => `${day} ${time},${index + 1}`),
      ),
    ].join("\n");
    const dated = FROM_FILE.replace("name: small", "name: small\ndate: 2020-03-17");
    expect(read(dated, [], { "calls.csv": csv }).arrivals.base).toMatchObject({ counts: [2, 2, 2, 2] });
    expect(faultsIn(csv)[0]).toContain("2 days; the scenario's date says which");
  });

  it("may hold empty intervals outside the opening hours, not calls", () => {
    const inside = "08:00,1\n08:30,1\n09:00,1\n09:30,1\n";
    const empty = `start,calls\n07:30,0\n${inside}10:00,0\n`;
    expect(read(FROM_FILE, [], { "calls.csv": empty }).arrivals.base).toMatchObject({ counts: [1, 1, 1, 1] });
    expect(faultsIn(`start,calls\n07:30,3\n${inside}`)).toEqual([
      expect.stringMatching(/^calls\.csv:2: The interval 07:30 has calls outside the opening hours/),
    ]);
  });

  it("tell a missing interval with the line after it", () => {
    expect(faultsIn("start,calls\n08:00,1\n08:30,1\n09:30,1\n")).toEqual([
      "calls.csv:4: Before this row 09:00 is missing; write 0 where no call came.",
    ]);
  });

  it("tell intervals that are missing at the opening and at the close", () => {
    expect(faultsIn("start,calls\n08:30,1\n09:00,1\n")).toEqual([
      "calls.csv:2: Before this row 08:00 is missing; the line opens at 08:00.",
      "calls.csv:3: After this row 09:30 is missing; the line closes at 10:00.",
    ]);
  });

  it("tell an interval that stands twice with both lines", () => {
    expect(faultsIn("start,calls\n08:00,1\n08:30,1\n08:30,2\n09:00,1\n09:30,1\n")).toEqual([
      "calls.csv:4: The interval 08:30 stands here a second time; it was on line 3.",
    ]);
  });

  it("tell rows in the wrong order and off the grid", () => {
    expect(faultsIn("start,calls\n08:00,1\n09:00,1\n08:30,1\n09:00,1\n09:30,1\n")).toEqual([
      "calls.csv:3: Before this row 08:30 is missing; write 0 where no call came.",
      "calls.csv:4: The interval 08:30 comes after 09:00; the rows must be in the order of time.",
    ]);
    expect(faultsIn("start,calls\n08:00,1\n08:40,1\n09:10,1\n09:40,1\n")[0]).toContain(
      "calls.csv:3: The interval 08:40 is no multiple of 30m",
    );
  });

  it("tell every cell that is no number of calls, and every time that is none", () => {
    expect(faultsIn("start,calls\n08:00,many\n08:30,\n9 Uhr,3\n09:30,-2\n")).toEqual([
      expect.stringMatching(/^calls\.csv:2: .*"many"/),
      expect.stringMatching(/^calls\.csv:3: .*""; it must be a number of calls/),
      expect.stringMatching(/^calls\.csv:4: .*"9 Uhr"; it must be a time/),
      expect.stringMatching(/^calls\.csv:5: .*"-2"/),
    ]);
  });

  it("tell a missing column with the nearest name, a missing file, an empty file", () => {
    expect(faultsIn("start,call\n08:00,1\n")[0]).toContain(
      'has no column "calls"; its columns are start, call. Did you mean "call"?',
    );
    expect(problemsOf(FROM_FILE)[0]).toMatchObject({
      where: "small.yaml",
      line: 9,
      message: expect.stringContaining('"calls.csv", which cannot be read: there is no such file.'),
    });
    expect(faultsIn("start,calls\n")[0]).toContain("has a header and no rows");
  });

  it("tell the faults of the scenario and of the file together", () => {
    const text = FROM_FILE.replace("compression: 60", "compression: 0");
    const csv = "start,calls\n08:00,x\n08:30,1\n09:00,1\n09:30,1\n";
    const problems = problemsOf(text, [], { "calls.csv": csv });
    expect(problems.map(({ where }) => where)).toEqual(["small.yaml", "calls.csv"]);
  });

  it("must have an interval that fits the opening hours", () => {
    const text = withCounts("{ file: calls.csv, interval: 45m }");
    expect(problemsOf(text, [], { "calls.csv": "" })[0]?.message).toContain("fit the opening hours (2h)");
  });
});

describe("counts in the scenario", () => {
  it("are read", () => {
    expect(read(withCounts("{ interval: 1h, values: [5, 6] }")).arrivals.base).toEqual({
      kind: "counts",
      intervalSeconds: 3600,
      startSeconds: 28_800,
      counts: [5, 6],
    });
  });

  it("must fill the opening hours", () => {
    expect(problemsOf(withCounts("{ interval: 1h, values: [5, 6, 7] }"))[0]?.message).toContain(
      "has 3 numbers; the opening hours have 2",
    );
    expect(problemsOf(withCounts('{ interval: 1h, start: "09:00", values: [5, 6] }'))[0]?.message).toContain(
      "must start at the opening, 08:00",
    );
  });

  it("do not go with a file, a shape or a total", () => {
    expect(problemsOf(withCounts("{ interval: 1h, values: [5, 6], file: x.csv }"))[0]?.message).toContain(
      "either a file or values",
    );
    expect(
      problemsOf(withCounts("{ interval: 1h, values: [5, 6] }\n  callsPerDay: 7"))[0]?.message,
    ).toContain("both are given");
  });
});

describe("an empirical distribution", () => {
  const talkFrom = (law: string): string => changed(["{ distribution: lognormal, mean: 4m, cv: 1.1 }", law]);

  it("takes a column whose name has its unit, without the empty cells, sorted", () => {
    const text = talkFrom("{ distribution: empirical, file: calls.csv, column: talk_s }");
    const csv = "outcome,talk_s\nanswered,90\nabandoned,\nanswered,30.5\n";
    expect(read(text, [], { "calls.csv": csv }).handling.talk).toEqual({
      kind: "empirical",
      sortedSeconds: [30.5, 90],
    });
  });

  it("takes durations as they are written, and bare numbers with their unit", () => {
    const bare = talkFrom("{ distribution: empirical, file: t.csv, column: talk, unit: m }");
    expect(read(bare, [], { "t.csv": "talk\n2\n1.5\n" }).handling.talk).toMatchObject({
      sortedSeconds: [90, 120],
    });
    const written = talkFrom("{ distribution: empirical, file: t.csv, column: talk }");
    expect(read(written, [], { "t.csv": "talk\n2m\n90s\n" }).handling.talk).toMatchObject({
      sortedSeconds: [90, 120],
    });
    expect(problemsOf(written, [], { "t.csv": "talk\n2\n" })[0]?.message).toContain(
      "needs their unit: ms, s, m or h",
    );
  });

  it("tells every cell that is no duration with its line", () => {
    const text = talkFrom("{ distribution: empirical, file: t.csv, column: talk_s }");
    expect(problemsOf(text, [], { "t.csv": "talk_s\n5\nlong\n-3\n" })).toEqual([
      { where: "t.csv", line: 3, message: expect.stringContaining('"long"') },
      { where: "t.csv", line: 4, message: expect.stringContaining('"-3"') },
    ]);
  });

  it("needs values or a file with its column", () => {
    expect(problemsOf(talkFrom("{ distribution: empirical }"))[0]?.message).toContain(
      "either file and column, or values",
    );
    expect(problemsOf(talkFrom("{ distribution: empirical, file: t.csv }"))[0]?.message).toContain(
      "it needs the column as well",
    );
    expect(read(talkFrom("{ distribution: empirical, values: [2m, 30s] }")).handling.talk).toMatchObject({
      sortedSeconds: [30, 120],
    });
  });

  it("has the path of its values in the provenance", () => {
    const text = talkFrom("{ distribution: empirical, file: t.csv, column: talk_s, source: the log }");
    const { provenance } = read(text, [], { "t.csv": "talk_s\n5\n" });
    expect(provenance["handling.talk.values"]).toEqual({ kind: "source", text: "the log" });
  });
});

describe("parseCsv", () => {
  it("follows RFC 4180: quotes, doubled quotes, separators and line breaks inside quotes", () => {
    const table = parseCsv('a,b\n"x ""y""","1,5"\n\n"two\nlines",z\n');
    expect(table.header).toEqual(["a", "b"]);
    expect(table.rows).toEqual([
      { line: 2, cells: ['x "y"', "1,5"] },
      { line: 4, cells: ["two\nlines", "z"] },
    ]);
  });
});
