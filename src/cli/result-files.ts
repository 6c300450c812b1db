import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Whether this user may write into the nearest folder of a path that there is. */
export const mayWriteInto = (path: string): boolean => {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return mayWriteInto(dirname(path));
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * Looks at where results are to be written before hours of work are done for them.
 *
 * @param files paths by the flag that named them; those not given are passed over.
 * @throws InvalidInput for every one whose folder does not exist, that is a folder itself, or that this user may not write.
 */
export const checkResultFiles = (
  workingDirectory: string,
  files: Readonly<Record<string, string | undefined>>,
): void => {
  const problems: Problem[] = [];
  for (const [where, file] of Object.entries(files)) {
    if (file === undefined) continue;
    const path = resolve(workingDirectory, file);
    if (isFolder(path)) problems.push({ where, message: `${file} is a folder; name a file.` });
    else if (!isFolder(dirname(path)))
      problems.push({ where, message: `the folder of ${file} does not exist; make it first.` });
    else if (!mayWriteInto(path))
      problems.push({ where, message: `${file} may not be written by this user; name another file.` });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
};
