import { describe, expect, it } from "vitest";
import { createQueueLogReader } from "../../src/pbx/queue-log-events.ts";

describe("a queue_log that is being written", () => {
  it("tells joining, answer, end and giving up by the number that called", () => {
    const read = createQueueLogReader();
    const call = { callerNumber: "+33199000001" };
    expect(
      [
        "1700000000|NONE|NONE|NONE|QUEUESTART|",
        "1700000001|a.1|line|NONE|ENTERQUEUE||+33199000001|1",
        "1700000003|a.1|line|PJSIP/soft7|CONNECT|2|b.1|1",
        "1700000009|a.1|line|PJSIP/soft7|COMPLETECALLER|2|6|1",
        "1700000010|a.2|line|NONE|ENTERQUEUE||+33199000001|1",
        "1700000012|a.2|line|NONE|ABANDON|1|1|2",
      ].flatMap((line) => read(line) ?? []),
    ).toEqual([
      { kind: "joined", epochMilliseconds: 1_700_000_001_000, call },
      { kind: "connected", epochMilliseconds: 1_700_000_003_000, call, agent: "7" },
      { kind: "completed", epochMilliseconds: 1_700_000_009_000, call, agent: "7", endedBy: "caller" },
      { kind: "joined", epochMilliseconds: 1_700_000_010_000, call },
      { kind: "abandoned", epochMilliseconds: 1_700_000_012_000, call },
    ]);
  });

  it("passes over what it cannot read, and calls whose beginning it has not seen", () => {
    const read = createQueueLogReader();
    expect(read("no queue log")).toBeUndefined();
    expect(read("1700000003|a.9|line|PJSIP/soft7|CONNECT|2|b.1|1")).toBeUndefined();
  });
});
