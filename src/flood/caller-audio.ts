import type { CallersAudio } from "../pbx/audio/audio-counts.ts";
import { readAudioPort } from "../pbx/audio/audio-line.ts";
import type { CallerEvent } from "./caller-log.ts";

/** Passes on what the callers' log says of their calls to whoever speaks and listens for them. */
export const noteForAudio = (audio: CallersAudio, { name, row, detail }: CallerEvent): void => {
  switch (name) {
    case "audio": {
      const port = readAudioPort(detail);
      if (port !== undefined) audio.accepted(row, port);
      return;
    }
    case "noted":
      // SIPp writes the unset variable of a note without an agent as "false"
      if (detail !== "false") audio.served(row);
      return;
    case "gaveUp":
    case "crossed":
    case "byeCame":
    case "hungUp":
    case "redials":
    case "finished":
      audio.ended(row);
      return;
    default:
  }
};
