import { describe, expect, it } from "vitest";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";
import { createCallerNumbers } from "../../src/trace/caller-identity.ts";
import { createTrace } from "../../src/trace/create-trace.ts";
import { topicsOf } from "../../src/trace/topics.ts";
import { readTraceCsv, writeTraceCsv } from "../../src/trace/trace-csv.ts";
import { scenarioForTests } from "./scenario-for-tests.ts";

const topics = topicsOf(scenarioForTests);
const window = { fromSeconds: 11 * 3600, toSeconds: 12 * 3600 };
const trace = createTrace(scenarioForTests, { seed: 1, window });
const words = {
  topics,
  callerNumber: createCallerNumbers(1),
  name: (caller: number) => `Ann "${caller}", Dr`,
};
const text = writeTraceCsv(trace, words);
const source = { file: "trace.csv", topics, seed: 1 };

const problemsOf = (csv: string): string[] => {
  try {
    readTraceCsv(csv, source);
  } catch (error) {
    if (error instanceof InvalidInput)
      return error.problems.map(({ line, message }) => `${line}: ${message}`);
    throw error;
  }
  return [];
};

describe("a trace's file", () => {
  it("has a row a caller, with ids that are places in the day", () => {
    const lines = text.split("\n");
    expect(lines[0]).toBe("caller_id,caller_number,arrival_s,patience_s,talk_s,wrap_up_s,topic,name");
    expect(lines.length).toBe(trace.callers + 2);
    expect(lines[1]).toMatch(
      new RegExp(`^${trace.firstCaller},\\+33\\d{9},\\d+\\.\\d{6},\\d+\\.\\d{6},\\d+\\.\\d{6},20\\.000000,`),
    );
  });

  it("is the same bytes for the same seed", () => {
    expect(writeTraceCsv(createTrace(scenarioForTests, { seed: 1, window }), words)).toBe(text);
  });

  it("gives the trace back to the microsecond, and its own bytes for ever after", () => {
    const read = readTraceCsv(text, source);
    expect(read.trace.firstCaller).toBe(trace.firstCaller);
    expect(read.trace.callers).toBe(trace.callers);
    for (const column of ["arrivalSeconds", "patienceSeconds", "talkSeconds", "wrapUpSeconds"] as const) {
      expect(read.trace[column].every((x, i) => Math.abs(x - trace[column][i]!) <= 5.1e-7)).toBe(true);
    }
    expect(read.trace.topic).toEqual(trace.topic);
    expect(read.names[1]).toBe(`Ann "${trace.firstCaller + 1}", Dr`);
    expect(read.callerNumbers[1]).toBe(words.callerNumber(trace.firstCaller + 1));
    expect(writeTraceCsv(read.trace, words)).toBe(text);
  });

  it("needs no names, numbers or topics to be read", () => {
    const read = readTraceCsv(
      "wrap_up_s,talk_s,patience_s,arrival_s,caller_id\r\n0,60,30,100.5,7\r\n0,61,31,101,8\r\n",
      source,
    );
    expect(read.trace.callers).toBe(2);
    expect(read.trace.firstCaller).toBe(7);
    expect(Array.from(read.trace.talkSeconds)).toEqual([60, 61]);
    expect(read.names).toEqual(["", ""]);
  });

  it("with faults is refused with all of them, line by line", () => {
    const header = "caller_id,caller_number,arrival_s,patience_s,talk_s,wrap_up_s,topic,name\n";
    expect(problemsOf(`${header}0,,10,5,60,0,hours,\n1,,9,,-2,0,weather,\nx,,11,5,60,0,,\n`)).toEqual([
      '3: patience_s is ""; it must be a number of seconds, 0 or more.',
      '3: talk_s is "-2"; it must be a number of seconds, 0 or more.',
      '3: the topic "weather" is not in the scenario; its topics are hours, address, appointment, side effects.',
      "3: arrival_s is 9, before the 10 of the row above.",
      '4: caller_id is "x"; ids count up one by one, so it must be 2.',
    ]);
    expect(problemsOf("caller_id,arrival_s\n")).toEqual([
      expect.stringContaining("1: the column patience_s is missing"),
      expect.stringContaining("1: the column talk_s is missing"),
      expect.stringContaining("1: the column wrap_up_s is missing"),
    ]);
    expect(problemsOf("")).toHaveLength(5);
  });
});
