// `npm run bench -- queueing simulation`: the benches named, or all of this folder.
import { readdirSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Bench } from "./bench.ts";

const folder = dirname(fileURLToPath(import.meta.url));
const available = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "run.ts" && file !== "bench.ts")
  .map((file) => file.slice(0, -".ts".length))
  .sort();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !available.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(", ")}; there are ${available.join(", ")}.\n`);
  process.exit(104);
}
const busy = loadavg()[0] ?? 0;
if (busy > 0.75 * availableParallelism()) {
  console.log(
    `The machine is busy (load ${busy.toFixed(1)} on ${availableParallelism()} cores): paces are too low; shares of a limit or a peer hold.`,
  );
}
for (const file of asked.length > 0 ? asked : available) {
  const { name, bench } = (await import(pathToFileURL(join(folder, `${file}.ts`)).href)) as Bench;
  console.log(`\n${name}`);
  await bench((line) => console.log(`  ${line}`));
}
