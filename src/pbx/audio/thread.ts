// The thread that speaks and listens for all telephones, so that audio never holds up the calls.
import { parentPort, workerData } from "node:worker_threads";
import { waitingMusic } from "../asterisk/waiting-music.ts";
import { openPortPair } from "./audio-ports.ts";
import type { AudioThreadOptions, FromAudioThread, ToAudioThread } from "./start-audio.ts";
import { createTelephoneAudio } from "./telephone-audio.ts";

const TICK_MILLISECONDS = 4;
const SOUND_SECONDS = 5;

const { host, speaks, waitsOnCall } = workerData as AudioThreadOptions;
const tell = (message: FromAudioThread): void => parentPort?.postMessage(message);

const pairs = { callers: await openPortPair(host), agents: await openPortPair(host) };
const sound = speaks ? waitingMusic(SOUND_SECONDS) : undefined;
const sides = {
  callers: createTelephoneAudio(pairs.callers.audio, host, sound, !waitsOnCall),
  agents: createTelephoneAudio(pairs.agents.audio, host, sound, true),
};
for (const { audio, reports } of Object.values(pairs)) {
  // a telephone that is gone already is answered with an error, which says nothing new
  audio.on("error", () => {});
  reports.on("error", () => {});
}
const ticking = setInterval(() => {
  const now = performance.now();
  sides.callers.tick(now);
  sides.agents.tick(now);
}, TICK_MILLISECONDS);

parentPort?.on("message", (message: ToAudioThread) => {
  switch (message.kind) {
    case "begin":
      sides[message.side].begin(message.telephone, message.remotePort, performance.now());
      break;
    case "serve":
      sides[message.side].serve(message.telephone);
      break;
    case "end":
      sides[message.side].end(message.telephone);
      break;
    case "take": {
      const { receivedWaiting: _waiting, ...agents } = sides.agents.take();
      tell({ kind: "taken", counts: { callers: sides.callers.take(), agents } });
      break;
    }
    case "stop":
      clearInterval(ticking);
      for (const { audio, reports } of Object.values(pairs)) {
        audio.close();
        reports.close();
      }
      parentPort?.close();
      break;
  }
});
tell({ kind: "ready", callersPort: pairs.callers.port, agentsPort: pairs.agents.port });
