import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { parseThresholdTable } from "../../src/gate/parse-threshold.ts";
import { DISTRIBUTION_KINDS } from "../../src/scenario/distribution-schema.ts";
import { scenarioJsonSchema } from "../../src/scenario/json-schema.ts";
import { METRIC_NAMES } from "../../src/scenario/metric-names.ts";
import { scenarioSchema } from "../../src/scenario/scenario-schema.ts";
import { read, SMALL } from "./small-scenario.ts";

const guide = readFileSync(fileURLToPath(new URL("../../docs/guides/scenarios.md", import.meta.url)), "utf8");

const snippets = [...guide.matchAll(/^```yaml (\w+)\n([\s\S]*?)^```$/gm)].map((match) => ({
  kind: match[1] as string,
  text: match[2] as string,
}));

const halfHours = Array.from({ length: 20 }, (_, index) => {
  const minutes = 480 + index * 30;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${minutes % 60 === 0 ? "00" : "30"},${index}`;
});

const NEIGHBOURS = {
  "calls.csv": ["start,calls", ...halfHours].join("\n"),
  "talk.csv": "talk_s\n120\n95\n",
  "stopwatch.csv": "minutes\n2\n1.5\n",
};

/** The whole scenario that a snippet stands for: what it shows of one block, put into a small scenario. */
const wholeOf = ({ kind, text }: { readonly kind: string; readonly text: string }): string => {
  if (kind === "scenario" || kind === "partial") return text;
  const small = parse(SMALL) as Record<string, unknown>;
  return stringify(kind === "top" ? { ...small, ...parse(text) } : { ...small, [kind]: parse(text) });
};

describe("the guide to scenarios", () => {
  it("shows thresholds that the gate can judge", () => {
    const judged = snippets
      .filter(({ kind }) => kind === "thresholds")
      .flatMap((snippet) => parseThresholdTable(read(wholeOf(snippet), [], NEIGHBOURS).thresholds));
    expect(judged.length).toBeGreaterThan(3);
  });

  it("has snippets", () => {
    expect(snippets.length).toBeGreaterThan(20);
    expect(guide.match(/^```yaml/gm)).toHaveLength(snippets.length);
  });

  it.each(
    snippets.filter(({ kind }) => kind !== "partial").map((snippet, index) => [index + 1, snippet] as const),
  )("shows a scenario that is valid in snippet %i", (_, snippet) => {
    expect(read(wholeOf(snippet), [], NEIGHBOURS).name.length).toBeGreaterThan(0);
  });

  it("names every field", () => {
    const names = new Set<string>();
    const collect = (schema: unknown): void => {
      if (typeof schema !== "object" || schema === null) return;
      const { properties } = schema as { properties?: Record<string, unknown> };
      for (const key of Object.keys(properties ?? {})) names.add(key);
      for (const inner of Object.values(schema)) collect(inner);
    };
    collect(scenarioJsonSchema());
    expect(names.size).toBeGreaterThan(Object.keys(scenarioSchema.shape).length);
    expect([...names].filter((name) => !new RegExp(`\\b${name}\\b`).test(guide))).toEqual([]);
  });

  it("shows an example of every field", () => {
    const shown = snippets.map(({ text }) => text).join("\n");
    const fields = Object.keys(scenarioSchema.shape).filter(
      (name) => !new RegExp(`^${name}:`, "m").test(shown) && !snippets.some(({ kind }) => kind === name),
    );
    expect(fields).toEqual([]);
  });

  it("names every distribution and every metric", () => {
    for (const name of [...DISTRIBUTION_KINDS, ...METRIC_NAMES]) expect(guide).toContain(`\`${name}\``);
  });

  it("shows settings that can be made", () => {
    const press = readFileSync(
      fileURLToPath(new URL("../../scenarios/hotline-sante-press-conference.yaml", import.meta.url)),
      "utf8",
    );
    const settings = [...guide.matchAll(/--set '?([\w.[\]]+=(?:\{[^}]*\}|\S+?))'?(?=\s|$)/gm)].map(
      (match) => match[1] as string,
    );
    const complete = settings.filter((setting) => !setting.startsWith("path="));
    expect(complete.length).toBeGreaterThan(3);
    for (const setting of complete.map((text) => text.replace(/`$/, ""))) {
      expect(() => read(press, [setting])).not.toThrow();
    }
  });
});
