import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parseColumnMapping } from "../../src/calls/column-mapping.ts";
import { REPORT_COLUMNS } from "../../src/calls/interval-report.ts";
import { openMeasuredFile } from "../../src/calls/read-calls.ts";
import { TIME_TOKENS } from "../../src/calls/time-format.ts";

const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
const guide = readFileSync(join(docs, "guides/measured-calls.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "surgeline-guide-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the guide to measured calls", () => {
  it("shows a mapping that reads what it says", () => {
    const snippet = /^```yaml\n([\s\S]*?)^```$/m.exec(guide)?.[1] as string;
    writeFileSync(join(folder, "mapping.yaml"), snippet);
    const table = [
      "Début;Réponse;Résultat;Conversation;Post-appel;Appelant;Agent;Attente",
      "01/09/2026 08:00:00;01/09/2026 08:00:12;servi;3:20;4,5;17;anne;12",
      "01/09/2026 08:00:01;01/09/2026 08:00:01;raccroché;;;18;;0",
      "01/09/2026 08:00:02;01/09/2026 08:03:02;débordement;;;masqué;;180",
      "01/09/2026 08:00:03;;saturé;;;19;;",
      "01/09/2026 08:00:04;;test;;;20;;",
    ].join("\n");
    writeFileSync(join(folder, "calls.csv"), Buffer.from(table, "latin1"));
    const file = openMeasuredFile(join(folder, "calls.csv"), { mapping: join(folder, "mapping.yaml") });
    expect(file.content === "calls" && [...file.calls]).toEqual([
      {
        arrivalSeconds: 28_800,
        outcome: "answered",
        waitSeconds: 12,
        talkSeconds: 200,
        wrapUpSeconds: 4.5,
        callerId: "17",
        agent: "anne",
      },
      { arrivalSeconds: 28_802, outcome: "censored", waitSeconds: 180 },
      { arrivalSeconds: 28_803, outcome: "blocked", callerId: "19" },
    ]);
    expect(file.log.dropped).toBe(2);
  });

  it("names every column of a report and every token of a time", () => {
    for (const name of [...REPORT_COLUMNS, ...TIME_TOKENS.split(" ")]) expect(guide).toContain(name);
  });

  it.each(["bank-1999-mapping.yaml", "pbx-report-mapping.yaml"])(
    "links to a mapping that is valid: %s",
    (name) => {
      expect(parseColumnMapping(readFileSync(join(docs, "examples", name), "utf8"), name).kind).toMatch(
        /calls|intervals/,
      );
    },
  );
});
