import { Worker } from "node:worker_threads";
import type { AudioCounts } from "./audio-counts.ts";

export interface AudioThreadOptions {
  /** The address of the telephones and of the PBX. */
  readonly host: string;
  /** Whether the telephones send audio, or only listen. */
  readonly speaks: boolean;
  /** Whether callers wait on a call that is answered already. */
  readonly waitsOnCall: boolean;
}

export type AudioSide = "callers" | "agents";

export type ToAudioThread =
  | {
      readonly kind: "begin";
      readonly side: AudioSide;
      readonly telephone: number;
      readonly remotePort: number;
    }
  | { readonly kind: "serve" | "end"; readonly side: AudioSide; readonly telephone: number }
  | { readonly kind: "take" | "stop" };

type OwnCounts = Omit<AudioCounts, "pbx">;

export type FromAudioThread =
  | { readonly kind: "ready"; readonly callersPort: number; readonly agentsPort: number }
  | { readonly kind: "taken"; readonly counts: OwnCounts };

/** What speaks and listens for all telephones. */
export interface Audio {
  readonly callersPort: number;
  readonly agentsPort: number;
  readonly begin: (side: AudioSide, telephone: number, remotePort: number) => void;
  /** What this telephone hears from now on is an agent, and no waiting music. */
  readonly serve: (side: AudioSide, telephone: number) => void;
  readonly end: (side: AudioSide, telephone: number) => void;
  /** Packets since the last time. */
  readonly take: () => Promise<OwnCounts>;
  readonly stop: () => Promise<void>;
}

const NOTHING: OwnCounts = {
  callers: { sent: 0, received: 0, receivedDigits: 0, receivedWaiting: 0, lost: 0 },
  agents: { sent: 0, received: 0, receivedDigits: 0, lost: 0 },
};

/** Starts the thread; resolves once its sockets are open, rejects where none could be had. */
export const startAudio = async (options: AudioThreadOptions): Promise<Audio> => {
  const file = import.meta.url.endsWith(".ts") ? "./thread.ts" : "./thread.js";
  const thread = new Worker(new URL(file, import.meta.url), { workerData: options, name: "audio" });
  const tell = (message: ToAudioThread): void => thread.postMessage(message);
  const exited = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
  let hasExited = false;
  void exited.then(() => {
    hasExited = true;
  });
  const ports = await new Promise<Extract<FromAudioThread, { kind: "ready" }>>((resolve, reject) => {
    thread.once("error", reject);
    thread.once("message", (message: FromAudioThread) => {
      if (message.kind === "ready") resolve(message);
    });
  });
  return {
    callersPort: ports.callersPort,
    agentsPort: ports.agentsPort,
    begin: (side, telephone, remotePort) => tell({ kind: "begin", side, telephone, remotePort }),
    serve: (side, telephone) => tell({ kind: "serve", side, telephone }),
    end: (side, telephone) => tell({ kind: "end", side, telephone }),
    take: () => {
      if (hasExited) return Promise.resolve(NOTHING);
      const taken = new Promise<OwnCounts>((resolve) => {
        thread.once("message", (message: FromAudioThread) => {
          if (message.kind === "taken") resolve(message.counts);
        });
      });
      tell({ kind: "take" });
      return Promise.race([taken, exited.then(() => NOTHING)]);
    },
    stop: async () => {
      if (!hasExited) tell({ kind: "stop" });
      await exited;
    },
  };
};
