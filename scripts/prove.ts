// Runs the long proofs of scripts/prove, all or those named, and writes what
// they showed to docs/evidence.md. Ends with 1 if one of them failed.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type ProofModule, writeEvidence } from "./prove/evidence.ts";

const folder = fileURLToPath(new URL("./prove/", import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "evidence.ts")
  .map((file) => file.slice(0, -3))
  .sort();
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no proof ${unknown.join(", ")}; there are ${names.join(", ")}.`);
  process.exit(104);
}

let failed = 0;
for (const name of chosen.length > 0 ? chosen : names) {
  const { title, prove } = (await import(new URL(`./prove/${name}.ts`, import.meta.url).href)) as ProofModule;
  console.log(`${name}: ${title}`);
  const began = performance.now();
  const proof = await prove((line) => console.log(`  ${line}`));
  const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  if (proof.state === "skipped") console.log(`  skipped: ${proof.reason}`);
  else {
    writeEvidence(title, proof.markdown);
    console.log(`  ${proof.state} (${took})`);
    if (proof.state === "failed") failed++;
  }
}
process.exitCode = failed > 0 ? 1 : 0;
