// Bundles the scripts of the pages into dist/, beside the modules that put them
// into the pages: an installed package has no bundler.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const PAGES = ["report/page/report-page", "report/page/trend-page", "server/page/live-page"];

export const buildPages = async (dist) => {
  for (const page of PAGES) {
    const source = join(root, "src", `${page}.ts`);
    if (!existsSync(source)) throw new Error(`${source} is missing`);
    await build({
      entryPoints: [source],
      outfile: join(dist, `${page}.bundle.js`),
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2022",
      logLevel: "warning",
    });
  }
};
