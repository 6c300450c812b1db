import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { removeLeftBehind } from "../../../src/pbx/asterisk/left-behind.ts";

it("what a dead Asterisk left is removed, what lives or belongs to others stays", async () => {
  const folder = mkdtempSync(join(tmpdir(), "surgeline-left-"));
  try {
    const home = (name: string, pid: string): string => {
      const path = join(folder, name);
      mkdirSync(join(path, "run"), { recursive: true });
      if (pid !== "") writeFileSync(join(path, "run", "asterisk.pid"), pid);
      return path;
    };
    // Linux gives no process a number beyond 2^22
    const dead = home("surgeline-asterisk-dead", "99999999\n");
    const living = home("surgeline-asterisk-living", `${process.pid}\n`);
    const starting = home("surgeline-asterisk-starting", "");
    const foreign = home("asterisk-of-somebody", "99999999\n");
    const command = join(folder, "ast-ami-XYZ");
    writeFileSync(command, "");
    await removeLeftBehind(folder);
    expect([dead, command].filter((path) => existsSync(path))).toEqual([]);
    expect([living, starting, foreign].filter((path) => !existsSync(path))).toEqual([]);
    await removeLeftBehind(join(folder, "absent"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
