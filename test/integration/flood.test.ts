import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { CallRecord } from "../../src/calls/call-record.ts";
import { NoAnswer } from "../../src/flood/ask-options.ts";
import type { FloodPlan } from "../../src/flood/flood-plan.ts";
import type { FloodResult } from "../../src/flood/flood-result.ts";
import { runFlood } from "../../src/flood/run-flood.ts";
import { isInstalled } from "../../src/process/child-program.ts";
import { freePort } from "../../src/process/free-port.ts";
import { type Course, startScriptedPbx } from "../flood/scripted-pbx.ts";
import { pbxAt, smallPlan, type TestCaller } from "../flood/small-plan.ts";

const canFlood = isInstalled("sipp") || process.env["SURGELINE_REQUIRE"] === "all";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Longer than anything here takes, however busy the machine is: who has it is answered first. */
const PATIENT = { patienceSeconds: 20 } as const;

/** Waits until something holds; fails after half a minute. */
const until = async (holds: () => boolean): Promise<void> => {
  const deadline = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error("It did not come to hold within half a minute.");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

const isRunning = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

interface Flooded {
  readonly result: FloodResult;
  readonly methods: (record: CallRecord | undefined) => readonly string[];
}

const flood = async (
  callers: readonly TestCaller[],
  courses: readonly (readonly Course[])[],
  rest: Partial<FloodPlan> = {},
  transport: "udp" | "tcp" = "udp",
): Promise<Flooded> => {
  const pbx = await startScriptedPbx(transport, (number, attempt) => {
    const own = courses[Number(number.slice(1))] ?? [];
    return own[attempt - 1] ?? own.at(-1) ?? { kind: "refuse", status: 404 };
  });
  const plan = smallPlan(callers, rest);
  folders.push(plan.workDirectory);
  try {
    const result = await runFlood(plan, pbxAt(pbx.port, transport));
    return {
      result,
      methods: (record) =>
        pbx.requests
          .filter(({ callId }) => record !== undefined && callId.startsWith(`${record.callId}///`))
          .map(({ method }) => method),
    };
  } finally {
    await pbx.stop();
  }
};

const outcomes = (records: readonly CallRecord[]): readonly string[] =>
  records
    .toSorted((a, b) => Number(a.callerId) - Number(b.callerId) || a.attempt - b.attempt)
    .map((record) => `${record.callId} ${record.outcome} ${record.sipStatus ?? "-"}`);

const recordOf = (result: FloodResult, callId: string): CallRecord | undefined =>
  result.records.find((record) => record.callId === callId);

describe.runIf(canFlood)("a flood of a PBX in a ringing queue", () => {
  for (const transport of ["udp", "tcp"] as const) {
    it(`ends every attempt in one record over ${transport}, whatever the PBX does`, async () => {
      const { result, methods } = await flood(
        [
          { arrivalSeconds: 0.1, ...PATIENT },
          { arrivalSeconds: 0.2, patienceSeconds: 0.4 },
          { arrivalSeconds: 0.3, patienceSeconds: 0.4 },
          { arrivalSeconds: 0.4, ...PATIENT },
          { arrivalSeconds: 0.5, ...PATIENT },
          { arrivalSeconds: 0.6, ...PATIENT },
          { arrivalSeconds: 0.7, ...PATIENT },
          { arrivalSeconds: 0.8, ...PATIENT },
          { arrivalSeconds: 0.9, patienceSeconds: 0.4 },
        ],
        [
          [{ kind: "answer", afterMilliseconds: 300, talkMilliseconds: 400 }],
          [{ kind: "ring" }],
          [{ kind: "cross", order: "cancelFirst" }],
          [{ kind: "refuse", status: 486 }],
          [{ kind: "refuse", status: 503, afterMilliseconds: 100 }],
          [{ kind: "refuse", status: 600 }],
          [{ kind: "refuse", status: 404 }],
          [{ kind: "refuse", status: 302 }],
          [{ kind: "cross", order: "answerFirst" }],
        ],
        {},
        transport,
      );
      expect(outcomes(result.records)).toEqual([
        "0-1 answered 200",
        "1-1 abandoned 487",
        "2-1 abandoned 200",
        "3-1 blocked 486",
        "4-1 blocked 503",
        "5-1 blocked 600",
        "6-1 failed 404",
        "7-1 failed 302",
        "8-1 abandoned 200",
      ]);
      expect(methods(recordOf(result, "0-1"))).toEqual(["INVITE", "ACK"]);
      expect(methods(recordOf(result, "1-1"))).toEqual(["INVITE", "CANCEL", "ACK"]);
      expect(methods(recordOf(result, "2-1"))).toEqual(["INVITE", "CANCEL", "ACK", "BYE"]);
      expect(methods(recordOf(result, "6-1"))).toEqual(["INVITE", "ACK"]);
      expect(result.load).toMatchObject({ planned: 9, placed: 9 });
      // nothing is waited for that does not come: 32 s would be the least
      expect(result.wallSeconds).toBeLessThan(30);
      expect(methods(recordOf(result, "8-1"))).toEqual(["INVITE", "CANCEL", "ACK", "BYE"]);
      expect(result.failedMessages).toContain("SIP/2.0 404");
      expect(result.failedMessages).toContain("SIP/2.0 302");
      expect(result.failedMessages).not.toContain("SIP/2.0 486");
    });
  }

  it("measures a wait from the INVITE to the answer, and to hanging up", async () => {
    const { result } = await flood(
      [
        { arrivalSeconds: 10, patienceSeconds: 400 },
        { arrivalSeconds: 20, patienceSeconds: 12 },
      ],
      [[{ kind: "answer", afterMilliseconds: 500, talkMilliseconds: 3000 }], [{ kind: "ring" }]],
      { compression: 20, windowEndSeconds: 40 },
    );
    // 20 scenario seconds pass in one of the wall's; a busy machine is left some of the wall's
    const answered = recordOf(result, "0-1");
    expect(answered?.waitSeconds).toBeGreaterThan(10 - 0.01);
    expect(answered?.waitSeconds).toBeLessThan(100);
    expect(answered?.talkSeconds).toBeGreaterThan(20);
    expect(answered?.talkSeconds).toBeLessThan(160);
    const abandoned = recordOf(result, "1-1");
    expect(abandoned?.waitSeconds).toBeGreaterThan(6);
    expect(abandoned?.waitSeconds).toBeLessThan(100);
    expect(abandoned?.patienceSeconds).toBe(12);
  });

  it("lets a caller call again after giving up and after being blocked, until the window ends", async () => {
    const { result } = await flood(
      [
        { arrivalSeconds: 0.1, patienceSeconds: 1, redialsAfterSeconds: [0.2, 0.2] },
        { arrivalSeconds: 0.2, ...PATIENT, redialsAfterSeconds: [0.2] },
        { arrivalSeconds: 0.3, patienceSeconds: 0.3, redialsAfterSeconds: [20] },
        { arrivalSeconds: 0.4, ...PATIENT, redialsAfterSeconds: [0.3] },
      ],
      [
        [
          { kind: "ring" },
          { kind: "cross", order: "answerFirst" },
          { kind: "answer", afterMilliseconds: 50, talkMilliseconds: 50 },
        ],
        [
          { kind: "refuse", status: 486 },
          { kind: "answer", afterMilliseconds: 50, talkMilliseconds: 50 },
        ],
        [{ kind: "ring" }],
        // The refusal comes again while the caller is already in his second attempt.
        [
          { kind: "refuse", status: 486, repeat: 8 },
          { kind: "answer", afterMilliseconds: 250, talkMilliseconds: 50 },
        ],
      ],
      { windowEndSeconds: 15 },
    );
    expect(outcomes(result.records)).toEqual([
      "0-1 abandoned 487",
      "0-2 abandoned 200",
      "0-3 answered 200",
      "1-1 blocked 486",
      "1-2 answered 200",
      "2-1 abandoned 487",
      "3-1 blocked 486",
      "3-2 answered 200",
    ]);
    expect(result.load).toMatchObject({ planned: 8, placed: 8 });
  });

  it("hangs up as the caller where the scenario says so", async () => {
    const { result, methods } = await flood(
      [{ arrivalSeconds: 0.1, ...PATIENT, talkSeconds: 0.4 }],
      [[{ kind: "answerOnly", afterMilliseconds: 50 }]],
      { hangUp: "caller" },
    );
    expect(outcomes(result.records)).toEqual(["0-1 answered 200"]);
    expect(methods(result.records[0])).toEqual(["INVITE", "ACK", "BYE"]);
    expect(result.records[0]?.talkSeconds).toBeGreaterThan(0.2);
    expect(result.records[0]?.talkSeconds).toBeLessThan(5);
  });

  it("gives its credentials when the PBX asks for them", async () => {
    const { result, methods } = await flood(
      [{ arrivalSeconds: 0.1, ...PATIENT }],
      [[{ kind: "challenge", afterwards: { kind: "answer", afterMilliseconds: 50, talkMilliseconds: 50 } }]],
      { credentials: { user: "trunk", password: "secret" } },
    );
    expect(outcomes(result.records)).toEqual(["0-1 answered 200"]);
    expect(methods(result.records[0])).toEqual(["INVITE", "ACK", "INVITE", "ACK"]);
  });

  it("counts the lead-in nowhere", async () => {
    const { result } = await flood(
      [
        { arrivalSeconds: 9.6, ...PATIENT },
        { arrivalSeconds: 10.2, ...PATIENT },
      ],
      [
        [{ kind: "answer", afterMilliseconds: 50, talkMilliseconds: 50 }],
        [{ kind: "answer", afterMilliseconds: 50, talkMilliseconds: 50 }],
      ],
      { windowStartSeconds: 10, windowEndSeconds: 11, leadInSeconds: 1 },
    );
    expect(result.records.map((record) => record.counted)).toEqual([false, true]);
    expect(result.load).toMatchObject({ planned: 1, placed: 1 });
  });
});

describe.runIf(canFlood)("a flood of a PBX that answers first", () => {
  it("ends a wait with the agent, with patience, or with the PBX's hanging up", async () => {
    const { result, methods } = await flood(
      [
        { arrivalSeconds: 0.1, ...PATIENT },
        { arrivalSeconds: 0.2, patienceSeconds: 0.5 },
        { arrivalSeconds: 0.3, ...PATIENT },
        { arrivalSeconds: 0.4, patienceSeconds: 2.5 },
      ],
      [
        [{ kind: "queue", agentAfterMilliseconds: 500, talkMilliseconds: 3000 }],
        [{ kind: "queue" }],
        [{ kind: "drop", afterMilliseconds: 300 }],
        // The talk outlasts the patience, which the agent's answer has ended.
        [{ kind: "queue", agentAfterMilliseconds: 100, talkMilliseconds: 2800 }],
      ],
      { queue: { name: "general", mode: "answerFirst" } },
    );
    expect(outcomes(result.records)).toEqual([
      "0-1 answered 200",
      "1-1 abandoned 200",
      "2-1 failed 200",
      "3-1 answered 200",
    ]);
    expect(methods(recordOf(result, "1-1"))).toEqual(["INVITE", "ACK", "BYE"]);
    expect(recordOf(result, "0-1")?.agent).toBe("agent-7");
    expect(recordOf(result, "0-1")?.waitSeconds).toBeGreaterThan(0.3);
    expect(recordOf(result, "0-1")?.waitSeconds).toBeLessThan(3.4);
  });
});

/** Children of this process that run SIPp; a test leaves none behind. */
const sippsLeft = (): readonly string[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        return parent === String(process.pid) && readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "sipp";
      } catch {
        return false;
      }
    });

/** So many that the flood goes on for 8 s: a busy machine too stops it well before its end. */
const MANY = 40;

const manyRinging = (patienceSeconds: number): FloodPlan =>
  smallPlan(
    Array.from({ length: MANY }, (_, row) => ({ arrivalSeconds: 0.1 + row * 0.2, patienceSeconds })),
    { windowEndSeconds: 10 },
  );

describe.runIf(canFlood)("a flood that does not come to its end", () => {
  it("keeps what was measured when SIPp dies in the middle, and says that the run is invalid", async () => {
    const pbx = await startScriptedPbx("udp", () => ({ kind: "ring" }));
    const plan = manyRinging(0.3);
    folders.push(plan.workDirectory);
    try {
      const flooding = runFlood(plan, pbxAt(pbx.port));
      await until(() => pbx.requests.filter(({ method }) => method === "CANCEL").length >= 3);
      for (const pid of sippsLeft()) process.kill(Number(pid), "SIGKILL");
      const result = await flooding;
      expect(result.records).toHaveLength(MANY);
      expect(result.records.filter(({ outcome }) => outcome === "abandoned").length).toBeGreaterThanOrEqual(
        2,
      );
      expect(result.records.at(-1)).toMatchObject({ outcome: "failed" });
      expect(result.records.at(-1)).not.toHaveProperty("sentMilliseconds");
      expect(result.load.valid).toBe(false);
      expect(result.load.reasons.join(" ")).toContain("SIPp was ended by SIGKILL");
      expect(sippsLeft()).toEqual([]);
    } finally {
      await pbx.stop();
    }
  });

  it("begins no further call when it is drained, and lets those that wait end as they would", async () => {
    const pbx = await startScriptedPbx("udp", () => ({ kind: "ring" }));
    const plan = manyRinging(0.7);
    folders.push(plan.workDirectory);
    const drain = new AbortController();
    try {
      const flooding = runFlood(plan, pbxAt(pbx.port), { drain: drain.signal });
      await until(() => pbx.requests.filter(({ method }) => method === "INVITE").length >= 3);
      drain.abort();
      const result = await flooding;
      expect(result.interrupted).toBe(true);
      const invites = pbx.requests.filter(({ method }) => method === "INVITE").length;
      expect(invites).toBeLessThan(MANY / 2);
      expect(result.records.filter(({ sentMilliseconds }) => sentMilliseconds !== undefined)).toHaveLength(
        invites,
      );
      expect(result.records.slice(0, 3).map(({ outcome }) => outcome)).toEqual(Array(3).fill("abandoned"));
      expect(sippsLeft()).toEqual([]);
    } finally {
      await pbx.stop();
    }
  });

  it("ends at once when it is killed, and keeps what was measured", async () => {
    const pbx = await startScriptedPbx("udp", () => ({ kind: "ring" }));
    const plan = manyRinging(0.3);
    folders.push(plan.workDirectory);
    const kill = new AbortController();
    try {
      const flooding = runFlood(plan, pbxAt(pbx.port), { kill: kill.signal });
      await until(() => pbx.requests.filter(({ method }) => method === "CANCEL").length >= 2);
      kill.abort();
      const result = await flooding;
      expect(result.interrupted).toBe(true);
      expect(result.records.filter(({ outcome }) => outcome === "abandoned").length).toBeGreaterThanOrEqual(
        1,
      );
      expect(result.records.length).toBeLessThan(MANY);
      expect(sippsLeft()).toEqual([]);
    } finally {
      await pbx.stop();
    }
  });

  it("leaves no SIPp behind when the process that floods is killed", async () => {
    const pbx = await startScriptedPbx("udp", () => ({ kind: "ring" }));
    const folder = mkdtempSync(join(tmpdir(), "surgeline-flood-"));
    folders.push(folder);
    const program = fileURLToPath(new URL("../flood/flood-for-ever.ts", import.meta.url));
    const child = spawn(process.execPath, [program, String(pbx.port), folder], { stdio: "ignore" });
    try {
      await until(() => pbx.requests.some(({ method }) => method === "INVITE"));
      const sipp = pbx.requests.find(({ method }) => method === "INVITE")?.callId ?? "";
      const pid = Number(/-(\d+)@/.exec(sipp)?.[1]);
      expect(isRunning(pid)).toBe(true);
      child.kill("SIGKILL");
      await until(() => !isRunning(pid));
    } finally {
      child.kill("SIGKILL");
      await pbx.stop();
    }
  });

  it("says that nothing answers before it calls", async () => {
    const plan = smallPlan([{ arrivalSeconds: 0.1, patienceSeconds: 1 }]);
    folders.push(plan.workDirectory);
    const port = await freePort("udp");
    await expect(runFlood(plan, pbxAt(port))).rejects.toThrow(NoAnswer);
  });
});
