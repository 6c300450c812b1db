import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { importNotes } from "../../src/calls/import-log.ts";
import { openMeasuredFile, type ReadCallsOptions } from "../../src/calls/read-calls.ts";

const folder = mkdtempSync(join(tmpdir(), "surgeline-calls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const write = (content: string | Uint8Array, name = "calls.csv"): string => {
  const path = join(folder, `${files++}-${name}`);
  writeFileSync(path, content);
  return path;
};

const read = (content: string | Uint8Array, options: ReadCallsOptions = {}) => {
  const file = openMeasuredFile(write(content), options);
  const rows = file.content === "calls" ? [...file.calls] : [...file.intervals];
  return { kind: file.kind, rows, log: file.log, notes: importNotes(file.log) };
};

describe("telling what a file is", () => {
  it("tells calls, a queue_log and an interval report by their first line", () => {
    expect(read("arrival_s,wait_s,outcome\n1,2,answered\n").kind).toBe("calls");
    expect(read("1584435600|c1|q|NONE|ENTERQUEUE||1|1\n", { timeZone: "UTC" }).kind).toBe("queue-log");
    expect(read("start,offered,answered,abandoned\n09:00,10,9,1\n").kind).toBe("intervals");
  });

  it("refuses another kind of file, naming what it found and what it takes", () => {
    expect(() => read("date,temperature\n2020-01-01,3\n")).toThrow(
      /the first line is "date,temperature".*calls\.csv.*queue_log.*interval report.*--mapping/,
    );
    expect(() => read("")).toThrow(/empty/);
    expect(() => read("arrival_s,outcome\n1,answered\n")).toThrow(/For a calls\.csv wait_s is missing/);
    expect(() => read(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0]))).toThrow(
      /a zip archive, as workbooks.*not a text\. Save the sheet/,
    );
    expect(() => openMeasuredFile(join(folder, "nowhere.csv"))).toThrow(/cannot be read/);
  });

  it("takes the kind that it is told", () => {
    expect(() => read("start,offered,answered,abandoned\n09:00,10,9,1\n", { kind: "calls" })).toThrow(
      /the columns arrival_s, wait_s, outcome are missing/,
    );
  });

  it("refuses a queue_log in which no line is an entry", () => {
    const table = "arrival_s,wait_s,outcome\n1,2,answered\n";
    expect(() => read(table, { kind: "queue-log" })).toThrow(/none of its 2 rows can be used/);
  });

  it("leaves out rows that cannot be used, and says how many and why", () => {
    const { rows, notes } = read(
      "arrival_s,wait_s,outcome\n1,2,answered\nx,2,answered\n3,-1,abandoned\n4,1,gone\n",
    );
    expect(rows).toHaveLength(1);
    expect(notes).toEqual([
      "1 row is left out: arrival_s is not a number (first in line 3).",
      "1 row is left out: wait_s is negative, so a time went backwards (first in line 4).",
      '1 row is left out: outcome is "gone", not answered, abandoned, blocked or failed (first in line 5).',
    ]);
    expect(() => read("arrival_s,wait_s,outcome\nx,2,answered\n")).toThrow(
      /its one row, in line 2, cannot be used, because arrival_s/,
    );
  });

  it("reads a file of many chunks as it reads its rows", () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, i) => `${i},${i % 7},${i % 5 === 0 ? "abandoned" : "answered"}`,
    );
    const { rows } = read(`arrival_s,wait_s,outcome\r\n${lines.join("\r\n")}`);
    expect(rows).toHaveLength(60_000);
    expect(rows[59_999]).toEqual({ arrivalSeconds: 59_999, waitSeconds: 59_999 % 7, outcome: "answered" });
  });
});

describe("reading an interval report", () => {
  it("puts several days on one axis", () => {
    const { rows, log } = read(
      "date,start,offered,answered,abandoned,handle_time_s,mean_wait_s\n2020-03-17,09:00,100,90,10,200,30\n2020-03-18,9:30,50,50,0,210,4\n",
    );
    expect(rows).toEqual([
      {
        startSeconds: 32_400,
        offered: 100,
        answered: 90,
        abandoned: 10,
        meanHandleSeconds: 200,
        meanWaitSeconds: 30,
      },
      {
        startSeconds: 86_400 + 34_200,
        offered: 50,
        answered: 50,
        abandoned: 0,
        meanHandleSeconds: 210,
        meanWaitSeconds: 4,
      },
    ]);
    expect(log.firstDate).toBe("2020-03-17");
  });

  it("leaves out intervals whose counts contradict each other", () => {
    const { rows, notes } = read("start,offered,answered,abandoned\n09:00,10,9,2\n09:30,10,9,1\n");
    expect(rows).toHaveLength(1);
    expect(notes[0]).toContain("answered and abandoned together are more than offered");
  });
});

describe("reading by a mapping", () => {
  const mapping = (text: string): string => write(text, "mapping.yaml");

  it("reads semicolons, decimal commas, Latin-1, clock times and outcome words", () => {
    const map = mapping(`
kind: calls
separator: ";"
decimal: ","
encoding: latin1
drop:
  - { Résultat: void }
columns:
  arrival: { column: Début, format: "dd.MM.yyyy HH:mm:ss" }
  wait: { from: Début, to: Réponse, format: "dd.MM.yyyy HH:mm:ss" }
  outcome: { column: Résultat, answered: [servi], abandoned: [raccroché], blocked: [occupé] }
  talk: { column: Durée, format: minutes }
  caller: { column: Numéro, unknown: "0" }
`);
    const table = [
      "Numéro;Début;Réponse;Durée;Résultat",
      "17;17.03.2020 23:59:50;18.03.2020 00:00:20;1,5;servi",
      "0;18.03.2020 08:00:00;18.03.2020 08:01:00;;raccroché",
      "3;18.03.2020 08:00:00;;;void",
      "4;18.03.2020 08:00:01;;;occupé",
    ].join("\n");
    const { rows, log } = read(Buffer.from(table, "latin1"), { mapping: map });
    expect(rows).toEqual([
      { arrivalSeconds: 86_390, outcome: "answered", waitSeconds: 30, talkSeconds: 90, callerId: "17" },
      { arrivalSeconds: 86_400 + 28_800, outcome: "abandoned", waitSeconds: 60 },
      { arrivalSeconds: 86_400 + 28_801, outcome: "blocked", callerId: "4" },
    ]);
    expect(log.dropped).toBe(1);
  });

  it("takes lengths between two ISO moments with their fractions and their zones", () => {
    const map = mapping(`
kind: calls
columns:
  arrival: { column: came, format: iso }
  wait: { from: came, to: answered, format: iso }
  outcome: { column: end, answered: served, abandoned: left }
`);
    const table = [
      "came,answered,end",
      // clocks go on by an hour in between
      "2026-03-29T01:59:50+01:00,2026-03-29T03:00:10.250+02:00,served",
      "2026-03-29T04:00:00.900Z,2026-03-29T04:00:01.100Z,left",
      "2026-03-29 04:00:00,2026-03-29 04:00:07,left",
    ].join("\n");
    const { rows } = read(table, { mapping: map });
    expect(rows.map((row) => ("waitSeconds" in row ? Math.round((row.waitSeconds ?? 0) * 1000) : 0))).toEqual(
      [20_250, 200, 7000],
    );
    expect(rows[0]).toMatchObject({ arrivalSeconds: 7190 });
  });

  it("takes a year of two digits for one that calls can be of", () => {
    const map = mapping(`
kind: calls
columns:
  arrival: { column: came, format: "dd.MM.yy HH:mm" }
  wait: wait
  outcome: { column: end, answered: served, abandoned: left }
`);
    const { log } = read("came,wait,end\n01.02.99 08:00,5,served\n", { mapping: map });
    expect(log.firstDate).toBe("1999-02-01");
  });

  it("reads a foreign interval report", () => {
    const map = mapping(`
kind: intervals
separator: ";"
columns:
  start: { column: Heure, format: "H:mm", date: { column: Jour, format: "dd/MM/yyyy" } }
  answered: Servis
  abandoned: Perdus
  meanHandle: { column: DMT, format: "m:ss" }
  meanAnsweredWait: Attente
`);
    const { rows } = read("Jour;Heure;Servis;Perdus;DMT;Attente\n17/03/2020;8:30;40;10;3:20;25\n", {
      mapping: map,
    });
    expect(rows).toEqual([
      {
        startSeconds: 30_600,
        offered: 50,
        answered: 40,
        abandoned: 10,
        meanHandleSeconds: 200,
        meanAnsweredWaitSeconds: 25,
      },
    ]);
  });

  it("names every column that the table lacks and every fault of the mapping, with its line", () => {
    const map = mapping(`kind: calls
columns:
  arrival: { column: a, format: seconds }
  wait: b
  outcome: { column: c, answered: x, abandoned: y }
`);
    expect(() => read("a,z\n1,2\n", { mapping: map })).toThrow(
      /no column "c"[\s\S]*no column "b"|no column "b"[\s\S]*no column "c"/,
    );
    const wrong = mapping("kind: calls\ncolumns:\n  arrival: { column: a }\n  outcome: 3\n");
    expect(() => read("a\n1\n", { mapping: wrong })).toThrow(/mapping\.yaml:3/);
  });

  it("counts rows whose outcome word or time the mapping does not know", () => {
    const map = mapping(`
kind: calls
columns:
  arrival: { column: a, format: "HH:mm" }
  wait: b
  outcome: { column: c, answered: yes, abandoned: no }
`);
    const { rows, notes } = read("a,b,c\n08:00,1,yes\n8h00,1,yes\n08:00,1,maybe\n", { mapping: map });
    expect(rows).toHaveLength(1);
    expect(notes.join("\n")).toMatch(
      /the arrival does not have the format[\s\S]*the outcome "maybe" is not in the mapping/,
    );
  });
});
