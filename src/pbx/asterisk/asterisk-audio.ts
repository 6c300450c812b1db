import type { CallersAudio } from "../audio/audio-counts.ts";
import type { Audio } from "../audio/start-audio.ts";
import type { AgentEvent } from "./agent-log.ts";
import { AUDIO_EVENT } from "./configuration.ts";
import type { ManagerLink } from "./manager-link.ts";

/** What Asterisk counted on the legs of callers and agents that have ended. */
interface LegCounts {
  fromCallers: number;
  toCallers: number;
  fromAgents: number;
  toAgents: number;
}

const noLegs = (): LegCounts => ({ fromCallers: 0, toCallers: 0, fromAgents: 0, toAgents: 0 });

/** Adds up what Asterisk tells of each leg's audio; `take` gives the sum since the last time. */
export const countLegAudio = (manager: Pick<ManagerLink, "onEvent">): { readonly take: () => LegCounts } => {
  let counts = noLegs();
  manager.onEvent((event) => {
    if (event.get("UserEvent") !== AUDIO_EVENT) return;
    // a leg that never had audio has no counts
    const received = Number(event.get("Received") ?? 0) || 0;
    const sent = Number(event.get("Sent") ?? 0) || 0;
    if (event.get("Side") === "agents") {
      counts.fromAgents += received;
      counts.toAgents += sent;
    } else {
      counts.fromCallers += received;
      counts.toCallers += sent;
    }
  });
  return {
    take: () => {
      const taken = counts;
      counts = noLegs();
      return taken;
    },
  };
};

/** An agent speaks and listens from the answer to the end of the call. */
export const noteAgentAudio = (audio: Audio, { name, agent, audioPort }: AgentEvent): void => {
  if (name === "answered" && audioPort !== undefined) audio.begin("agents", Number(agent), audioPort);
  if (name === "ended") audio.end("agents", Number(agent));
};

export const callersAudio = (audio: Audio, legs: { readonly take: () => LegCounts }): CallersAudio => ({
  port: audio.callersPort,
  accepted: (caller, remotePort) => audio.begin("callers", caller, remotePort),
  served: (caller) => audio.serve("callers", caller),
  ended: (caller) => audio.end("callers", caller),
  take: async () => ({ ...(await audio.take()), pbx: legs.take() }),
});
