import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { cacheFolder } from "../../process/cache-folder.ts";
import { ProgramMissing } from "../../process/program-missing.ts";

/** The oldest Asterisk whose queue and PJSIP behave as surgeline needs. */
const OLDEST_ASTERISK = 20;

/** An Asterisk that can be started: the machine's own, or one in a folder to change root into. */
export type FoundAsterisk =
  | { readonly kind: "machine"; readonly program: string; readonly version: string }
  | { readonly kind: "folder"; readonly root: string; readonly version: string };

const HOW_TO_GET_IT =
  `surgeline needs Asterisk ${OLDEST_ASTERISK} or later: install it (on Ubuntu: apt-get install asterisk), ` +
  "or run as root on Debian, where surgeline fetches one from Debian unstable into a folder of its own.";

/** The version in what `asterisk -V` prints, such as `22.10.1`. */
export const asteriskVersion = (printed: string): string | undefined =>
  /Asterisk (?:certified[/-])?(\d+(?:\.\d+)*)/.exec(printed)?.[1];

const versionOf = async (command: string, args: readonly string[]): Promise<string | undefined> => {
  const result = await execa(command, args, { reject: false, timeout: 20_000, stdin: "ignore" });
  return result.exitCode === 0 ? asteriskVersion(result.stdout) : undefined;
};

const isRecent = (version: string | undefined): version is string =>
  version !== undefined && Number(version.split(".")[0]) >= OLDEST_ASTERISK;

const rootFolder = (): string => join(cacheFolder(), "asterisk-root");

const findInFolder = async (root: string): Promise<FoundAsterisk | undefined> => {
  if (process.getuid?.() !== 0 || !existsSync(join(root, "usr/sbin/asterisk"))) return undefined;
  const version = await versionOf("chroot", [root, "/usr/sbin/asterisk", "-V"]);
  return isRecent(version) ? { kind: "folder", root, version } : undefined;
};

/** The Asterisk that is on this machine already, nothing fetched: its own first, then the fetched one. */
export const findAsterisk = async (): Promise<FoundAsterisk | undefined> => {
  for (const program of ["asterisk", "/usr/sbin/asterisk"]) {
    const version = await versionOf(program, ["-V"]);
    if (isRecent(version)) return { kind: "machine", program, version };
  }
  return findInFolder(rootFolder());
};

/** The Debian archive that the machine's own apt uses, from `apt-get indextargets`; none on another system. */
export const debianMirror = (indexTargets: string): string | undefined => {
  for (const line of indexTargets.split("\n")) {
    const [origin, label, address] = line.split("|");
    if (origin === "Debian" && label === "Debian" && address) return address.replace(/\/$/, "");
  }
  return undefined;
};

const askForMirror = async (): Promise<string | undefined> => {
  const result = await execa(
    "apt-get",
    ["indextargets", "--format", "$(ORIGIN)|$(LABEL)|$(REPO_URI)", "Created-By: Packages"],
    { reject: false, stdin: "ignore" },
  );
  return result.exitCode === 0 ? debianMirror(result.stdout) : undefined;
};

const ensureDebootstrap = async (tell: (text: string) => void): Promise<boolean> => {
  const present = await execa("debootstrap", ["--version"], { reject: false, stdin: "ignore" });
  if (present.exitCode === 0) return true;
  tell("installing debootstrap");
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  const options = { reject: false, stdin: "ignore", env: environment } as const;
  await execa("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=120", "update"], options);
  const installed = await execa(
    "apt-get",
    ["-q", "-o", "DPkg::Lock::Timeout=120", "install", "-y", "--no-install-recommends", "debootstrap"],
    options,
  );
  return installed.exitCode === 0;
};

/**
 * An Asterisk to start: the one on the machine, else one fetched once from
 * Debian unstable by debootstrap, from the mirror that the machine's apt uses.
 * Throws ProgramMissing where neither can be had.
 */
export const obtainAsterisk = async (tell: (text: string) => void): Promise<FoundAsterisk> => {
  const found = await findAsterisk();
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0) throw new ProgramMissing("Asterisk", HOW_TO_GET_IT);
  const mirror = await askForMirror();
  if (mirror === undefined || !(await ensureDebootstrap(tell))) {
    throw new ProgramMissing("Asterisk", HOW_TO_GET_IT);
  }
  const root = rootFolder();
  const unfinished = `${root}.${process.pid}.part`;
  tell(`fetching Asterisk from Debian unstable into ${root} (500 MB, once; it takes a minute)`);
  try {
    const result = await execa(
      "debootstrap",
      ["--variant=minbase", "--include=asterisk", "unstable", unfinished, mirror],
      { reject: false, stdin: "ignore", all: true },
    );
    if (result.exitCode !== 0) {
      const last = result.all.trim().split("\n").slice(-3).join(" / ");
      throw new ProgramMissing("Asterisk", `debootstrap could not fetch it: ${last}. ${HOW_TO_GET_IT}`);
    }
    await rm(root, { recursive: true, force: true });
    await rename(unfinished, root);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  const fetched = await findInFolder(root);
  if (fetched === undefined) throw new ProgramMissing("Asterisk", HOW_TO_GET_IT);
  return fetched;
};
