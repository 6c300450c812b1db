import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** The way the data goes: a folder imports only what stands above it. */
const FOLDERS_IN_ORDER = [
  "random",
  "distributions",
  "sip",
  "process",
  "queueing",
  "sipp-wrapper",
  "scenario",
  "trace",
  "calls",
  "runs",
  "simulation",
  "pbx",
  "flood",
  "web",
  "calibration",
  "planning",
  "gate",
  "compare",
  "report",
  "campaign",
  "server",
  "cli",
] as const;

/** Folders of pure functions, with the files that are allowed at their edge. */
const PURE: Record<string, readonly string[]> = {
  random: [],
  distributions: [],
  sip: [],
  queueing: [],
  trace: [],
  simulation: ["threads"],
  calibration: [],
  planning: [],
  gate: [],
  compare: [],
};

const source = resolve(dirname(fileURLToPath(import.meta.url)), "..", "src");

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return path.endsWith(".ts") ? [path] : [];
  });

const importsOf = (file: string): string[] => {
  const text = readFileSync(file, "utf8");
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)|(?:^|\n)import\s+"([^"]+)"/g;
  return [...text.matchAll(pattern)].map((match) => (match[1] ?? match[2] ?? match[3]) as string);
};

const folderOf = (file: string): string => relative(source, file).split(sep)[0] as string;

const files = filesBelow(source);

describe("the house", () => {
  it("has only the folders that the way of the data names", () => {
    const folders = readdirSync(source).filter((name) => statSync(join(source, name)).isDirectory());
    expect(folders.filter((name) => !(FOLDERS_IN_ORDER as readonly string[]).includes(name))).toEqual([]);
  });

  it("lets a folder import only what stands above it", () => {
    const against: string[] = [];
    for (const file of files) {
      const from = folderOf(file);
      if (from.endsWith(".ts")) continue;
      for (const specifier of importsOf(file)) {
        if (!specifier.startsWith(".")) continue;
        const to = folderOf(resolve(dirname(file), specifier));
        const order = FOLDERS_IN_ORDER as readonly string[];
        if (order.indexOf(to) > order.indexOf(from) || to === "index.ts") {
          against.push(`${relative(source, file)} imports ${to}`);
        }
      }
    }
    expect(against).toEqual([]);
  });

  it("has no circular import", () => {
    const graph = new Map<string, string[]>();
    for (const file of files) {
      graph.set(
        file,
        importsOf(file)
          .filter((specifier) => specifier.startsWith("."))
          .map((specifier) => resolve(dirname(file), specifier)),
      );
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        circles.push([...path.slice(path.indexOf(file)), file].map((f) => relative(source, f)).join(" → "));
        return;
      }
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  it("keeps input, output, clocks and global randomness out of the pure folders", () => {
    const against: string[] = [];
    for (const file of files) {
      const folder = folderOf(file);
      const edges = PURE[folder];
      if (edges === undefined) continue;
      const below = relative(join(source, folder), file);
      if (edges.some((edge) => below.split(sep)[0] === edge)) continue;
      for (const specifier of importsOf(file)) {
        if (specifier.startsWith("node:")) against.push(`${folder}/${below} imports ${specifier}`);
      }
      const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      const impure =
        /Math\.random\(|Date\.now\(|new Date\(\)|performance\.now\(|\bprocess\.|\bconsole\./.exec(text);
      if (impure) against.push(`${folder}/${below} uses ${impure[0]}`);
    }
    expect(against).toEqual([]);
  });
});
