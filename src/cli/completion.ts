import { Command } from "commander";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { ActionRunner, CommandModule, CommonFlags } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  /** Long flags with their dashes. */
  readonly flags: readonly string[];
}

const COMMON_FLAGS = ["--json", "--quiet", "--help"];

const noAction: ActionRunner = () => async () => {};

/** A command of the list that is completed. */
export interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** Every command with its flags, as their own definitions have them. */
const completedCommands = (listed: readonly ListedCommand[]): Promise<readonly CompletedCommand[]> =>
  Promise.all(
    listed.map(async ({ name, summary, load }) => {
      const command = new Command(name);
      (await load()).define(command, noAction);
      // erlang has commands of its own, whose flags are completed like its own
      const flags = [command, ...command.commands].flatMap(({ options }) =>
        options.flatMap(({ long }) => (long === undefined || long === null ? [] : [long])),
      );
      return { name, summary, flags: [...new Set([...flags, ...COMMON_FLAGS])] };
    }),
  );

const bashScript = (commands: readonly CompletedCommand[]): string => `# surgeline completion for bash
_surgeline() {
  local word="\${COMP_WORDS[COMP_CWORD]}" flags=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(" ")} help" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${commands.map(({ name, flags }) => `    ${name}) flags="${flags.join(" ")}" ;;`).join("\n")}
  esac
  if [[ "$word" == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _surgeline surgeline`;

/** A text as it may stand between single quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const zshScript = (commands: readonly CompletedCommand[]): string => `#compdef surgeline
# surgeline completion for zsh
_surgeline() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(":", "\\:")}`)}`).join("\n")}
    'help:the help of a command'
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  if [[ "$PREFIX" != -* ]]; then
    _files
    return
  fi
  case "\${words[2]}" in
${commands.map(({ name, flags }) => `    ${name}) compadd -- ${flags.join(" ")} ;;`).join("\n")}
  esac
}
# a file of fpath is run for its first completion; sourced, it only says whom it completes
if [[ "\${funcstack[1]}" == _surgeline ]]; then _surgeline "$@"; else compdef _surgeline surgeline; fi`;

const fishScript = (commands: readonly CompletedCommand[]): string =>
  [
    "# surgeline completion for fish",
    "complete -c surgeline -n __fish_use_subcommand -f -a help -d 'the help of a command'",
    ...commands.map(
      ({ name, summary }) =>
        `complete -c surgeline -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ),
    ...commands.flatMap(({ name, flags }) =>
      flags.map(
        (flag) => `complete -c surgeline -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}`,
      ),
    ),
  ].join("\n");

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

const isShell = (text: string): text is keyof typeof SCRIPTS => Object.hasOwn(SCRIPTS, text);

/** The command itself; the list is asked for when it runs, since this command is one of it. */
export const completionOf = (listed: () => readonly ListedCommand[]): CommandModule => ({
  define: (command, run) => {
    command
      .argument("<shell>", "bash, zsh or fish")
      .addHelpText(
        "after",
        `
Prints what makes the shell complete commands, flags and files.

Examples:
  surgeline completion bash >> ~/.bashrc
  surgeline completion zsh > ~/.zfunc/_surgeline
  surgeline completion fish > ~/.config/fish/completions/surgeline.fish`,
      )
      .action(
        run(async (context, shell: string, flags: CommonFlags) => {
          if (!isShell(shell)) {
            throw invalidInput("completion", `got "${shell}"; there is completion for bash, zsh and fish.`);
          }
          const script = SCRIPTS[shell](await completedCommands(listed()));
          context.print(flags.json === true ? JSON.stringify({ shell, script }) : script);
          return ExitCode.done;
        }),
      );
  },
});
