import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { findAsterisk } from "../../../src/pbx/asterisk/find-asterisk.ts";
import { isRunning } from "./flood-asterisk.ts";

/** A process that a run has started. */
export interface Descendant {
  readonly pid: number;
  readonly command: readonly string[];
  /** The folder that it works in, or whose configuration it reads. */
  readonly folder: string | undefined;
}

const parentOf = (pid: number): number | undefined => {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
};

const commandOf = (pid: number): readonly string[] => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
};

const found = await findAsterisk();
const root = found?.kind === "folder" ? found.root : "";

const folderOf = (pid: number, command: readonly string[]): string | undefined => {
  const configuration = command[command.indexOf("-C") + 1];
  if (command.some((word) => word.endsWith("/asterisk")) && configuration !== undefined) {
    return join(root, configuration, "../..");
  }
  try {
    const folder = readlinkSync(`/proc/${pid}/cwd`);
    // the callers work in the run's own folder, which is to stay
    return basename(folder).startsWith("surgeline-") ? folder : undefined;
  } catch {
    return undefined;
  }
};

/** Every process below this one. */
export const descendantsOf = (pid: number): readonly Descendant[] => {
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const below = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const each of pids) {
      if (below.has(each) || !below.has(parentOf(each) ?? -1)) continue;
      below.add(each);
      grown = true;
    }
  }
  below.delete(pid);
  return [...below].map((each) => {
    const command = commandOf(each);
    return { pid: each, command, folder: folderOf(each, command) };
  });
};

export const isAsterisk = ({ command }: Descendant): boolean =>
  command.some((word) => word.endsWith("/asterisk"));

export const isAgentTelephones = ({ command }: Descendant): boolean =>
  command[0] === "sipp" && command.includes("agents.xml");

/** What is left of processes and their folders; all that these ran in counts, mounts too. */
export const leftOf = (processes: readonly Descendant[]): readonly string[] => {
  const mounts = readFileSync("/proc/mounts", "utf8");
  return processes.flatMap(({ pid, command, folder }) => [
    ...(isRunning(pid) ? [`process ${pid}: ${command.join(" ")}`] : []),
    ...(folder !== undefined && existsSync(folder) ? [`folder ${folder}`] : []),
    ...(folder !== undefined && mounts.includes(folder) ? [`mount of ${folder}`] : []),
  ]);
};

/** Has Asterisk do something, over the control socket that it has in its own folder. */
export const askAsterisk = ({ command }: Descendant, words: string): readonly [string, readonly string[]] => {
  const configuration = command[command.indexOf("-C") + 1] ?? "";
  const ask = ["-C", configuration, "-rx", words];
  return root === "" ? ["asterisk", ask] : ["chroot", [root, "/usr/sbin/asterisk", ...ask]];
};
