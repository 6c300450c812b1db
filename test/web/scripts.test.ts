import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

describe("k6's scripts", () => {
  it("are right by k6's own types", () => {
    const program = resolve(root, "node_modules/.bin/tsc");
    const checked = spawnSync(program, ["--noEmit", "-p", "src/web/scripts"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(checked.stdout).toBe("");
    expect(checked.status).toBe(0);
  });
});
