import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";

/**
 * The process as a command sees it. Commands take nothing from the global
 * process, so that a test can run them in its own.
 */
export interface CommandContext {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether standard error is a terminal, so that a line may be rewritten in place. */
  readonly isTerminal: boolean;
  /** Width of the terminal in characters. */
  readonly columns: number;
  /** Whether colours may be used on standard output. */
  readonly colour: boolean;
  /** Results, on standard output. */
  readonly print: (text: string) => void;
  /** Progress and messages, on standard error. */
  readonly tell: (text: string) => void;
  /** Registers what a first and a second Ctrl-C (or SIGTERM) does; returns how to unregister. */
  readonly onInterrupt: (handler: (times: number) => void) => () => void;
}

/** The flags that every command has. */
export interface CommonFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * One command, a file of this folder: `define` adds its arguments, flags,
 * examples and action to the commander command. The action's returned code is
 * what the process ends with.
 */
export interface CommandModule {
  readonly define: (command: Command, run: ActionRunner) => void;
}

/** Wraps an action so that its code, and the code of what it throws, reaches the process. */
export type ActionRunner = <Arguments extends readonly unknown[]>(
  action: (context: CommandContext, ...args: Arguments) => Promise<ExitCode> | ExitCode,
) => (...args: Arguments) => Promise<void>;
