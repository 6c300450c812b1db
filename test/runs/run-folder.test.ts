import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunDescription } from "../../src/runs/run-description.ts";
import { createRunFolder, readRun } from "../../src/runs/run-folder.ts";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";

const description: RunDescription = {
  schemaVersion: 1,
  state: "complete",
  scenarioName: "smoke",
  seed: 1,
  fingerprint: "ab",
  startedAt: "2026-01-01T10:00:00.000Z",
  command: "surgeline run scenarios/smoke.yaml",
  window: { startSeconds: 0, endSeconds: 60 },
  compression: 10,
  forced: [],
  versions: { node: "v24" },
  host: { platform: "linux", processors: 2, processorModel: "x", memoryBytes: 1 },
};

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "surgeline-runs-"));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

describe("a run's folder", () => {
  it("is read back as it was written", async () => {
    const folder = await createRunFolder(join(root, "a"));
    await folder.writeDescription(description);
    await folder.write("scenario", "name: smoke\n");
    const run = await readRun(join(root, "a"));
    expect(run.description).toEqual(description);
    expect(run.scenarioText).toBe("name: smoke\n");
    expect(run.summary).toBeUndefined();
  });

  it("leaves no half-written neighbour behind", async () => {
    const folder = await createRunFolder(join(root, "a"));
    await folder.write("calls", "call_id\n");
    expect((await readdir(join(root, "a"))).sort()).toEqual(["calls.csv", "logs"]);
    expect(await readFile(folder.file("calls"), "utf8")).toBe("call_id\n");
  });

  it("is not written over by a second run", async () => {
    const folder = await createRunFolder(join(root, "a"));
    await folder.writeDescription(description);
    await expect(createRunFolder(join(root, "a"))).rejects.toThrow(/already holds a run/);
  });

  it("that cannot be made is the user's to mend", async () => {
    await writeFile(join(root, "file"), "text");
    await expect(createRunFolder(join(root, "file"))).rejects.toBeInstanceOf(InvalidInput);
    await expect(createRunFolder(join(root, "file", "a"))).rejects.toBeInstanceOf(InvalidInput);
    expect(await readFile(join(root, "file"), "utf8")).toBe("text");
  });

  it("of a newer schema is refused with both versions named", async () => {
    const folder = await createRunFolder(join(root, "a"));
    await folder.write("scenario", "name: smoke\n");
    await folder.write("description", JSON.stringify({ ...description, schemaVersion: 99 }));
    await expect(readRun(join(root, "a"))).rejects.toThrow(/schema version 99 .* reads up to 1/);
  });

  it("that is damaged says which file and what is wrong with it", async () => {
    const folder = await createRunFolder(join(root, "a"));
    await folder.writeDescription(description);
    await expect(readRun(join(root, "a"))).rejects.toThrow(/scenario\.yaml: This file is missing/);
    await writeFile(folder.file("description"), '{"schemaVersion": 1, "state"');
    await expect(readRun(join(root, "a"))).rejects.toBeInstanceOf(InvalidInput);
    await expect(readRun(root)).rejects.toThrow(/There is no run\.json here/);
  });
});
