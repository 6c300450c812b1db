import { describe, expect, it } from "vitest";
import { createBusyAgents } from "../../src/campaign/busy-agents.ts";

const call = (callId: string) => ({ callId, callerNumber: callId });
const at = 0;

describe("the agents busy at a moment", () => {
  it("are those from ring to the end of wrap-up", () => {
    const busy = createBusyAgents();
    busy.note({ kind: "ringing", epochMilliseconds: at, call: call("a"), agent: "1" });
    busy.note({ kind: "connected", epochMilliseconds: at, call: call("a"), agent: "1" });
    busy.note({ kind: "connected", epochMilliseconds: at, call: call("b"), agent: "2" });
    expect(busy.count()).toBe(2);
    busy.note({ kind: "completed", epochMilliseconds: at, call: call("a"), agent: "1", endedBy: "agent" });
    expect(busy.count()).toBe(2);
    busy.note({ kind: "available", epochMilliseconds: at, agent: "1" });
    expect(busy.count()).toBe(1);
  });

  it("are free again when the caller they were rung for gives up", () => {
    const busy = createBusyAgents();
    busy.note({ kind: "ringing", epochMilliseconds: at, call: call("a"), agent: "1" });
    busy.note({ kind: "abandoned", epochMilliseconds: at, call: call("a") });
    busy.note({ kind: "abandoned", epochMilliseconds: at, call: call("b") });
    expect(busy.count()).toBe(0);
  });
});
