import type { PbxCall, PbxEvent } from "./pbx.ts";

/** What is known of a call in the log until it ends. */
interface LoggedCall extends PbxCall {
  readonly agent?: string;
}

/** Takes a queue_log line by line and gives the event that a line tells, where it is one of a call. */
export type QueueLogReader = (line: string) => PbxEvent | undefined;

const agentOf = (member: string): string => /(\d+)$/.exec(member)?.[1] ?? member;

/**
 * A reader for an Asterisk queue_log that is being written:
 * `epoch|call|queue|agent|event|data…`. Callers are known by the number that
 * ENTERQUEUE tells, and a call by its first two columns from then on. The log
 * has whole seconds.
 */
export const createQueueLogReader = (): QueueLogReader => {
  const calls = new Map<string, LoggedCall>();
  return (line) => {
    const [time, id, queue = "", member = "", name, ...fields] = line.split("|");
    const epochMilliseconds = Number(time) * 1000;
    if (id === undefined || name === undefined || !(epochMilliseconds > 0)) return undefined;
    const key = `${id}|${queue}`;
    if (name === "ENTERQUEUE") {
      const call = { callerNumber: (fields[1] ?? "").trim() };
      calls.set(key, call);
      return { kind: "joined", epochMilliseconds, call };
    }
    const known = calls.get(key);
    if (known === undefined) return undefined;
    const at = { epochMilliseconds, call: { callerNumber: known.callerNumber } };
    switch (name) {
      case "CONNECT":
        calls.set(key, { ...known, agent: agentOf(member) });
        return { kind: "connected", ...at, agent: agentOf(member) };
      case "ABANDON":
        calls.delete(key);
        return { kind: "abandoned", ...at };
      case "COMPLETEAGENT":
      case "COMPLETECALLER":
        calls.delete(key);
        return {
          kind: "completed",
          ...at,
          agent: known.agent ?? agentOf(member),
          endedBy: name === "COMPLETECALLER" ? "caller" : "agent",
        };
      default:
        return undefined;
    }
  };
};
