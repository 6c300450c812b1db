import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/cli/main.ts";

describe("what a run was asked for", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "surgeline-question-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<{ exitCode: number; told: string }> => {
    const told: string[] = [];
    const exitCode = await runCommandLine(["run", ...args], {
      workingDirectory: process.cwd(),
      environment,
      isTerminal: false,
      columns: 200,
      colour: false,
      print: (text) => void told.push(text),
      tell: (text) => void told.push(text),
      onInterrupt: () => () => {},
    });
    return { exitCode, told: told.join("\n") };
  };

  it("is refused with the faults of flags, scenario, environment and files in one go", async () => {
    const { exitCode, told } = await run(
      [
        ...["scenarios/smoke.yaml", "--agents", "many", "--window", "noon", "--lang", "de"],
        ...["--threshold", "wait: soon", "--pbx", "sip:somewhere", "--queue-log", "x"],
        ...["--junit", join(folder, "no", "such.xml"), "--agent-accounts", join(folder, "none.csv")],
      ],
      { SURGELINE_SIP_USER: "u", SURGELINE_AMI_HOST: "h" },
    );
    expect(exitCode).toBe(104);
    for (const where of [
      "--agents",
      "--window",
      "--lang",
      "--threshold",
      "--pbx",
      "--junit",
      "--agent-accounts",
      "SURGELINE_SIP_USER",
      "SURGELINE_AMI_USER",
      "SURGELINE_AMI_SECRET",
    ]) {
      expect(told).toContain(`${where}: `);
    }
  });

  it("tells a faulty scenario beside faulty flags", async () => {
    const file = join(folder, "faulty.yaml");
    writeFileSync(file, "name: faulty\n");
    const { exitCode, told } = await run([file, "--seed", "x"]);
    expect(exitCode).toBe(104);
    expect(told).toContain("--seed: ");
    expect(told).toContain("faulty.yaml");
  });

  it("looks at the folder of --out in a dry run too", async () => {
    const inDry = (out: string) => run(["scenarios/smoke.yaml", "--dry-run", "--out", out]);
    writeFileSync(join(folder, "run.json"), "{}");
    expect(await inDry(folder)).toMatchObject({
      exitCode: 104,
      told: expect.stringContaining("already holds a run"),
    });
    expect(await inDry(join(folder, "run.json"))).toMatchObject({
      exitCode: 104,
      told: expect.stringContaining("is a file"),
    });
    expect((await inDry(join(folder, "new"))).exitCode).toBe(0);
  });

  it("is told in a dry run: who would send what where, and nothing secret", async () => {
    const accounts = join(folder, "accounts.csv");
    writeFileSync(accounts, "user,password\nagent101,correct horse\n");
    const { exitCode, told } = await run(
      ["scenarios/smoke.yaml", "--dry-run", "--pbx", "sip:8000@127.0.0.1:5099", "--agent-accounts", accounts],
      {
        ...{ SURGELINE_SIP_USER: "trunk", SURGELINE_SIP_PASSWORD: "battery" },
        ...{ SURGELINE_AMI_HOST: "127.0.0.1", SURGELINE_AMI_USER: "ami", SURGELINE_AMI_SECRET: "staple" },
      },
    );
    expect(exitCode).toBe(0);
    expect(told).toContain("answer a challenge (401, 407) as trunk");
    expect(told).toContain("The account agent101 would send REGISTER to 127.0.0.1, port 5099");
    expect(told).toContain("127.0.0.1:5038 would be listened to as ami");
    expect(told).toContain("there are accounts for 1: no more are logged in");
    expect(told).not.toMatch(/correct horse|battery|staple/);
  });

  it("is refused where a flag is for a PBX of the user's own and another is flooded", async () => {
    const { exitCode, told } = await run(["scenarios/smoke.yaml", "--queue-log", "/var/log/queue_log"]);
    expect(exitCode).toBe(104);
    expect(told).toContain("--queue-log: is for a PBX of your own");
  });
});
