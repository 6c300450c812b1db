import type { SecondCall } from "../../trace/transfers.ts";
import type { SecondLineCall } from "../pbx.ts";
import type { AgentEvent } from "./agent-log.ts";
import { type AgentTelephones, startAgentTelephones, type TelephoneHandling } from "./agent-telephones.ts";
import { createAgentsAtWork } from "./agents-at-work.ts";
import type { AmiMessage } from "./ami-message.ts";
import { SECOND_LINE } from "./configuration.ts";
import { dispatchWith } from "./dispatch.ts";
import type { ManagerLink } from "./manager-link.ts";
import { type QueueCallEvent, readQueueEvent } from "./queue-events.ts";

/** People whom the agents put callers through to. */
export interface SecondLineOptions {
  readonly agents: number;
  /** The callers who are put through, by number: how long they wait there, and keep somebody. */
  readonly calls: ReadonlyMap<string, SecondCall>;
}

/** The second line's queue, followed apart from the first. */
export interface SecondLine {
  /** Brings its agents into it; throws AmiFailure where it refuses. */
  readonly begin: () => Promise<void>;
  /** Takes a manager event; true where it was the second line's. */
  readonly take: (message: AmiMessage) => boolean;
  readonly calls: () => readonly SecondLineCall[];
  readonly stop: () => void;
}

const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;
const ALL_DAY = { startSeconds: Number.NEGATIVE_INFINITY, endSeconds: Number.POSITIVE_INFINITY } as const;

/** The telephones of the second line: whoever answers there ends the call as well. */
export const startSecondTelephones = (
  { calls }: SecondLineOptions,
  telephone: (talkSeconds: number) => TelephoneHandling,
  audioPort: number | undefined,
  onEvent: (event: AgentEvent) => void,
): Promise<AgentTelephones> =>
  startAgentTelephones({
    handlingByCaller: new Map(
      [...calls].map(([number, { talkSeconds }]) => [number, telephone(talkSeconds)]),
    ),
    defaultHandling: telephone(1),
    hangUp: "agent",
    ...(audioPort !== undefined && { audioPort }),
    onEvent,
  });

/**
 * Keeps the books of the second line: who joined, who was answered by whom and
 * when, and who was told by `leave` to hang up, when the patience of a second
 * wait was over. Its agents are numbered from `firstAgent` on and are there all
 * day.
 */
export const createSecondLine = (
  manager: ManagerLink,
  options: SecondLineOptions,
  firstAgent: number,
  dispatch: "native" | "woken",
  wall: (scenarioSeconds: number) => number,
  leave: (callId: string) => void,
): SecondLine => {
  const calls: SecondLineCall[] = [];
  const patience = new Map<SecondLineCall, NodeJS.Timeout>();
  const waitsNoLonger = (call: SecondLineCall | undefined): void => {
    if (call === undefined) return;
    clearTimeout(patience.get(call));
    patience.delete(call);
  };
  const waitsUntilTired = (call: SecondLineCall): void => {
    const { callId, callerNumber, joinedEpochMilliseconds } = call;
    const second = options.calls.get(callerNumber);
    if (callId === undefined || second === undefined) return;
    const until = joinedEpochMilliseconds + wall(second.patienceSeconds);
    const inMilliseconds = Math.min(Math.max(0, until - Date.now()), LONGEST_TIMER_MILLISECONDS);
    patience.set(
      call,
      setTimeout(() => leave(callId), inMilliseconds),
    );
  };
  const atWork = createAgentsAtWork(
    manager,
    [{ queue: SECOND_LINE, penalty: 0 }],
    [{ ...ALL_DAY, agents: options.agents }],
    () => {},
    firstAgent,
  );
  const woken = dispatchWith(manager, dispatch);
  const callOf = ({ call }: QueueCallEvent): SecondLineCall | undefined =>
    calls.findLast(({ callId, callerNumber }) =>
      call.callId === undefined ? callerNumber === call.callerNumber : callId === call.callId,
    );
  const takeEvent = (event: QueueCallEvent): void => {
    const { epochMilliseconds, call } = event;
    if (event.kind === "joined") {
      const { callId, callerNumber } = call;
      const joined = { callId, callerNumber, joinedEpochMilliseconds: epochMilliseconds };
      calls.push(joined);
      waitsUntilTired(joined);
      return;
    }
    const known = callOf(event);
    if (event.kind !== "ringing") waitsNoLonger(known);
    if (event.kind === "connected") {
      atWork.talks(event.agent);
      if (known === undefined) return;
      known.connectedEpochMilliseconds = epochMilliseconds;
      known.agent = event.agent;
    } else if (event.kind === "completed") {
      const served = calls.findLast(({ agent }) => agent === event.agent);
      if (served !== undefined) served.completedEpochMilliseconds = epochMilliseconds;
      const second = options.calls.get(served?.callerNumber ?? call.callerNumber);
      atWork.wrapsUp(event.agent, wall(second?.wrapUpSeconds ?? 0));
    } else if (event.kind === "abandoned" && known !== undefined) {
      known.abandonedEpochMilliseconds = epochMilliseconds;
    }
  };
  return {
    begin: () => atWork.begin(0),
    take: (message) => {
      if (message.get("Queue") !== SECOND_LINE) return false;
      const read = readQueueEvent(message);
      if (read === undefined) return true;
      woken.note(read);
      if (read.kind === "event") takeEvent(read.event);
      return true;
    },
    calls: () => calls,
    stop: () => {
      for (const timer of patience.values()) clearTimeout(timer);
      woken.stop();
      atWork.stop();
    },
  };
};
