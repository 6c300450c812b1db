import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

/** How the folder of an Asterisk's configuration, logs and database begins. */
export const HOME_PREFIX = "surgeline-asterisk-";

/** What Asterisk writes the answer to a manager command into; it stays where it dies or restarts meanwhile. */
const COMMAND_FILE_PREFIX = "ast-ami-";

/** The process that a home belongs to; undefined where it says none. */
const processOf = async (home: string): Promise<number | undefined> => {
  const text = await readFile(join(home, "run", "asterisk.pid"), "utf8").catch(() => "");
  return /^\d+\s*$/.test(text) ? Number(text) : undefined;
};

/**
 * Removes from a folder what Asterisks that are dead have left in it: files of
 * unfinished manager commands, and the homes of runs that were killed together
 * with their Asterisk. What belongs to a living process, or to one that has not
 * said its number yet, stays.
 */
export const removeLeftBehind = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const path = join(folder, name);
    if (name.startsWith(COMMAND_FILE_PREFIX)) await rm(path, { force: true });
    if (!name.startsWith(HOME_PREFIX)) continue;
    const pid = await processOf(path);
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) await rm(path, { recursive: true, force: true });
  }
};
