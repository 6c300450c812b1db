import { stat } from "node:fs/promises";
import { followLines } from "../process/follow-lines.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import { type AccountSource, createCallSieve } from "./account-of-calls.ts";
import { createQueueLogReader } from "./queue-log-events.ts";

/** The log's times are cut to whole seconds. */
const WHOLE_SECOND_MILLISECONDS = 1000;

/**
 * Follows the queue_log of a PBX that is not ours, from what it holds now on.
 * Throws InvalidInput where the file cannot be read.
 */
export const followQueueLog = async (path: string, numbers: Iterable<string>): Promise<AccountSource> => {
  const { size } = await stat(path).catch((error: Error) => {
    throw invalidInput("--queue-log", `${path} cannot be read (${error.message}).`);
  });
  const listeners = new Set<Parameters<AccountSource["follow"]>[0]>();
  const findings: string[] = [];
  const sieve = createCallSieve(numbers);
  const read = createQueueLogReader();
  const file = followLines(
    path,
    (line) => {
      const event = read(line);
      const told = event === undefined ? undefined : sieve(event);
      if (told === undefined) return;
      for (const listener of listeners) listener(told);
    },
    {
      fromByte: size,
      onError: (error) =>
        void findings.push(
          `The queue_log could not be followed to the end (${error.message}): the cross-check lacks what came later.`,
        ),
    },
  );
  return {
    follow: (listener) => void listeners.add(listener),
    resolutionMilliseconds: WHOLE_SECOND_MILLISECONDS,
    findings: () => findings,
    close: () => file.stop(),
  };
};
