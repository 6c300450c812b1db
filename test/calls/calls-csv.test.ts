import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../src/calls/call-record.ts";
import {
  CALLS_CSV_HEADER,
  formatCallsCsv,
  measuredCallReader,
  parseCallsCsv,
} from "../../src/calls/calls-csv.ts";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";

const thousandths = (most: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: most * 1000 }).map((value) => value / 1000);

/** Any text of a field but line ends, which no record has. */
const text = fc.string({ maxLength: 12 }).map((value) => value.replace(/[\r\n]/g, " "));

const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });

const withoutAbsent = (record: Record<string, unknown>): CallRecord =>
  Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as unknown as CallRecord;

const record: fc.Arbitrary<CallRecord> = fc
  .record({
    callId: text,
    callerId: text,
    callerNumber: text,
    attempt: fc.integer({ min: 1, max: 20 }),
    queue: text,
    arrivalSeconds: thousandths(86_400),
    waitSeconds: thousandths(3600),
    outcome: fc.constantFrom("answered" as const, "abandoned" as const),
    ringSeconds: maybe(thousandths(60)),
    talkSeconds: maybe(thousandths(3600)),
    wrapUpSeconds: maybe(thousandths(600)),
    agent: maybe(text.filter((value) => value !== "")),
    patienceSeconds: maybe(thousandths(3600)),
    setupMilliseconds: maybe(thousandths(1000)),
    sipStatus: maybe(fc.constantFrom(200, 487)),
    plannedMilliseconds: maybe(thousandths(100_000)),
    sentMilliseconds: maybe(thousandths(100_000)),
    counted: fc.boolean(),
  })
  .map(withoutAbsent);

describe("calls.csv", () => {
  it("has the columns of the public interface in their order", () => {
    expect(CALLS_CSV_HEADER).toBe(
      "call_id,caller_id,caller_number,attempt,queue,arrival_s,wait_s,outcome,ring_s,talk_s,wrap_up_s,agent,patience_s,setup_ms,sip_status,planned_ms,sent_ms,counted",
    );
  });

  it("gives back every record that it wrote, to the thousandth", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 20 }), (records) => {
        expect(parseCallsCsv(formatCallsCsv(records))).toEqual(records);
      }),
      { numRuns: 200 },
    );
  });

  it("leaves the wait of a blocked call empty", () => {
    const blocked: CallRecord = {
      callId: "1",
      callerId: "7",
      callerNumber: "",
      attempt: 1,
      queue: "general",
      arrivalSeconds: 36_000,
      outcome: "blocked",
      sipStatus: 486,
      counted: true,
    };
    expect(formatCallsCsv([blocked]).split("\n")[1]).toBe("1,7,,1,general,36000,,blocked,,,,,,,486,,,true");
    expect(parseCallsCsv(formatCallsCsv([blocked]))).toEqual([blocked]);
  });

  it("names every row of a run's file that cannot be read", () => {
    const bad = `${CALLS_CSV_HEADER}\n1,1,,1,q,10,1,answered\n2,2,,1,q,x,1,answered\n3,3,,1,q,10,-4,answered\n4,4,,1,q,10,1,lost\n`;
    try {
      parseCallsCsv(bad, "run/calls.csv");
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidInput);
      expect((error as InvalidInput).problems.map(({ line }) => line)).toEqual([3, 4, 5]);
      expect((error as InvalidInput).message).toContain("run/calls.csv:4: wait_s is negative");
    }
  });

  it("imports a table with the three needed columns alone, in any order", () => {
    const read = measuredCallReader("outcome,arrival_s,other,wait_s", "x.csv");
    expect(read("answered,10.5,zzz,3")).toEqual({
      arrivalSeconds: 10.5,
      outcome: "answered",
      waitSeconds: 3,
    });
    expect(read('abandoned,11,"a, b",4.25')).toEqual({
      arrivalSeconds: 11,
      outcome: "abandoned",
      waitSeconds: 4.25,
    });
    expect(read("abandoned,11,,")).toBe("an abandoned call has no wait_s");
    expect(read("blocked,11,,")).toEqual({ arrivalSeconds: 11, outcome: "blocked" });
  });

  it("knows the lead-in also as a spreadsheet writes it, and takes no other word for it", () => {
    const read = measuredCallReader("arrival_s,wait_s,outcome,counted", "x.csv");
    const counted = (word: string) => {
      const call = read(`1,2,answered,${word}`);
      return typeof call === "string" ? call : (call.counted ?? true);
    };
    expect(["true", "TRUE", "1", ""].map(counted)).toEqual([true, true, true, true]);
    expect(["false", "FALSE", "0"].map(counted)).toEqual([false, false, false]);
    expect(counted("maybe")).toBe('counted is "maybe", not true or false');
  });

  it("refuses a table without the needed columns, naming them", () => {
    expect(() => measuredCallReader("arrival_s,outcome", "x.csv")).toThrow(/wait_s is missing/);
  });

  it("reads numbers exactly as JavaScript does, however they are written", () => {
    const read = measuredCallReader("arrival_s,wait_s,outcome", "x.csv");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ min: 0, max: 1e9, noNaN: true }).map(String),
          fc.integer({ min: 0, max: 2 ** 40 }).map((value) => `${value / 1024}`),
          fc.constantFrom("0", "00.10", "5.", ".5", "1e3", "0.1234567890123456789"),
        ),
        (written) => {
          const call = read(`${written},1,answered`);
          expect(call).toEqual({ arrivalSeconds: Number(written), waitSeconds: 1, outcome: "answered" });
        },
      ),
      { numRuns: 500 },
    );
  });
});
