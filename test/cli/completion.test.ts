import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { type CommandOutcome, runCommand } from "./run-command.ts";

const scriptFor = (shell: string): Promise<CommandOutcome> => runCommand(["completion", shell]);

/** What bash offers for a line whose last word is being typed. */
const offered = (script: string, words: readonly string[]): string[] => {
  const line = words.map((word) => `'${word}'`).join(" ");
  const { stdout } = spawnSync(
    "bash",
    [
      "--norc",
      "-c",
      `${script}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _surgeline; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ],
    { encoding: "utf8" },
  );
  return stdout.trim().split("\n");
};

describe("surgeline completion", () => {
  it("completes every command and its flags in bash", async () => {
    const { code, printed } = await scriptFor("bash");
    expect(code).toBe(0);
    expect(offered(printed, ["surgeline", ""]).sort()).toEqual(
      [...COMMANDS.map(({ name }) => name), "help"].sort(),
    );
    expect(offered(printed, ["surgeline", "gate", "run", "--ma"])).toEqual(["--markdown"]);
    expect(offered(printed, ["surgeline", "gate", "--js"])).toEqual(["--json"]);
  });

  it("names every command for zsh and fish", async () => {
    for (const shell of ["zsh", "fish"]) {
      const { printed } = await scriptFor(shell);
      for (const { name } of COMMANDS) expect(printed, `${shell} ${name}`).toContain(name);
    }
  });

  it("refuses a shell that it does not know", async () => {
    const { code, told } = await scriptFor("tcsh");
    expect(code).toBe(104);
    expect(told).toContain("bash, zsh and fish");
  });
});
