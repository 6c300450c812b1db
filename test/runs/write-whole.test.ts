import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeWhole } from "../../src/runs/write-whole.ts";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "surgeline-write-"));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

describe("writing a file whole", () => {
  it("replaces what was there and leaves no neighbour", async () => {
    await writeWhole(join(root, "a.json"), "one");
    await writeWhole(join(root, "a.json"), "two");
    expect(await readFile(join(root, "a.json"), "utf8")).toBe("two");
    expect(await readdir(root)).toEqual(["a.json"]);
  });

  it("tells the user of a folder that does not exist, or that stands where the file should", async () => {
    const missing = writeWhole(join(root, "none", "a.xml"), "text");
    await expect(missing).rejects.toThrow(InvalidInput);
    await expect(missing).rejects.toThrow("its folder does not exist");
    const folder = writeWhole(root, "text");
    await expect(folder).rejects.toThrow(InvalidInput);
    await expect(folder).rejects.toThrow("it is a folder");
    await writeWhole(join(root, "file"), "text");
    await expect(writeWhole(join(root, "file", "a.xml"), "text")).rejects.toThrow("is a file and no folder");
    expect(await readdir(root)).toEqual(["file"]);
  });
});
