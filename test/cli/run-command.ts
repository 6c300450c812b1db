import { fileURLToPath } from "node:url";
import type { CommandContext } from "../../src/cli/context.ts";
import { runCommandLine } from "../../src/cli/main.ts";

/** The repository's folder, where scenarios stand. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What a command ended with, and what it wrote. */
export interface CommandOutcome {
  readonly code: number;
  /** Standard output, its texts a line each. */
  readonly printed: string;
  /** Standard error, likewise. */
  readonly told: string;
}

/** Runs one command line in this process, in the repository's folder if none is given. */
export const runCommand = async (
  words: readonly string[],
  given: Partial<Pick<CommandContext, "workingDirectory" | "environment" | "onInterrupt">> = {},
): Promise<CommandOutcome> => {
  const printed: string[] = [];
  const told: string[] = [];
  const code = await runCommandLine(words, {
    workingDirectory: ROOT,
    environment: {},
    isTerminal: false,
    columns: 80,
    colour: false,
    print: (text) => void printed.push(text),
    tell: (text) => void told.push(text),
    onInterrupt: () => () => {},
    ...given,
  });
  return { code, printed: printed.join("\n"), told: told.join("\n") };
};
