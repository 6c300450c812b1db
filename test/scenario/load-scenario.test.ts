import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { changed, SMALL } from "./small-scenario.ts";

const folder = mkdtempSync(join(tmpdir(), "surgeline-scenario-"));
afterAll(() => rmSync(folder, { recursive: true }));

const kept = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe("loadScenario", () => {
  it("reads a file with its settings", () => {
    const path = kept("small.yaml", SMALL);
    expect(loadScenario(path).name).toBe("small");
    expect(loadScenario(path, ["name=other"]).name).toBe("other");
  });

  it("reads CSV files beside the scenario, not beside the caller", () => {
    mkdirSync(join(folder, "csv"));
    kept("csv/talk.csv", "talk_s\n60\n");
    const law = "{ distribution: empirical, file: csv/talk.csv, column: talk_s }";
    const path = kept("with-csv.yaml", changed(["{ distribution: lognormal, mean: 4m, cv: 1.1 }", law]));
    expect(loadScenario(path).handling.talk).toEqual({ kind: "empirical", sortedSeconds: [60] });
  });

  it("says what to do where there is no such file", () => {
    expect(() => loadScenario(join(folder, "none.yaml"))).toThrow(InvalidInput);
    expect(() => loadScenario(join(folder, "none.yaml"))).toThrow(/there is no such file.*surgeline init/);
  });

  it("refuses a folder, and bytes that are no text", () => {
    expect(() => loadScenario(folder)).toThrow(/it is a folder/);
    const path = kept("bytes.yaml", Uint8Array.of(0x6e, 0xff, 0xfe, 0x00));
    expect(() => loadScenario(path)).toThrow(/no UTF-8 text/);
  });

  it("writes every fault as file:line:column, as compilers do", () => {
    const path = kept("bad.yaml", changed(["compression: 60", "compression: x"], ["cv: 0.5 }", "cv: 0.7 }"]));
    expect(() => loadScenario(path)).toThrow(
      new RegExp(`^${path}:26:51: handling\\.wrapUp\\.cv .*\\n${path}:40:16: flood\\.compression `),
    );
  });
});
