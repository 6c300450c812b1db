import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CALLS_CSV_HEADER } from "../../src/calls/calls-csv.ts";
import { exampleCalls, writeExampleRun } from "../report/example-run.ts";
import { type CommandOutcome, runCommand } from "./run-command.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "surgeline-gate-"));
  const calls = exampleCalls(1000);
  writeExampleRun(join(folder, "base"), { calls });
  writeExampleRun(join(folder, "same"), {
    calls: calls.map((call, index) => ({
      ...call,
      ...(call.setupMilliseconds === undefined
        ? {}
        : { setupMilliseconds: call.setupMilliseconds + ((index * 37) % 11) / 50 - 0.1 }),
    })),
  });
  writeExampleRun(join(folder, "slow"), {
    calls: calls.map((call) => ({
      ...call,
      ...(call.setupMilliseconds === undefined ? {} : { setupMilliseconds: call.setupMilliseconds + 20 }),
    })),
  });
  writeExampleRun(join(folder, "other-seed"), { seed: 8, count: 1000 });
  writeExampleRun(join(folder, "invalid"), { calls, state: "invalid" });
  writeExampleRun(join(folder, "clean"), { calls: calls.filter(({ outcome }) => outcome !== "failed") });
  writeExampleRun(join(folder, "running"), { state: "running" });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> => runCommand(argv, { workingDirectory: folder, environment });

describe("surgeline gate", () => {
  it("ends with 99 where a threshold is missed and prints one JSON object", async () => {
    const { code, printed } = await run(["gate", "base", "--threshold", "wait: avg<1s", "--json"]);
    expect(code).toBe(99);
    const { verdict, thresholds } = JSON.parse(printed);
    expect(verdict).toBe("fail");
    expect(thresholds.map(({ metric }: { metric: string }) => metric)).toContain("failure");
    const wait = thresholds.find(({ metric }: { metric: string }) => metric === "wait");
    expect(wait).toMatchObject({ expression: "avg<1s", verdict: "fail" });
    expect(wait.low).toBeLessThan(wait.observed);
    expect(wait.high).toBeGreaterThan(wait.observed);
  });

  it("ends with 0 where all are met, and the inconclusive only fail where told", async () => {
    // a thousand calls without a failure do not prove that fewer than one in a thousand fails
    const { code, printed } = await run(["gate", "clean", "--threshold", "wait: max<1h", "--json"]);
    expect(code).toBe(0);
    const { verdict, thresholds } = JSON.parse(printed);
    expect(verdict).toBe("inconclusive");
    const verdicts = Object.fromEntries(
      thresholds.map((result: { metric: string; verdict: string }) => [result.metric, result.verdict]),
    );
    expect(verdicts).toMatchObject({ wait: "pass", failure: "inconclusive" });
    expect((await run(["gate", "clean", "--fail-on-inconclusive"])).code).toBe(99);
  });

  it("writes JUnit XML and Markdown", async () => {
    await run(["gate", "base", "--threshold", "wait: avg<1s", "--junit", "g.xml", "--markdown", "g.md"]);
    const xml = readFileSync(join(folder, "g.xml"), "utf8");
    expect(xml).toMatch(/<testsuites tests="\d+" failures="2" errors="0" skipped="\d+">/);
    expect(xml).toContain('<testcase name="wait: avg&lt;1s"');
    expect(readFileSync(join(folder, "g.md"), "utf8")).toContain("| `wait` | `avg<1s` |");
  });

  it("writes them in French where asked to", async () => {
    const line = ["gate", "base", "--threshold", "wait: avg<1s", "--junit", "f.xml", "--markdown", "f.md"];
    const { told } = await run([...line, "--lang", "fr"], { GITHUB_ACTIONS: "true" });
    expect(told).toContain("::error title=surgeline %3A seuil manqué::wait: avg<1s : observé");
    expect(readFileSync(join(folder, "f.md"), "utf8")).toMatch(/\| \d+,\d s \| .* à .* \| ❌ manqué \|/);
    expect(readFileSync(join(folder, "f.xml"), "utf8")).toContain("(95 % : ");
  });

  it("takes several budgets, and tells the faults of all", async () => {
    writeFileSync(join(folder, "one.yaml"), '- "wait: avg<1s"\n');
    writeFileSync(join(folder, "two.yaml"), '- "blocking: rate<50%"\n');
    const { printed } = await run(["gate", "base", "--budget", "one.yaml", "--budget", "two.yaml"]);
    expect(printed).toContain("wait: avg<1s");
    expect(printed).toContain("blocking: rate<50%");
    const { code, told } = await run(["gate", "base", "--budget", "none.yaml", "--budget", "nor.yaml"]);
    expect(code).toBe(104);
    expect(told).toContain("none.yaml");
    expect(told).toContain("nor.yaml");
  });

  it("names the entries for which a file is no budget", async () => {
    writeFileSync(join(folder, "bad-list.yaml"), '- "wait: avg<1s"\n- 7\n');
    writeFileSync(join(folder, "bad-map.yaml"), 'thresholds:\n  wait: ["avg<1s"]\n  abandonment: 5\n');
    writeFileSync(join(folder, "text.yaml"), "wait\n");
    const line = ["bad-list", "bad-map", "text"].flatMap((name) => ["--budget", `${name}.yaml`]);
    const { code, told } = await run(["gate", "base", ...line]);
    expect(code).toBe(104);
    expect(told).toContain("bad-list.yaml: this is no budget because of entry 2; a budget is");
    expect(told).toContain('bad-map.yaml: this is no budget because of "abandonment"; a budget is');
    expect(told).toContain("text.yaml: this is no budget; a budget is");
  });

  it("says which file of a run is missing, and what to give instead", async () => {
    writeExampleRun(join(folder, "without-calls"), { count: 20 });
    rmSync(join(folder, "without-calls", "calls.csv"));
    const { code, told } = await run(["gate", "without-calls"]);
    expect(code).toBe(104);
    expect(told).toMatch(/without-calls\/calls\.csv: this file is missing, and a run is judged by its calls/);
  });

  it("annotates on GitHub and nowhere else", async () => {
    const line = ["gate", "base", "--threshold", "wait: avg<1s"];
    expect((await run(line, { GITHUB_ACTIONS: "true" })).told).toContain(
      "::error title=surgeline threshold fail::wait",
    );
    expect((await run(line)).told).not.toContain("::error");
  });

  it("takes thresholds from a budget file, in a list or by metric", async () => {
    writeFileSync(join(folder, "list.yaml"), '- "wait: avg<1s"\n- "blocking: rate<50%"\n');
    writeFileSync(
      join(folder, "map.yaml"),
      'thresholds:\n  wait{queue:general}: ["avg<1s"]\n  abandonment:\n    - { threshold: "rate<99%", during: "11:30-13:00" }\n',
    );
    expect((await run(["gate", "base", "--budget", "list.yaml"])).printed).toContain("wait: avg<1s");
    const { printed } = await run(["gate", "base", "--budget", "map.yaml"]);
    expect(printed).toContain("wait{queue:general}: avg<1s");
    expect(printed).toContain("abandonment{during:11:30-13:00}: rate<99%");
  });

  it.each([
    [["gate", "nowhere"], "not a run's folder"],
    [["gate", "running"], "still going on"],
    [["gate", "base", "--threshold", "abandon: rate<1%"], "Did you mean abandonment?"],
    [["gate", "base", "--budget", "nowhere.yaml"], "cannot be read"],
    [["report", "base", "--lang", "de"], "en and fr"],
    [["compare", "base"], "give a second folder, or --baseline FILE"],
    [["compare", "base", "other-seed"], "the seeds differ: 7 and 8"],
    [["compare", "base", "same", "--tolerance", "much"], "multiplied"],
    [["compare", "base", "--baseline", "new.json", "--trend", "t.html"], "at least two runs"],
    [["compare", "base", "same", "--trend", "nowhere/t.html"], "does not exist"],
    [["compare", "base", "same", "--lang", "de"], "en and fr"],
    [["gate", "base", "--lang", "de"], "en and fr"],
    [["gate", "base", "--junit", "nowhere/a.xml"], "its folder does not exist"],
    [["gate", "base", "--markdown", "."], "it is a folder"],
    [["compare", "base", "--baseline", "nowhere/a.json"], "its folder does not exist"],
    [["serve", "nowhere"], "not a run's folder"],
    [["serve", "--port", "99999"], "65535"],
    [["serve", "--host", "0.0.0.0", "--port", "0"], "a token is needed"],
  ])("refuses %j with 104 and says what to do", async (argv, hint) => {
    const { code, told } = await run(argv);
    expect(told).toContain(hint);
    expect(code).toBe(104);
  });

  it("refuses a damaged calls.csv with every row that is wrong", async () => {
    writeExampleRun(join(folder, "damaged"), { count: 20 });
    const file = join(folder, "damaged", "calls.csv");
    const lines = readFileSync(file, "utf8").split("\n");
    lines[3] = "x,y,z";
    lines[5] = "x,y,z";
    writeFileSync(file, lines.join("\n"));
    const { code, told } = await run(["gate", "damaged"]);
    expect(code).toBe(104);
    expect(told).toContain("calls.csv:4");
    expect(told).toContain("calls.csv:6");
  });

  it("ends with 110 where the run is invalid, whatever its thresholds say", async () => {
    expect((await run(["gate", "invalid", "--threshold", "wait: avg<1s"])).code).toBe(110);
  });
});

describe("surgeline compare", () => {
  it("finds two runs of one PBX the same", async () => {
    const { code, printed } = await run(["compare", "base", "same", "--json"]);
    expect(JSON.parse(printed).verdict).toBe("same");
    expect(code).toBe(0);
  });

  it("names a slower set-up first and ends with 99", async () => {
    const { code, printed } = await run(["compare", "base", "slow", "--json"]);
    expect(JSON.parse(printed).changes[0]).toMatchObject({ metric: "setup_time", verdict: "worse" });
    expect(code).toBe(99);
    expect((await run(["compare", "base", "slow", "--tolerance", "1000"])).code).toBe(0);
  });

  it("keeps a baseline and compares later runs with it", async () => {
    expect((await run(["compare", "base", "--baseline", "kept.json"])).code).toBe(0);
    expect(existsSync(join(folder, "kept.json"))).toBe(true);
    expect((await run(["compare", "same", "--baseline", "kept.json"])).code).toBe(0);
    expect((await run(["compare", "slow", "--baseline", "kept.json"])).code).toBe(99);
    expect((await run(["compare", "kept.json", "slow"])).code).toBe(99);
    const { code, told } = await run(["compare", "other-seed", "--baseline", "kept.json"]);
    expect(code).toBe(104);
    expect(told).toContain("--allow-different");
    expect((await run(["compare", "kept.json", "other-seed", "--allow-different"])).code).not.toBe(104);
  });

  it("keeps in a baseline how late its generator was, below which no wait differs", async () => {
    await run(["compare", "base", "--baseline", "late.json"]);
    const kept = JSON.parse(readFileSync(join(folder, "late.json"), "utf8"));
    const { compression } = JSON.parse(readFileSync(join(folder, "base", "run.json"), "utf8"));
    const { load } = JSON.parse(readFileSync(join(folder, "base", "summary.json"), "utf8"));
    expect(kept.latenessSeconds).toBeCloseTo((load.latenessMilliseconds.p99 * compression) / 1000, 2);
    writeFileSync(join(folder, "late.json"), JSON.stringify({ ...kept, latenessSeconds: 60 }));
    const { printed } = await run(["compare", "slow", "--baseline", "late.json", "--json"]);
    const tolerances = Object.fromEntries(
      JSON.parse(printed).changes.map(({ metric, tolerance }: { metric: string; tolerance: number }) => [
        metric,
        tolerance,
      ]),
    );
    expect(tolerances).toMatchObject({ wait: 60, abandonment: 0.005 });
  });

  it("makes no baseline of an invalid run", async () => {
    const { code, told } = await run(["compare", "invalid", "--baseline", "none.json"]);
    expect(code).toBe(110);
    expect(told).toContain("no baseline is made");
    expect((await run(["compare", "invalid", "same", "--baseline", "none.json"])).code).toBe(110);
    expect(existsSync(join(folder, "none.json"))).toBe(false);
  });

  it("does not call two runs the same that share no caller", async () => {
    writeExampleRun(join(folder, "nobody"), { count: 1000 });
    writeFileSync(join(folder, "nobody", "calls.csv"), `${CALLS_CSV_HEADER}\n`);
    rmSync(join(folder, "nobody", "summary.json"));
    const { code, printed, told } = await run(["compare", "base", "nobody", "--json"]);
    expect(code).toBe(104);
    expect(printed).toBe("");
    expect(told).toContain("nothing can be compared");
  });

  it("refuses a damaged baseline", async () => {
    writeFileSync(join(folder, "bad.json"), '{"surgelineBaseline":1}');
    const { code, told } = await run(["compare", "base", "--baseline", "bad.json"]);
    expect(code).toBe(104);
    expect(told).toContain("make it anew");
  });

  it("shows the trend over many runs", async () => {
    const { code, printed } = await run(["compare", "base", "same", "slow"]);
    expect(printed.split("\n")[0]).toMatch(/^run\s+offered\s+in time/);
    expect(code).toBe(99);
  });

  it("writes the trend as a page, and its figures as JSON", async () => {
    const { printed } = await run(["compare", "base", "same", "slow", "--trend", "t.html", "--json"]);
    const { trend, trendFile } = JSON.parse(printed);
    expect(trendFile).toBe("t.html");
    expect(trend.map(({ name }: { name: string }) => name)).toEqual(["base", "same", "slow"]);
    expect(readFileSync(join(folder, "t.html"), "utf8").match(/<figure /g)).toHaveLength(3);
  });

  it("speaks French where it is asked to, or where the run was told in French", async () => {
    const french = await run(["compare", "base", "slow", "--lang", "fr"]);
    expect(french.printed).toContain("moins bon, temps d’établissement : ");
    expect(french.printed).not.toMatch(/\d\.\d|before|callers|worse|effect /);
    const file = join(folder, "slow", "run.json");
    const description = readFileSync(file, "utf8");
    writeFileSync(file, JSON.stringify({ ...JSON.parse(description), language: "fr" }));
    expect((await run(["compare", "base", "slow"])).printed).toBe(french.printed);
    expect((await run(["gate", "slow"])).printed).toContain("observé");
    expect((await run(["gate", "slow", "--lang", "en"])).printed).toContain("observed");
    const { report } = JSON.parse((await run(["report", "slow", "--json"])).printed);
    expect(readFileSync(report, "utf8")).toContain('<html lang="fr">');
    writeFileSync(file, description);
  });
});

describe("surgeline report", () => {
  it("writes the page in the language asked for", async () => {
    const { code, printed } = await run(["report", "base", "--lang", "fr", "--json"]);
    expect(code).toBe(0);
    const { report } = JSON.parse(printed);
    expect(readFileSync(report, "utf8")).toContain('<html lang="fr">');
  });
});
