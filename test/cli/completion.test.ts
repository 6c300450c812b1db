import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { type CommandOutcome, ROOT, runCommand } from "./run-command.ts";

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

const has = (shell: string): boolean => spawnSync(shell, ["--version"]).status === 0;

/** What the function offers in zsh, its own helpers told to print what they are given. */
const inZsh = (script: string, words: readonly string[]): string[] => {
  const { stdout } = spawnSync(
    "zsh",
    [
      "-f",
      "-c",
      `compdef() { :; }; compadd() { shift; print -l -- "$@"; }; _files() { print FILES; }
_describe() { print -l -- \${(P)2%%:*}; }
${script}
words=("$@"); CURRENT=$#words; PREFIX="\${words[-1]}"; _surgeline`,
      "zsh",
      ...words,
    ],
    { encoding: "utf8" },
  );
  return stdout.trim().split("\n");
};

/** What fish offers for a line, without what it says of it. */
const inFish = (script: string, line: string): string[] => {
  const { stdout } = spawnSync("fish", ["--no-config", "-c", `${script}\ncomplete -C '${line}'`], {
    encoding: "utf8",
    cwd: ROOT,
  });
  return stdout
    .trim()
    .split("\n")
    .map((offer) => offer.split("\t")[0] ?? "");
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

  it(`completes commands, flags and files in zsh${has("zsh") ? "" : " (not tried: zsh is not installed)"}`, async () => {
    const { printed } = await scriptFor("zsh");
    // as a file of fpath it has to complete when it is read, not from the second time on
    expect(printed).toMatch(/^#compdef surgeline\n/);
    expect(printed).toContain("funcstack");
    if (!has("zsh")) return;
    const zsh = (words: readonly string[]): string[] => inZsh(printed, words);
    expect(zsh(["surgeline", ""]).sort()).toEqual([...COMMANDS.map(({ name }) => name), "help"].sort());
    expect(zsh(["surgeline", "gate", "reports/last", "--ma"])).toContain("--markdown");
    expect(zsh(["surgeline", "gate", "reports/last", "--ma"])).not.toContain("FILES");
    expect(zsh(["surgeline", "run", "scenarios/sm"])).toEqual(["FILES"]);
  });

  it(`completes commands, flags and files in fish${has("fish") ? "" : " (not tried: fish is not installed)"}`, async () => {
    const { printed } = await scriptFor("fish");
    expect(printed).toContain("complete -c surgeline -n '__fish_seen_subcommand_from gate' -l markdown");
    if (!has("fish")) return;
    const fish = (line: string): string[] => inFish(printed, line);
    expect(fish("surgeline ").sort()).toEqual([...COMMANDS.map(({ name }) => name), "help"].sort());
    expect(fish("surgeline ru")).toEqual(["run"]);
    expect(fish("surgeline gate --ma")).toEqual(["--markdown"]);
    expect(fish("surgeline run scenarios/sm")).toEqual(["scenarios/smoke.yaml"]);
  });

  it("refuses a shell that it does not know", async () => {
    const { code, told } = await scriptFor("tcsh");
    expect(code).toBe(104);
    expect(told).toContain("bash, zsh and fish");
  });
});
