#!/usr/bin/env node
// Plain JavaScript on purpose: it must run on a Node that is too old for the
// rest, in order to say so. From a checkout it starts the TypeScript sources as
// they are; from an installed package what was built from them.
import { existsSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `surgeline needs Node 22.18 or later; this is ${process.version}. ` +
      "In a checkout, npm run setup brings a newer Node and npx surgeline uses it; " +
      "elsewhere install a newer Node, or npm install node@24 beside surgeline.\n",
  );
  process.exit(111);
}

// what Node has compiled is kept in the temporary folder: the next command starts in half the time
module.enableCompileCache?.();

const source = join(root, "src", "cli", "main.ts");
const built = join(root, "dist", "cli", "main.js");
const { main } = await import(pathToFileURL(existsSync(source) ? source : built).href);
await main(process.argv);
