import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = resolve(fileURLToPath(import.meta.url), "..", "..", "..");

describe("the scripts of the pages", () => {
  // they need the browser's types, so that the project's own check leaves them out
  it.each(["src/report/page", "src/server/page"])("%s has sound types", (folder) => {
    const { status, stdout } = spawnSync(
      join(root, "node_modules", ".bin", "tsc"),
      ["--noEmit", "-p", join(root, folder)],
      { cwd: root, encoding: "utf8" },
    );
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });
});
