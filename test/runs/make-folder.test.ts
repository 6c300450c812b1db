import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder } from "../../src/runs/make-folder.ts";

describe("making a folder", () => {
  let root = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "surgeline-folder-"));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("makes those above it, and leaves one that is there", async () => {
    const deep = join(root, "a", "b", "c");
    await makeFolder(deep);
    await makeFolder(deep);
    expect(statSync(deep).isDirectory()).toBe(true);
  });

  it("fails where a file stands in its place or above it", async () => {
    const file = join(root, "file");
    writeFileSync(file, "");
    await expect(makeFolder(file)).rejects.toMatchObject({ code: "EEXIST" });
    await expect(makeFolder(join(file, "under"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  it("comes to an end where the system lets no folder be made", async () => {
    await expect(makeFolder("/proc/surgeline-run/logs")).rejects.toThrow();
  });
});
