/** One thing that is wrong with what a user gave: where it stands, what was found, what would be right. */
export interface Problem {
  /** The file, flag or field: `scenarios/x.yaml`, `--agents`. */
  readonly where: string;
  readonly line?: number;
  readonly column?: number;
  /** The whole sentence: what was found and what is accepted. */
  readonly message: string;
}

/** Writes a problem as compilers do: `file:line:column: message`. */
export const formatProblem = (problem: Problem): string => {
  const position =
    problem.line === undefined
      ? ""
      : `:${problem.line}${problem.column === undefined ? "" : `:${problem.column}`}`;
  return `${problem.where}${position}: ${problem.message}`;
};

/** Thrown for input that a user can mend; it carries every problem found, not the first. */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.problems = problems;
  }
}

/** One problem, ready to throw. */
export const invalidInput = (where: string, message: string): InvalidInput =>
  new InvalidInput([{ where, message }]);
