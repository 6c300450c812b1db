/**
 * Messages of Asterisk's Manager Interface: lines `Key: Value` that end with
 * CRLF, a message ending with an empty line. A key may stand several times
 * (`Variable`, `ChanVariable`, `Output`).
 */
export interface AmiMessage {
  /** The first value of a key, by its exact name. */
  readonly get: (key: string) => string | undefined;
  readonly getAll: (key: string) => readonly string[];
}

const messageOf = (lines: readonly string[]): AmiMessage => {
  const fields = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    const key = line.slice(0, colon);
    const value = line.slice(colon + 1).trimStart();
    const values = fields.get(key);
    if (values === undefined) fields.set(key, [value]);
    else values.push(value);
  }
  return { get: (key) => fields.get(key)?.[0], getAll: (key) => fields.get(key) ?? [] };
};

/** Takes text as it comes from the connection and gives back the messages it completes. */
export type AmiFramer = (chunk: string) => AmiMessage[];

/** A framer for one connection; the greeting line that Asterisk sends first belongs to no message. */
export const createAmiFramer = (): AmiFramer => {
  let pending = "";
  let lines: string[] = [];
  return (chunk) => {
    pending += chunk;
    const complete: AmiMessage[] = [];
    for (;;) {
      const end = pending.indexOf("\r\n");
      if (end < 0) return complete;
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (line !== "") {
        lines.push(line);
        if (lines.length === 1 && line.startsWith("Asterisk Call Manager/")) lines = [];
      } else if (lines.length > 0) {
        complete.push(messageOf(lines));
        lines = [];
      }
    }
  };
};

/** An action as text. Throws where a value would end its line and so smuggle in a second action. */
export const formatAmiAction = (action: string, fields: Readonly<Record<string, string>>): string => {
  const lines = [`Action: ${action}`];
  for (const [key, value] of Object.entries(fields)) {
    if (/[\r\n]/.test(value)) throw new RangeError(`the AMI field ${key} holds a line break`);
    lines.push(`${key}: ${value}`);
  }
  return `${lines.join("\r\n")}\r\n\r\n`;
};
