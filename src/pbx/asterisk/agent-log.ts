import type { Action } from "../../sipp-wrapper/scenario.ts";
import { readAudioPort } from "../audio/audio-line.ts";

export type AgentEventName = "ringing" | "answered" | "renewed" | "transferred" | "ended" | "missed" | "busy";

/** What happened at an agent's telephone: a line of the agents' log. */
export interface AgentEvent {
  readonly name: AgentEventName;
  readonly agent: string;
  /** The user part of From. */
  readonly callerNumber: string;
  /** The user part of P-Asserted-Identity, where it came. */
  readonly assertedNumber?: string;
  readonly endedBy: "agent" | "caller" | undefined;
  /** Where the PBX listens for the agent's audio. */
  readonly audioPort: number | undefined;
  readonly epochMilliseconds: number;
}

const LINE = "@";

/** The log action of what just happened at this telephone. */
export const mark = (name: AgentEventName, endedBy = ""): Action => ({
  action: "log",
  // SIPp 3.8 writes a tab of the scenario as a blank
  message: `${LINE}|${name}|[$agent]|[$key]|${endedBy}|[$audio]|[$asserted]|[timestamp]`,
});

const userPart = (address: string | undefined): string =>
  (address ?? "").replace(/^sips?:/, "").replace(/@$/, "");

/** Reads a line of the agents' log; undefined for a line that is none. */
export const readAgentEvent = (line: string): AgentEvent | undefined => {
  if (!line.startsWith(`${LINE}|`)) return undefined;
  const fields = line.split(/[|\t]/);
  const epochSeconds = Number(fields[fields.length - 1]);
  const [, name, agent, key, endedBy, audio, asserted] = fields;
  if (fields.length < 8 || !Number.isFinite(epochSeconds)) return undefined;
  return {
    name: name as AgentEventName,
    agent: (agent ?? "").replace(/^agent/, ""),
    callerNumber: userPart(key),
    // SIPp writes a variable that nothing was found for as "false"
    ...(asserted !== undefined && asserted !== "false" && { assertedNumber: userPart(asserted) }),
    endedBy: endedBy === "agent" || endedBy === "caller" ? endedBy : undefined,
    audioPort: readAudioPort(audio ?? ""),
    epochMilliseconds: epochSeconds * 1000,
  };
};
