import { writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { invalidInput } from "../scenario/invalid-input.ts";
import { starterScenario } from "../scenario/starter-scenario.ts";
import type { CommandModule, CommonFlags } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";

const USUAL_FILE = "hotline.yaml";

/** The JSON schema's place as an editor finds it: relative where it lies below the new file. */
const schemaPathFrom = (folder: string): string => {
  const schema = fileURLToPath(new URL("../../schema/scenario.schema.json", import.meta.url));
  const path = relative(folder, schema);
  return path.startsWith("..") ? schema : `./${path}`;
};

const write = (path: string, text: string): void => {
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EEXIST")
      throw invalidInput(path, "This file is there already and stays as it is; name another one.");
    if (code === "ENOENT") throw invalidInput(path, "Its folder does not exist; make it first.");
    throw invalidInput(path, `It cannot be written: ${message}.`);
  }
};

/** `surgeline init [FILE]`: a commented scenario to start from. */
export const define: CommandModule["define"] = (command, run) => {
  command
    .argument("[file]", `where to write it (${USUAL_FILE} if not given)`)
    .addHelpText(
      "after",
      `
Examples:
  surgeline init
  surgeline init scenarios/vaccination-line.yaml`,
    )
    .action(
      run((context, file: string | undefined, flags: CommonFlags) => {
        const path = resolve(context.workingDirectory, file ?? USUAL_FILE);
        write(path, starterScenario(schemaPathFrom(dirname(path))));
        const shown = relative(context.workingDirectory, path);
        if (flags.json) context.print(JSON.stringify({ file: path }));
        else context.tell(`Wrote ${shown}. Put your figures in, then: surgeline run ${shown} --dry-run`);
        return ExitCode.done;
      }),
    );
};
