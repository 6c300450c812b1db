// The programs that are optional elsewhere and required by SURGELINE_REQUIRE=all:
// Chromium for the pages, Asterisk for the real PBX, k6 for the web lane. Called
// by setup.js after the npm packages are there.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const setUpOptional = async ({ say, fail, run, runs, aptInstall }) => {
  if (!runs("chromium", ["--version"])) {
    say("installing chromium (it draws the pages under test)");
    if (!aptInstall(["chromium"]))
      fail("chromium is missing and could not be installed; on Debian: apt-get install chromium.");
  }
  const node = join(root, "node_modules", ".bin", "node");
  // what fetches a program is part of surgeline, in TypeScript, so the Node of the packages runs it
  if (!run(node, [join(root, "scripts", "obtain-programs.ts")])) {
    fail("a program that SURGELINE_REQUIRE=all asks for could not be had (its message stands above).");
  }
};
