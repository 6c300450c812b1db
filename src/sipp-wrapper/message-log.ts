/** What to keep of a log of messages. */
export interface MessageLogOptions {
  /** Whether the messages of this Call-ID are kept. */
  readonly keep: (callId: string) => boolean;
}

const ENTRY_BEGINS = /^-{20,} \d{4}-\d{2}-\d{2}/;

/**
 * The entries of a log that SIPp wrote with `-trace_msg` whose call is to be
 * kept, in their order: a log of every message is far larger than what anybody
 * will read of it. A long log is given line by line.
 */
export const messagesOfCalls = (log: string | Iterable<string>, { keep }: MessageLogOptions): string => {
  const kept: string[] = [];
  let entry: string[] = [];
  const close = (): void => {
    const callId = entry.map((line) => /^(?:Call-ID|i)[ \t]*:[ \t]*(.*?)\r?$/i.exec(line)?.[1]).find(Boolean);
    if (callId !== undefined && keep(callId)) kept.push(...entry);
    entry = [];
  };
  for (const line of typeof log === "string" ? log.split("\n") : log) {
    if (ENTRY_BEGINS.test(line)) close();
    entry.push(line);
  }
  close();
  return kept.length === 0 ? "" : `${kept.join("\n").trimEnd()}\n`;
};
