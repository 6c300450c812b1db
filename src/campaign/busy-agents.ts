import type { PbxEvent } from "../pbx/pbx.ts";

/** How many agents a call keeps at this moment, from the PBX's events as they come. */
export interface BusyAgents {
  readonly note: (event: PbxEvent) => void;
  readonly count: () => number;
}

/** An agent is busy from the ring until free again, or until the caller who was rung for gives up. */
export const createBusyAgents = (): BusyAgents => {
  const busy = new Set<string>();
  const rungFor = new Map<string, string>();
  const keyOf = (event: Exclude<PbxEvent, { kind: "available" }>): string =>
    event.call.callId ?? event.call.callerNumber;
  return {
    note: (event) => {
      if (event.kind === "available") busy.delete(event.agent);
      else if (event.kind === "ringing") {
        busy.add(event.agent);
        rungFor.set(keyOf(event), event.agent);
      } else if (event.kind === "connected") {
        busy.add(event.agent);
        rungFor.delete(keyOf(event));
      } else if (event.kind === "abandoned") {
        const agent = rungFor.get(keyOf(event));
        if (agent !== undefined) busy.delete(agent);
        rungFor.delete(keyOf(event));
      }
    },
    count: () => busy.size,
  };
};
