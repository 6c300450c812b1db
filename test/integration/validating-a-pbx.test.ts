import { readFileSync } from "node:fs";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { isInstalled } from "../../src/process/child-program.ts";

const canFlood = isInstalled("sipp") || process.env["SURGELINE_REQUIRE"] === "all";

/** The commands of the guide's shell blocks, without `npx surgeline`. */
const commands = [
  ...readFileSync("docs/guides/validating-a-pbx.md", "utf8").matchAll(/```sh\n([\s\S]*?)```/g),
].flatMap(([, block = ""]) =>
  block
    .trim()
    .split("\n")
    .map((line) => line.replace(/^npx surgeline /, "")),
);

describe.skipIf(!canFlood)(
  canFlood
    ? "the guide on validating a PBX"
    : "the guide on validating a PBX (skipped: SIPp is not installed)",
  () => {
    it("has commands", () => expect(commands.length).toBeGreaterThanOrEqual(3));

    for (const command of commands) {
      it(`has a command that does what it says: surgeline ${command}`, async () => {
        const { exitCode, stdout, stderr } = await execa(
          process.execPath,
          ["bin/surgeline.js", ...command.split(" ")],
          { reject: false, stdin: "ignore" },
        );
        expect(exitCode, stderr).toBe(0);
        expect(stdout + stderr).not.toBe("");
      });
    }
  },
);
