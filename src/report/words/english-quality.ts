import type { RunSummary } from "../../runs/summary.ts";
import { formatFor } from "../format.ts";

const f = formatFor("en");

type AudioPackets = NonNullable<RunSummary["pbx"]["audioPackets"]>;

/** How good the measurement was, in English; `french-quality.ts` has the same shape. */
export const ENGLISH_QUALITY = {
  valid: (placed: number, planned: number) =>
    `The load is valid: ${f.integer(placed)} of ${f.integer(planned)} planned attempts were placed.`,
  invalid: (placed: number, planned: number) =>
    `The load is not valid: ${f.integer(placed)} of ${f.integer(planned)} planned attempts were placed.`,
  lateness: (p50: number, p99: number, max: number) =>
    `Lateness: median ${f.milliseconds(p50)}, 99th percentile ${f.milliseconds(p99)}, at most ${f.milliseconds(max)}.`,
  audio: ({ callers, agents }: AudioPackets) =>
    `Audio, in packets of 20 ms: callers sent ${f.integer(callers.sent)} and received ${f.integer(callers.received)}${
      callers.receivedWaiting > 0 ? `, ${f.integer(callers.receivedWaiting)} of them while they waited` : ""
    }; advisers sent ${f.integer(agents.sent)} and received ${f.integer(agents.received)}${
      (agents.receivedDigits ?? 0) > 0
        ? `, ${f.integer(agents.receivedDigits ?? 0)} of them the digits by which waiting callers are woken`
        : ""
    }. Lost on the way: ${f.integer(callers.lost)} to callers, ${f.integer(agents.lost)} to advisers.`,
  audioOfPbx: ({ fromCallers, toCallers, fromAgents, toAgents }: NonNullable<AudioPackets["pbx"]>) =>
    `The PBX itself counted ${f.integer(fromCallers)} packets from callers and ${f.integer(toCallers)} to them, ${f.integer(fromAgents)} from advisers and ${f.integer(toAgents)} to them. It stops listening at a call's end, and telephones speak on for a moment.`,
  noDrops: "No datagram was dropped at any socket of this machine that took part.",
  drops: (list: string) => `Datagrams dropped because nobody read them in time, by socket: ${list}.`,
  sockets: {
    callers: "callers",
    agents: "advisers",
    secondLine: "second line",
    pbx: "PBX",
    callersAudio: "callers' audio",
    agentsAudio: "advisers' audio",
    pbxAudio: "PBX's audio",
  } as Readonly<Record<string, string>>,
  forced: (what: string) => `Forced beyond its bounds: ${what}`,
  wall: (seconds: number) => `The flood took ${f.duration(seconds)} of real time.`,
  disagreements: "Calls on which our records and the PBX disagree",
  /** How a call ended, on either side. */
  outcomes: {
    answered: "answered",
    abandoned: "gave up",
    blocked: "blocked",
    failed: "failed",
  } as Readonly<Record<string, string>>,
  disagreementColumns: ["Call", "Our record", "The PBX"],
};
