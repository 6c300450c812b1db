import { open } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

const WALL_MILLISECONDS_BETWEEN = 250;
const CHUNK_BYTES = 64 * 1024;
/** What a run tells at most of itself in an hour; a page that opens late is shown the end of it. */
const LONGEST_HISTORY_BYTES = 4 * 1024 * 1024;

/**
 * The lines of a run's live file, those that are there and those that come,
 * until the signal stops it. It only reads, by looking again four times a
 * second: however many pages follow, the run does not notice.
 */
export async function* followLive(path: string, signal: AbortSignal): AsyncGenerator<string, void> {
  let position = 0;
  let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  let started = false;
  while (!signal.aborted) {
    const file = await open(path, "r").catch(() => undefined);
    if (file !== undefined) {
      try {
        const { size } = await file.stat();
        if (!started && size > LONGEST_HISTORY_BYTES) position = size - LONGEST_HISTORY_BYTES;
        started = true;
        while (position < size && !signal.aborted) {
          const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, size - position));
          const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
          if (bytesRead === 0) break;
          position += bytesRead;
          rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
          for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
            const line = rest.subarray(0, end).toString("utf8");
            rest = rest.subarray(end + 1);
            // the first line of a history that was cut may be half of one
            if (line.startsWith("{") && line.endsWith("}")) yield line;
          }
        }
      } finally {
        await file.close();
      }
    }
    await pause(WALL_MILLISECONDS_BETWEEN, undefined, { signal }).catch(() => {});
  }
}
