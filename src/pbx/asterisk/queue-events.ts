import type { PbxCall, PbxEvent } from "../pbx.ts";
import type { AmiMessage } from "./ami-message.ts";

/** Asterisk's state of an agent's telephone, as far as dispatch needs it. */
export type MemberState = "free" | "ringing" | "busy" | "absent";

/** What happened to a call. */
export type QueueCallEvent = Exclude<PbxEvent, { readonly kind: "available" }>;

/** What happened in the queue, as PBX event and as what the dispatch has to know. */
export type QueueEvent =
  | { readonly kind: "event"; readonly event: QueueCallEvent; readonly channel: string }
  | { readonly kind: "left"; readonly channel: string }
  | {
      readonly kind: "member";
      readonly agent: string;
      readonly state: MemberState;
      readonly paused: boolean;
      readonly epochMilliseconds: number;
    };

/** Epoch milliseconds of an event, from `timestampevents`: seconds with six digits. */
const eventTime = (message: AmiMessage): number | undefined => {
  const seconds = Number(message.get("Timestamp"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
};

const callOf = (message: AmiMessage): PbxCall => {
  const variable = message.getAll("ChanVariable").find((text) => text.startsWith("SIPCALLID="));
  const callId = variable?.slice("SIPCALLID=".length);
  return {
    callerNumber: message.get("CallerIDNum") ?? "",
    ...(callId !== undefined && callId !== "" && { callId }),
  };
};

/** Agents are members by interface; the account's name ends in the agent's number. */
const agentOf = (message: AmiMessage): string => {
  const member = message.get("Interface") ?? message.get("MemberName") ?? "";
  return /(\d+)$/.exec(member)?.[1] ?? member;
};

// AST_DEVICE_NOT_INUSE 1, INUSE 2, BUSY 3, INVALID 4, UNAVAILABLE 5, RINGING 6, RINGINUSE 7, ONHOLD 8
const memberState = (status: string | undefined): MemberState => {
  switch (status) {
    case "1":
      return "free";
    case "6":
      return "ringing";
    case "2":
    case "3":
    case "7":
    case "8":
      return "busy";
    default:
      return "absent";
  }
};

/** Hangup causes of a call that never reached the queue: no circuit, congestion, busy. */
const STATUS_BY_CAUSE: Readonly<Record<string, number>> = { "17": 486, "34": 503, "42": 503 };

/** Reads one manager event; undefined for what does not concern the queue. */
export const readQueueEvent = (message: AmiMessage): QueueEvent | undefined => {
  const epochMilliseconds = eventTime(message);
  const channel = message.get("Channel") ?? "";
  if (epochMilliseconds === undefined) return undefined;
  const at = { epochMilliseconds, call: callOf(message) };
  switch (message.get("Event")) {
    case "QueueCallerJoin":
      return { kind: "event", channel, event: { kind: "joined", ...at } };
    case "AgentCalled":
      return { kind: "event", channel, event: { kind: "ringing", ...at, agent: agentOf(message) } };
    case "AgentConnect":
      return { kind: "event", channel, event: { kind: "connected", ...at, agent: agentOf(message) } };
    case "AgentComplete": {
      const endedBy = message.get("Reason") === "caller" ? "caller" : "agent";
      return {
        kind: "event",
        channel,
        event: { kind: "completed", ...at, agent: agentOf(message), endedBy },
      };
    }
    case "QueueCallerAbandon":
      return { kind: "event", channel, event: { kind: "abandoned", ...at } };
    case "QueueCallerLeave":
      return { kind: "left", channel };
    case "Hangup": {
      const sipStatus = STATUS_BY_CAUSE[message.get("Cause") ?? ""];
      if (message.get("Context") !== "callers" || sipStatus === undefined) return undefined;
      return { kind: "event", channel, event: { kind: "blocked", ...at, sipStatus } };
    }
    case "QueueMemberStatus":
    case "QueueMemberAdded":
    case "QueueMemberPause":
      return {
        kind: "member",
        agent: agentOf(message),
        state: memberState(message.get("Status")),
        paused: message.get("Paused") === "1",
        epochMilliseconds,
      };
    case "QueueMemberRemoved":
      return { kind: "member", agent: agentOf(message), state: "absent", paused: false, epochMilliseconds };
    default:
      return undefined;
  }
};
