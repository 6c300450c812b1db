/** Every code that surgeline ends with, for scripts and release jobs to rely on. */
export const ExitCode = {
  /** Done; thresholds met. */
  done: 0,
  /** A defect of surgeline itself. */
  defect: 1,
  /** A threshold failed, `--verify` did not prove the staffing, or a comparison found a regression. */
  thresholdFailed: 99,
  /** A scenario, flag or file that cannot be used as it is. */
  invalidInput: 104,
  /** Stopped by the user; what was measured is kept. */
  interrupted: 105,
  /** The generator could not hold its schedule: the run proves nothing. */
  invalidRun: 110,
  /** A program that is needed is not installed. */
  programMissing: 111,
  /** Nothing answered before the first call. */
  noAnswer: 112,
  /** The target is not loopback and was not allowed by name, or is an emergency number. */
  targetNotAllowed: 113,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Where several hold, the first of these is the one to end with. */
const PRECEDENCE: readonly ExitCode[] = [1, 104, 111, 113, 105, 112, 110, 99];

/** The one code to end with where several hold; 0 where none does. */
export const strongest = (codes: readonly ExitCode[]): ExitCode =>
  PRECEDENCE.find((code) => codes.includes(code)) ?? ExitCode.done;
