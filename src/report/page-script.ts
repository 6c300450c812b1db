import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const BUILT = new URL("./page/report-page.js", import.meta.url);
const SOURCE = new URL("./page/report-page.ts", import.meta.url);

let bundled: Promise<string> | undefined;

const bundle = async (): Promise<string> => {
  if (existsSync(BUILT)) return readFile(BUILT, "utf8");
  // only a checkout comes here: an installed package holds what was bundled when it was packed
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: [fileURLToPath(SOURCE)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
};

/** The report page's own script, in one piece; bundled once a process. */
export const pageScript = (): Promise<string> => {
  bundled ??= bundle();
  return bundled;
};
