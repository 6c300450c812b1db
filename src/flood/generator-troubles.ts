import { readFile, statfs } from "node:fs/promises";
import type { SippEnding } from "../sipp-wrapper/start-sipp.ts";

/** Below this nothing that SIPp logs finds room. */
const LEAST_FREE_BYTES = 1_000_000;

/** What to look for when SIPp has ended before its callers did. */
export interface EarlyEnding {
  readonly ending: SippEnding;
  readonly callers: number;
  readonly finished: number;
  readonly folder: string;
}

/** Whether SIPp ended because the other side closed the connection that all callers share. */
export const connectionLost = async (errorsFile: string): Promise<boolean> =>
  /remote peer probably closed|Broken pipe on TCP|closed? by (the )?(remote|peer)|Connection re(set|fused)/i.test(
    await readFile(errorsFile, "utf8").catch(() => ""),
  );

/** Sentences on why SIPp ended before all of its callers had. */
export const generatorTroubles = async (early: EarlyEnding): Promise<readonly string[]> => {
  const { ending, callers, finished, folder } = early;
  const how = ending.kind === "killed" ? `was ended by ${ending.signal}` : `ended with status ${ending.code}`;
  const words = ending.lastWords.filter((line) => line.trim() !== "").at(-1);
  const troubles = [
    `SIPp ${how} with ${callers - finished} of ${callers} callers left${words === undefined ? "" : ` ("${words.trim()}")`}.`,
  ];
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < LEAST_FREE_BYTES) {
    troubles.push(
      `The disk of ${folder} is full: what SIPp logged since is lost. Make room and run it again.`,
    );
  }
  return troubles;
};
