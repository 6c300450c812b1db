import { Command, CommanderError } from "commander";
import { TargetNotAllowed } from "../flood/allowed-target.ts";
import { NoAnswer } from "../flood/ask-options.ts";
import { AmiFailure } from "../pbx/asterisk/ami-connection.ts";
import { RegistrationRefused } from "../pbx/registration.ts";
import { ProgramMissing } from "../process/program-missing.ts";
import { DomainError } from "../queueing/domain-error.ts";
import { InvalidInput } from "../scenario/invalid-input.ts";
import { COMMANDS } from "./commands.ts";
import type { ActionRunner, CommandContext, CommonFlags } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";
import { surgelineVersion } from "./program-versions.ts";

/** The context of the real process. */
export const processContext = (): CommandContext => ({
  workingDirectory: process.cwd(),
  environment: process.env,
  isTerminal: process.stderr.isTTY === true,
  columns: process.stderr.columns ?? 80,
  colour: process.stdout.isTTY === true && !process.env["NO_COLOR"],
  print: (text) => void process.stdout.write(`${text}\n`),
  tell: (text) => void process.stderr.write(`${text}\n`),
  onInterrupt: (handler) => {
    let times = 0;
    const listener = (): void => handler(++times);
    process.on("SIGINT", listener);
    process.on("SIGTERM", listener);
    return () => {
      process.off("SIGINT", listener);
      process.off("SIGTERM", listener);
    };
  },
});

/** The exit code for what a command threw, after telling the user what to do about it. */
const explain = (error: unknown, context: CommandContext): ExitCode => {
  if (error instanceof InvalidInput || error instanceof DomainError) {
    context.tell(error.message);
    return ExitCode.invalidInput;
  }
  if (error instanceof ProgramMissing) {
    context.tell(error.message);
    return ExitCode.programMissing;
  }
  if (error instanceof TargetNotAllowed) {
    context.tell(error.message);
    return ExitCode.targetNotAllowed;
  }
  if (error instanceof NoAnswer || error instanceof AmiFailure || error instanceof RegistrationRefused) {
    context.tell(error.message);
    return ExitCode.noAnswer;
  }
  if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
    context.tell(
      `The disk is full, so that the result could not be written (${error.message}). Make room and run again.`,
    );
    return ExitCode.invalidRun;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.tell(`This is a defect of surgeline, please report it:\n${text}`);
  return ExitCode.defect;
};

const COMMON_FLAGS: readonly string[] = ["--json", "--quiet"];

/** The flags that every command has may stand before its name, too. */
const commonFlagsLast = (written: readonly string[]): readonly string[] => {
  const name = written.findIndex((argument) => !COMMON_FLAGS.includes(argument));
  return name <= 0
    ? written
    : [written[name] as string, ...written.slice(0, name), ...written.slice(name + 1)];
};

/** Runs one command line and returns its exit code; `written` is without node and script. */
export const runCommandLine = async (
  written: readonly string[],
  context: CommandContext,
): Promise<ExitCode> => {
  let exitCode: ExitCode = ExitCode.done;
  const argv = commonFlagsLast(written);
  const chosen = argv.find((argument) => !argument.startsWith("-"));

  const program = new Command("surgeline")
    .description("Load tests and capacity plans for telephone hotlines.")
    .version(surgelineVersion(), "-V, --version", "print the version")
    .showSuggestionAfterError()
    .showHelpAfterError(
      chosen === undefined || !COMMANDS.some(({ name }) => name === chosen)
        ? "surgeline --help lists the commands."
        : `surgeline ${chosen} --help tells its arguments and flags, with examples.`,
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.tell(text.trimEnd()),
    });

  for (const entry of COMMANDS) {
    const command = program.command(entry.name).description(entry.summary);
    command.copyInheritedSettings(program);
    command.option("--json", "print one JSON object on standard output and nothing else there");
    command.option("--quiet", "no progress and no messages");
    if (entry.name !== chosen && !(chosen === "help" && argv.includes(entry.name))) continue;
    const runner: ActionRunner =
      (action) =>
      async (...args) => {
        const flags = command.optsWithGlobals<CommonFlags>();
        const quiet = flags.quiet === true ? { ...context, tell: () => {} } : context;
        try {
          exitCode = await action(quiet, ...args);
        } catch (error) {
          exitCode = explain(error, context);
        }
      };
    (await entry.load()).define(command, runner);
  }

  try {
    if (argv.length === 0) {
      program.outputHelp();
      return ExitCode.done;
    }
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? ExitCode.done : ExitCode.invalidInput;
  }
  return exitCode;
};

/** What bin/surgeline.js calls; sets the process's exit code and lets output drain. */
export const main = async (argv: readonly string[]): Promise<void> => {
  // whoever reads our output may close it early (`| head`), which is no defect; what is written
  // after that is lost, and the command still ends with its own code, which a job may go by
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  process.exitCode = await runCommandLine(argv.slice(2), processContext());
};
