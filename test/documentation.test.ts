import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/cli/commands.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const markdownBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === "node_modules" || name.startsWith(".") || name === "reports" || name === "dist") return [];
    if (statSync(path).isDirectory()) return markdownBelow(path);
    return path.endsWith(".md") ? [path] : [];
  });

const pages = markdownBelow(root);

/** Lines of the shell blocks that call surgeline. */
const commandsOf = (text: string): string[] =>
  [...text.matchAll(/```(?:sh|bash|console)\n([\s\S]*?)```/g)]
    .flatMap(([, block = ""]) => block.replaceAll("\\\n", " ").split("\n"))
    .map((line) => line.replace(/^\$ /, "").trim())
    .filter((line) => /^(npx )?surgeline\b/.test(line));

describe("the documentation", () => {
  it("links only to what is there", () => {
    const broken: string[] = [];
    for (const page of pages) {
      const text = readFileSync(page, "utf8").replace(/```[\s\S]*?```/g, "");
      for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^(https?:|mailto:|#)/.test(target)) continue;
        const file = join(dirname(page), target.split("#")[0] as string);
        if (!existsSync(file)) broken.push(`${relative(root, page)} → ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("calls only commands that exist", () => {
    const known = COMMANDS.map(({ name }) => name);
    const unknown: string[] = [];
    for (const page of pages) {
      for (const command of commandsOf(readFileSync(page, "utf8"))) {
        const name = command.replace(/^npx /, "").split(/\s+/)[1];
        if (name !== undefined && !name.startsWith("-") && name !== "…" && !known.includes(name)) {
          unknown.push(`${relative(root, page)}: ${command}`);
        }
      }
    }
    expect(unknown).toEqual([]);
  });

  it("names in the README each scenario file that it uses as it is", () => {
    const text = readFileSync(join(root, "README.md"), "utf8");
    for (const [path] of text.matchAll(/scenarios\/[\w-]+\.yaml/g))
      expect(existsSync(join(root, path))).toBe(true);
  });
});
