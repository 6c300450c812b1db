import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";

const words = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const wordList = z.union([words.transform((word) => [word]), z.array(words)]);

const lengthColumn = z
  .union([
    z.string().transform((column) => ({ column, format: "seconds" })),
    z.strictObject({ column: z.string(), format: z.string().default("seconds") }),
    z.strictObject({ from: z.string(), to: z.string(), format: z.string() }),
  ])
  .describe("A column with a length of time, or the two columns with the clock times that it lies between.");

const momentColumn = z.strictObject({
  column: z.string(),
  format: z.string(),
  date: z.strictObject({ column: z.string(), format: z.string().default("yyyy-MM-dd") }).optional(),
});

const identityColumn = z.union([
  z.string().transform((column) => ({ column, unknown: [] as string[] })),
  z.strictObject({ column: z.string(), unknown: wordList.default([]) }),
]);

const common = {
  separator: z.string().length(1).default(","),
  decimal: z.enum([".", ","]).default("."),
  encoding: z.enum(["utf-8", "latin1"]).default("utf-8"),
  /** False: the first line is a row already, and columns are named by their number from 1. */
  header: z.boolean().default(true),
  /** Rows left out: those in which every column named has one of the words given. */
  drop: z.array(z.record(z.string(), wordList)).default([]),
};

const callsMapping = z.strictObject({
  kind: z.literal("calls"),
  ...common,
  columns: z.strictObject({
    arrival: momentColumn,
    wait: lengthColumn,
    outcome: z.strictObject({
      column: z.string(),
      answered: wordList,
      abandoned: wordList,
      blocked: wordList.default([]),
      failed: wordList.default([]),
      censored: wordList.default([]),
    }),
    talk: lengthColumn.optional(),
    wrapUp: lengthColumn.optional(),
    ring: lengthColumn.optional(),
    caller: identityColumn.optional(),
    agent: identityColumn.optional(),
    queue: identityColumn.optional(),
  }),
});

const intervalsMapping = z.strictObject({
  kind: z.literal("intervals"),
  ...common,
  columns: z.strictObject({
    start: momentColumn,
    offered: z.string().optional(),
    answered: z.string(),
    abandoned: z.string(),
    answeredWithin: z.string().optional(),
    meanHandle: lengthColumn.optional(),
    meanWait: lengthColumn.optional(),
    meanAnsweredWait: lengthColumn.optional(),
    meanAbandonedWait: lengthColumn.optional(),
  }),
});

const mappingSchema = z.discriminatedUnion("kind", [callsMapping, intervalsMapping]);

/** How the columns of a foreign table of calls, one row a call, are to be read. */
export type CallsMapping = z.infer<typeof callsMapping>;
/** How the columns of a foreign interval report are to be read. */
export type IntervalsMapping = z.infer<typeof intervalsMapping>;
export type ColumnMapping = z.infer<typeof mappingSchema>;
export type LengthColumn = z.infer<typeof lengthColumn>;
export type MomentColumn = z.infer<typeof momentColumn>;

/** Line and column of the nearest node that stands at a path of the document. */
const positionAt = (
  document: ReturnType<typeof parseDocument>,
  counter: LineCounter,
  path: readonly PropertyKey[],
): { line?: number; column?: number } => {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const range = (node as { range?: readonly number[] } | undefined)?.range;
    if (range?.[0] !== undefined) {
      const { line, col } = counter.linePos(range[0]);
      return { line, column: col };
    }
  }
  return {};
};

/**
 * A column mapping from its YAML (or JSON) text.
 *
 * @throws InvalidInput with every problem, each with its line.
 */
export const parseColumnMapping = (text: string, where: string): ColumnMapping => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  if (document.errors.length > 0) {
    throw new InvalidInput(
      document.errors.map(({ message, linePos }) => ({
        where,
        ...(linePos ? { line: linePos[0].line, column: linePos[0].col } : {}),
        message,
      })),
    );
  }
  const result = mappingSchema.safeParse(document.toJS());
  if (result.success) return result.data;
  const problems: Problem[] = result.error.issues.map((issue) => ({
    where,
    ...positionAt(document, counter, issue.path),
    message: `${issue.path.join(".") || "the mapping"}: ${issue.message}.`,
  }));
  throw new InvalidInput(problems);
};
