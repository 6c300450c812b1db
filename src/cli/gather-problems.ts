import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";

/** Looks at one thing after the other that a user gave, so that all that is wrong is told in one go. */
export interface ProblemGatherer {
  /** What the work gives back; undefined where it threw InvalidInput, which is kept. */
  readonly attempt: <Result>(work: () => Result) => Result | undefined;
  readonly add: (where: string, message: string) => void;
  /** Throws InvalidInput with every problem that was kept, each once. */
  readonly finish: () => void;
}

/** A gatherer with no problem found yet. */
export const gatherProblems = (): ProblemGatherer => {
  const problems: Problem[] = [];
  const keep = (problem: Problem): void => {
    const same = (other: Problem): boolean =>
      other.where === problem.where && other.message === problem.message && other.line === problem.line;
    if (!problems.some(same)) problems.push(problem);
  };
  return {
    attempt: (work) => {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        for (const problem of error.problems) keep(problem);
        return undefined;
      }
    },
    add: (where, message) => keep({ where, message }),
    finish: () => {
      if (problems.length > 0) throw new InvalidInput(problems);
    },
  };
};
