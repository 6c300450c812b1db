// Builds dist/, which is what an installed package runs: Node does not take
// types off files under node_modules.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = (name) => join(root, "node_modules", ".bin", name);

rmSync(join(root, "dist"), { recursive: true, force: true });
// what k6 runs is compiled apart, against k6's types instead of Node's
for (const project of ["tsconfig.build.json", "tsconfig.build-k6.json"]) {
  const compiled = spawnSync(program("tsc"), ["-p", join(root, project)], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (compiled.status !== 0) process.exit(1);
}

const pages = join(root, "scripts", "build-pages.js");
if (existsSync(pages)) {
  const { buildPages } = await import(pathToFileURL(pages).href);
  await buildPages(join(root, "dist"));
}
