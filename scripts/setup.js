// Makes a fresh checkout ready: the npm packages (with the Node that runs the
// TypeScript sources) and the programs that are driven. Plain JavaScript, since it runs on whatever Node the machine has; it
// asks nothing, and does nothing where nothing is to do.
//
//   node scripts/setup.js                 what `npm run demo` needs
//   node scripts/setup.js --for tests     the same, and with SURGELINE_REQUIRE=all
//                                         every program that is optional elsewhere
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MISSING_PROGRAM = 111;

const say = (text) => process.stderr.write(`setup: ${text}\n`);

const fail = (text) => {
  say(text);
  process.exit(MISSING_PROGRAM);
};

const runs = (command, args, options = {}) =>
  spawnSync(command, args, { stdio: "ignore", ...options }).error === undefined;

const run = (command, args, options = {}) => {
  // What the programs print goes to standard error: standard output belongs to the command that follows.
  const result = spawnSync(command, args, { stdio: ["ignore", 2, 2], cwd: root, ...options });
  return result.status === 0;
};

const installPackages = () => {
  const lock = readFileSync(join(root, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  const stamp = join(root, "node_modules", ".surgeline-setup");
  const nodeHere = join(root, "node_modules", ".bin", "node");
  if (existsSync(stamp) && existsSync(nodeHere) && readFileSync(stamp, "utf8") === wanted) return;
  say("installing the npm packages");
  if (!run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"])) {
    fail(
      "npm ci failed (its message stands above). The npm registry must be reachable for the first set-up.",
    );
  }
  if (!runs(nodeHere, ["--version"])) {
    fail(
      "the npm package node brought no program that starts here. Install Node 22.18 or later and run again.",
    );
  }
  writeFileSync(stamp, wanted);
};

/** How this user may install Debian packages: directly, by sudo that asks nothing, or not at all. */
const aptPrefix = () => {
  if (!runs("apt-get", ["--version"])) return undefined;
  if (process.getuid?.() === 0) return [];
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n"] : undefined;
};

let listsAreFresh = false;

const aptInstall = (packages) => {
  const prefix = aptPrefix();
  if (prefix === undefined) return false;
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => {
    const [command, ...rest] = [...prefix, "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120", ...args];
    return run(command, rest, { env: environment });
  };
  if (!listsAreFresh) {
    apt("update");
    listsAreFresh = true;
  }
  return apt("install", "-y", "--no-install-recommends", ...packages);
};

const needProgram = (program, debianPackage, purpose) => {
  if (runs(program, ["-v"])) return;
  say(`installing ${debianPackage} (${purpose})`);
  if (aptInstall([debianPackage]) && runs(program, ["-v"])) return;
  fail(
    `${program} is missing (${purpose}) and could not be installed. ` +
      `Install it as root (on Debian or Ubuntu: apt-get install ${debianPackage}) and run again.`,
  );
};

installPackages();
needProgram("sipp", "sip-tester", "it places the calls");

const purpose = process.argv[process.argv.indexOf("--for") + 1];
if (process.env.SURGELINE_REQUIRE === "all" && process.argv.includes("--for")) {
  const optional = join(root, "scripts", "setup-optional.js");
  if (existsSync(optional)) {
    const { setUpOptional } = await import(pathToFileURL(optional).href);
    await setUpOptional({ purpose, say, fail, run, runs, aptInstall });
  }
}
