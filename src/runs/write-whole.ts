import { rename, rm, writeFile } from "node:fs/promises";
import { invalidInput } from "../scenario/invalid-input.ts";

/** What keeps a file from being written that whoever named it can mend, by the system's name for it. */
const MENDABLE: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist; make it first",
  EEXIST: "a file of that name stands there; name another place",
  ENOTDIR: "a part of its path is a file and no folder; name another place",
  EISDIR: "it is a folder; name a file",
  EACCES: "this user may not write there; name another place",
  EPERM: "this user may not write there; name another place",
  EROFS: "that file system is read-only; name another place",
  ENAMETOOLONG: "its name is too long; give a shorter one",
};

/** What the system said, as a fault that the user can mend where it is one. */
export const unwritable = (error: unknown, path: string, what: string): unknown => {
  const reason = MENDABLE[(error as NodeJS.ErrnoException).code ?? ""];
  return reason === undefined ? error : invalidInput(path, `${what}: ${reason}.`);
};

/**
 * Writes a file whole or not at all: to a neighbour first, then renamed over
 * it. A reader never sees half of it; a full disk leaves the old one.
 *
 * @throws InvalidInput where nothing can be written at that place, ENOSPC as it is.
 */
export const writeWhole = async (path: string, content: string | Uint8Array): Promise<void> => {
  const neighbour = `${path}.${process.pid}.part`;
  try {
    await writeFile(neighbour, content);
    await rename(neighbour, path);
  } catch (error) {
    await rm(neighbour, { force: true }).catch(() => {});
    throw unwritable(error, path, "The file cannot be written");
  }
};
