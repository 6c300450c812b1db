import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { cacheFolder } from "../process/cache-folder.ts";
import { ProgramMissing } from "../process/program-missing.ts";

/** The k6 that set-up builds, and that the lane was tried with. */
export const K6_VERSION = "v2.2.0";

/** The Go that this k6 asks for in its go.mod. */
const GO_OF_K6 = { major: 1, minor: 25 } as const;

/** A k6 that can be started. */
export interface FoundK6 {
  readonly program: string;
  readonly version: string;
}

const HOW_TO_GET_IT =
  "The web lane needs k6: install it from k6's own packages, or install Go 1.25 or later and run npm run setup -- --for tests " +
  "with SURGELINE_REQUIRE=all, which builds it into the cache.";

/** The version in what `k6 version` prints, such as `v2.2.0`. */
export const k6Version = (printed: string): string | undefined =>
  /k6(?:\.exe)? (v\d+\.\d+\.\d+\S*)/.exec(printed)?.[1];

/** Whether `go version` names a Go that can build this k6. */
export const canBuildK6 = (goVersion: string): boolean => {
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(goVersion) ?? [];
  if (major === undefined || minor === undefined) return false;
  return (
    Number(major) > GO_OF_K6.major || (Number(major) === GO_OF_K6.major && Number(minor) >= GO_OF_K6.minor)
  );
};

/** Where set-up builds k6. */
export const builtProgram = (): string => join(cacheFolder(), `k6-${K6_VERSION}`, "k6");

const ask = async (program: string): Promise<FoundK6 | undefined> => {
  const result = await execa(program, ["version"], { reject: false, stdin: "ignore", timeout: 20_000 });
  const version = result.exitCode === 0 ? k6Version(result.stdout) : undefined;
  return version === undefined ? undefined : { program, version };
};

/** The k6 on the path, else the one that set-up built; nothing is built here. */
export const findK6 = async (): Promise<FoundK6 | undefined> =>
  (await ask("k6")) ?? (existsSync(builtProgram()) ? ask(builtProgram()) : undefined);

/** As `findK6`; throws ProgramMissing with what to do where there is none. */
export const requireK6 = async (): Promise<FoundK6> => {
  const found = await findK6();
  if (found === undefined) throw new ProgramMissing("k6", HOW_TO_GET_IT);
  return found;
};

/**
 * Builds k6 into the cache where there is none and a Go that can build it is
 * there. A module of our own asks for it: `go install` of a pinned version
 * first asks which versions exist, and some module proxies do not list them.
 * Throws ProgramMissing where it cannot be had.
 */
export const obtainK6 = async (tell: (text: string) => void): Promise<FoundK6> => {
  const found = await findK6();
  if (found !== undefined) return found;
  const go = await execa("go", ["version"], { reject: false, stdin: "ignore" });
  if (go.exitCode !== 0 || !canBuildK6(go.stdout)) throw new ProgramMissing("k6", HOW_TO_GET_IT);
  const program = builtProgram();
  const folder = join(program, "..");
  const module = await mkdtemp(join(tmpdir(), "surgeline-k6-"));
  tell(`building k6 ${K6_VERSION} (once; it takes some minutes)`);
  try {
    await writeFile(
      join(module, "go.mod"),
      `module surgeline.invalid/k6\n\ngo ${GO_OF_K6.major}.${GO_OF_K6.minor}.0\n\nrequire go.k6.io/k6/v2 ${K6_VERSION}\n`,
    );
    const unfinished = join(module, "k6");
    const built = await execa("go", ["build", "-mod=mod", "-o", unfinished, "go.k6.io/k6/v2"], {
      cwd: module,
      reject: false,
      stdin: "ignore",
      all: true,
    });
    if (built.exitCode !== 0) {
      const last = built.all.trim().split("\n").slice(-3).join(" / ");
      throw new ProgramMissing("k6", `go could not build it: ${last}. ${HOW_TO_GET_IT}`);
    }
    await mkdir(folder, { recursive: true });
    // the temporary folder may be on another disk, where a rename does not reach
    await execa("cp", [unfinished, `${program}.${process.pid}.part`]);
    await rename(`${program}.${process.pid}.part`, program);
  } finally {
    await rm(module, { recursive: true, force: true });
  }
  const answer = await ask(program);
  if (answer === undefined) throw new ProgramMissing("k6", HOW_TO_GET_IT);
  return answer;
};
