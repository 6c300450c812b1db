import { open } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";

/** A file that is being written, read line by line as it grows. */
export interface FollowedFile {
  /** Reads what is there now, gives every whole line, and the rest as a last line if `ended`. */
  readonly stop: (ended?: boolean) => Promise<void>;
}

export interface FollowOptions {
  /** Time between two looks at the file. */
  readonly everyMilliseconds?: number;
  /** Where to begin, for a file whose beginning is of no interest (0). */
  readonly fromByte?: number;
  /** What to do when the file cannot be read; following has ended then. */
  readonly onError?: (error: Error) => void;
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Follows a file that another process appends to, from its beginning if not said otherwise. A file
 * that is not there yet is waited for. The file is looked at in intervals
 * instead of being watched: the system's notices come for every line written.
 */
export const followLines = (
  path: string,
  onLine: (line: string) => void,
  { everyMilliseconds = 50, fromByte = 0, onError = () => {} }: FollowOptions = {},
): FollowedFile => {
  const decoder = new StringDecoder("utf8");
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let position = fromByte;
  let rest = "";
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const take = (text: string): void => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
  };

  const readOn = async (): Promise<void> => {
    const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (file === undefined) return;
    try {
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        take(decoder.write(buffer.subarray(0, bytesRead)));
      }
    } finally {
      await file.close();
    }
  };

  let reading: Promise<void> = Promise.resolve();
  const look = (): void => {
    reading = readOn().then(
      () => {
        if (!stopped) timer = setTimeout(look, everyMilliseconds);
      },
      (error: Error) => {
        stopped = true;
        onError(error);
      },
    );
  };
  look();

  return {
    stop: async (ended = true) => {
      const failedBefore = stopped;
      stopped = true;
      clearTimeout(timer);
      await reading;
      if (failedBefore) return;
      await readOn().catch((error: Error) => onError(error));
      if (ended && rest !== "") {
        onLine(rest);
        rest = "";
      }
    },
  };
};
