import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ProgramMissing } from "../process/program-missing.ts";

const bundles = new Map<string, Promise<string>>();

const bundle = async (source: URL): Promise<string> => {
  const built = new URL(source.href.replace(/\.ts$/, ".bundle.js"));
  if (existsSync(built)) return readFile(built, "utf8");
  // only a checkout comes here: an installed package holds what was bundled when it was packed
  let esbuild: typeof import("esbuild");
  try {
    esbuild = await import("esbuild");
  } catch {
    throw new ProgramMissing(
      "esbuild",
      "It bundles the pages' scripts in a checkout: run npm run setup. An installed package does not need it.",
    );
  }
  const result = await esbuild.build({
    entryPoints: [fileURLToPath(source)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
};

/**
 * A page's script in one piece; bundled once a process.
 *
 * @param source the TypeScript that the page starts with; beside it an installed package has the bundle.
 */
export const bundledScript = (source: URL): Promise<string> => {
  const known = bundles.get(source.href);
  if (known !== undefined) return known;
  const made = bundle(source);
  bundles.set(source.href, made);
  return made;
};

/** The report page's own script. */
export const pageScript = (): Promise<string> =>
  bundledScript(new URL("./page/report-page.ts", import.meta.url));
