import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkResultFiles } from "../../src/cli/result-files.ts";

const folder = mkdtempSync(join(tmpdir(), "surgeline-results-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("where results are to be written", () => {
  it("is told at once where it cannot be, every flag by its name", () => {
    writeFileSync(join(folder, "file"), "text");
    const check = () =>
      checkResultFiles(folder, { "--junit": "nowhere/a.xml", "--markdown": ".", "--html": "file/a.html" });
    expect(check).toThrow(/--junit: the folder of nowhere\/a\.xml does not exist/);
    expect(check).toThrow(/--markdown: \. is a folder/);
    expect(check).toThrow(/--html: the folder of file\/a\.html does not exist/);
  });

  it("may be a new file, one that is there, or none", () => {
    writeFileSync(join(folder, "old.xml"), "text");
    expect(() =>
      checkResultFiles(folder, { "--junit": "new.xml", "--markdown": "old.xml", "--html": undefined }),
    ).not.toThrow();
  });
});
