// `npm test`: types, lint and format, then vitest, whose arguments may follow.
// With SURGELINE_REQUIRE=all a skipped test is a failure: nothing may be
// missing there. A test of real traffic that passed only when tried again is
// told by name, with what it said first. The last line counts the tests.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = (name) => join(root, "node_modules", ".bin", name);
const vitestArguments = process.argv.slice(2);
const everything = vitestArguments.length === 0;

const step = (name, args) => {
  const result = spawnSync(program(name), args, { cwd: root, stdio: "inherit" });
  return result.status === 0;
};

if (everything && !(step("tsc", ["--noEmit"]) && step("biome", ["check", "."]))) process.exit(1);

const folder = mkdtempSync(join(tmpdir(), "surgeline-test-"));
const outcomeFile = join(folder, "vitest.json");
const passed = step("vitest", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${outcomeFile}`,
  ...vitestArguments,
]);
let outcome;
try {
  outcome = JSON.parse(readFileSync(outcomeFile, "utf8"));
} catch (error) {
  process.stderr.write(`vitest left no result: ${error.message}\n`);
  process.exit(1);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const skipped = outcome.numPendingTests + outcome.numTodoTests;
const everythingRequired = process.env.SURGELINE_REQUIRE === "all" && everything;
const isLeftOut = ({ status }) => status !== "passed" && status !== "failed";
if (everythingRequired) {
  for (const { assertionResults } of outcome.testResults) {
    for (const test of assertionResults.filter(isLeftOut)) {
      process.stderr.write(`skipped where nothing may be: ${test.fullName}\n`);
    }
  }
} else {
  // a group is named once, with its reason, whatever number of tests it has; what `-t` leaves out has none
  const groups = outcome.testResults
    .flatMap(({ assertionResults }) => assertionResults.filter(isLeftOut))
    .map(({ ancestorTitles: [group], fullName }) => (group?.includes("skipped:") ? group : fullName));
  if (everything) for (const group of new Set(groups)) console.log(`not run: ${group}`);
}
for (const { assertionResults } of outcome.testResults) {
  for (const { status, fullName, failureMessages } of assertionResults) {
    if (status !== "passed" || failureMessages.length === 0) continue;
    console.log(
      `passed when tried again: ${fullName}\n  first: ${failureMessages.join("\n").split("\n")[0]}`,
    );
  }
}
console.log(
  `${outcome.numPassedTests} passed, ${outcome.numFailedTests} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
);
process.exit(passed && !(everythingRequired && skipped > 0) ? 0 : 1);
