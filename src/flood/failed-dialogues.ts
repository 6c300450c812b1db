import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CallRecord } from "../calls/call-record.ts";
import { readLines } from "../calls/read-lines.ts";
import { messagesOfCalls } from "../sipp-wrapper/message-log.ts";
import { FLOOD_FILES } from "./flood-files.ts";

/** Dialogues of so many failed calls are kept; beyond them they are all alike. */
const MOST_DIALOGUES = 200;

/**
 * Every SIP message of the failed calls, as SIPp logged them, the first
 * {@link MOST_DIALOGUES} calls of them; empty where none failed or nothing was
 * logged.
 */
export const failedDialogues = (folder: string, records: readonly CallRecord[]): string => {
  const failed = new Set(
    records
      .filter(({ outcome }) => outcome === "failed")
      .slice(0, MOST_DIALOGUES)
      .map(({ callId }) => callId),
  );
  const file = join(folder, FLOOD_FILES.messages);
  if (failed.size === 0 || !existsSync(file)) return "";
  // on the wire SIPp adds its own part behind three slashes
  return messagesOfCalls(readLines(file), { keep: (callId) => failed.has(callId.replace(/\/\/\/.*$/, "")) });
};
