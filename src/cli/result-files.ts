import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Looks at where results are to be written before hours of work are done for them.
 *
 * @param files paths by the flag that named them; those not given are passed over.
 * @throws InvalidInput for every one whose folder does not exist or that is a folder itself.
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
  }
  if (problems.length > 0) throw new InvalidInput(problems);
};
