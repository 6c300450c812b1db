import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isInstalled } from "../../src/process/child-program.ts";
import {
  injectionFile,
  logMessage,
  probeSipp,
  readLogLine,
  readStatistics,
  type SippOptions,
  type Step,
  scenarioXml,
  startSipp,
} from "../../src/sipp-wrapper/index.ts";
import { type ScriptedPbx, startScriptedPbx } from "../flood/scripted-pbx.ts";

const canRun = isInstalled("sipp") || process.env["SURGELINE_REQUIRE"] === "all";

let folder = "";
let pbx: ScriptedPbx;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "surgeline-sipp-"));
  pbx = await startScriptedPbx("udp", () => ({ kind: "ring" }));
});
afterEach(async () => {
  await pbx.stop();
  rmSync(folder, { recursive: true, force: true });
});

const optionsStep: Step = {
  step: "send",
  retransmitMilliseconds: 500,
  lines: [
    "OPTIONS sip:[service]@[remote_ip]:[remote_port] SIP/2.0",
    "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]",
    "From: <sip:[field0]@[local_ip]>;tag=[call_number]",
    "To: <sip:[service]@[remote_ip]>",
    "Call-ID: [call_id]",
    "CSeq: 1 OPTIONS",
    "Max-Forwards: 70",
    "Content-Length: 0",
  ],
};

const run = async (steps: readonly Step[], rest: Partial<SippOptions> = {}): Promise<readonly string[]> => {
  writeFileSync(join(folder, "scenario.xml"), scenarioXml({ name: "a test", steps }));
  writeFileSync(join(folder, "lines.csv"), injectionFile([["ada"], ["grace"], ["hedy"]]));
  const logged: string[] = [];
  const sipp = await startSipp({
    workingDirectory: folder,
    scenarioFile: "scenario.xml",
    injectionFiles: ["lines.csv"],
    remote: { host: "127.0.0.1", port: pbx.port },
    transport: "udp",
    localAddress: "127.0.0.1",
    service: "test",
    calls: 3,
    callsPerSecond: 100,
    logFile: "calls.log",
    errorFile: "errors.log",
    timeoutSeconds: 20,
    onLogLine: (line) => void logged.push(line),
    ...rest,
  });
  const ending = await sipp.ended;
  expect(ending).toMatchObject({ kind: "exited" });
  return logged;
};

const summaries = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => {
    const entry = readLogLine(line);
    return entry === undefined ? [] : [[entry.name, ...entry.fields].join(" ")];
  });

describe.runIf(canRun)("SIPp, driven", () => {
  it("is found, with its version and what it was built with", async () => {
    const probe = await probeSipp();
    expect(probe).toMatchObject({ state: "found", supported: true });
  });

  it("runs the example of the README as it stands there", async () => {
    const readme = readFileSync(new URL("../../src/sipp-wrapper/README.md", import.meta.url), "utf8");
    const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    expect(example.trim().split("\n").length).toBeLessThanOrEqual(10);
    const index = pathToFileURL(fileURLToPath(new URL("../../src/sipp-wrapper/index.ts", import.meta.url)));
    const program = join(folder, "example.ts");
    writeFileSync(
      program,
      `const folder = ${JSON.stringify(folder)};\nconst port = ${pbx.port};\n${example.replace("surgeline/sipp-wrapper", index.href)}`,
    );
    const printed = vi.spyOn(console, "log").mockImplementation(() => {});
    try {
      await import(/* @vite-ignore */ pathToFileURL(program).href);
      expect(printed.mock.calls.flat()).toEqual(["ada", "grace"]);
    } finally {
      printed.mockRestore();
    }
  });

  it("reads numbers from an injection file, reckons, compares and branches", async () => {
    const logged = await run([
      {
        step: "actions",
        actions: [
          { action: "setText", variable: "text", text: "[call_number]" },
          { action: "toNumber", variable: "number", from: "text" },
          { action: "setNumber", variable: "sum", value: 10 },
          { action: "add", variable: "sum", by: { variable: "number" } },
          { action: "multiply", variable: "sum", by: 2 },
          { action: "compare", variable: "sum", is: "greater_than", to: 23, into: "isLarge" },
        ],
        next: "large",
        test: "isLarge",
      },
      {
        step: "actions",
        actions: [{ action: "log", message: logMessage("small", "[field0]", "[$sum]") }],
        next: "ask",
      },
      { step: "label", name: "large" },
      { step: "actions", actions: [{ action: "log", message: logMessage("large", "[field0]", "[$sum]") }] },
      { step: "label", name: "ask" },
      optionsStep,
      { step: "receive", message: { response: 200 } },
    ]);
    expect(summaries(logged).toSorted()).toEqual([
      "large grace 24.000000",
      "large hedy 26.000000",
      "small ada 22.000000",
    ]);
  });

  it("unsets what a match has found before when it finds nothing", async () => {
    const logged = await run([
      optionsStep,
      {
        step: "receive",
        message: { response: "any" },
        actions: [
          { action: "match", pattern: "OPTIONS", header: "CSeq", into: "found" },
          { action: "log", message: logMessage("first", "[$found]") },
          { action: "match", pattern: "INVITE", header: "CSeq", into: "found" },
          { action: "log", message: logMessage("second", "[$found]") },
        ],
      },
    ]);
    expect(summaries(logged).filter((line) => line.startsWith("first"))).toEqual(
      Array(3).fill("first OPTIONS"),
    );
    expect(summaries(logged).filter((line) => line.startsWith("second"))).toEqual(
      Array(3).fill("second false"),
    );
  });

  it("tells the time of a line on both clocks", async () => {
    const before = Date.now();
    const logged = await run([
      { step: "actions", actions: [{ action: "log", message: logMessage("now") }] },
      optionsStep,
      { step: "receive", message: { response: 200 } },
    ]);
    const entries = logged.flatMap((line) => readLogLine(line) ?? []);
    expect(entries).toHaveLength(3);
    for (const entry of entries) {
      expect(entry.epochMilliseconds).toBeGreaterThan(before - 1);
      expect(entry.epochMilliseconds).toBeLessThan(Date.now() + 1);
      expect(entry.tick).toBeLessThan(Date.now() - before + 5);
    }
  });

  it("writes statistics that can be read, with every call in them", async () => {
    await run([optionsStep, { step: "receive", message: { response: 200 } }], {
      statisticsFile: "statistics.csv",
    });
    const rows = readStatistics(readFileSync(join(folder, "statistics.csv"), "utf8"));
    expect(rows.at(-1)?.get("TotalCallCreated")).toBe("3");
    expect(rows.at(-1)?.get("SuccessfulCall(C)")).toBe("3");
  });

  it("ends with the words of SIPp where the scenario cannot be loaded", async () => {
    writeFileSync(join(folder, "broken.xml"), "<scenario");
    const sipp = await startSipp({
      workingDirectory: folder,
      scenarioFile: "broken.xml",
      injectionFiles: [],
      remote: { host: "127.0.0.1", port: pbx.port },
      transport: "udp",
      localAddress: "127.0.0.1",
      service: "test",
      calls: 1,
      callsPerSecond: 1,
      logFile: "calls.log",
      errorFile: "errors.log",
      timeoutSeconds: 5,
      onLogLine: () => {},
    });
    const ending = await sipp.ended;
    expect(ending.kind).toBe("exited");
    expect(ending.code).not.toBe(0);
    expect(ending.lastWords.join(" ")).toContain("broken.xml");
  });
});
