import type { WallClock } from "../../trace/wall-clock.ts";
import type { CallersAddress, PbxCall, PbxEvent, SecondLineCall } from "../pbx.ts";
import type { AsteriskPbxOptions } from "./asterisk-pbx-options.ts";
import { asteriskQueueName } from "./configuration.ts";
import { dispatchOfQueues } from "./dispatch.ts";
import type { ManagerLink } from "./manager-link.ts";
import { type QueueCallEvent, readQueueEvent } from "./queue-events.ts";
import { createSecondLine } from "./second-line.ts";
import { createTeamsAtWork, mostOfTeams, type Team } from "./teams-at-work.ts";
import { type CallerTeller, createCallerTeller } from "./tell-caller.ts";

export type QueueOptions = Pick<
  AsteriskPbxOptions,
  | "defaultHandling"
  | "dispatch"
  | "furtherQueues"
  | "handlingByCaller"
  | "mode"
  | "queueName"
  | "secondLine"
  | "staffSteps"
  | "teams"
>;

/** An Asterisk's queues with the people in them, run over the manager interface. */
export interface AsteriskQueues {
  /** Brings those on duty at that moment into their queues; throws AmiFailure where Asterisk refuses. */
  readonly begin: (scenarioSeconds: number) => Promise<void>;
  readonly startClock: (clock: WallClock, fromScenarioSeconds: number) => void;
  readonly inWrapUp: () => number;
  /** Agents with a call after which Asterisk has not yet told that they are free. */
  readonly engaged: () => number;
  /** Where callers are told what nothing in their dialog says. */
  readonly callersAt: (address: CallersAddress) => void;
  /** The calls that were put through; absent without a second line. */
  readonly secondLineCalls?: () => readonly SecondLineCall[];
  readonly stop: () => void;
}

/** The agents as teams: those given, or everybody as a member of every queue. */
export const teamsOf = ({ teams, queueName, furtherQueues, staffSteps }: QueueOptions): readonly Team[] => {
  const everywhere = [queueName, ...(furtherQueues ?? [])].map((key) => ({ key, penalty: 0 }));
  return (teams ?? [{ staffSteps, queues: everywhere }]).map((team) => ({
    staffSteps: team.staffSteps,
    memberships: team.queues.map(({ key, penalty }) => ({ queue: asteriskQueueName(key), penalty })),
  }));
};

/** The event with the caller of that agent, where Asterisk left the caller out. */
const withCaller = (event: QueueCallEvent, talkingTo: ReadonlyMap<string, PbxCall>): QueueCallEvent => {
  if (event.kind !== "completed" || event.call.callId !== undefined) return event;
  const call = talkingTo.get(event.agent);
  return call === undefined ? event : { ...event, call };
};

/**
 * Follows the queues' events and tells them on, sends agents into wrap-up, wakes
 * callers where the dispatch is woken, and tells callers of agents and of the
 * end of their second wait. `wall` makes milliseconds of wall time of scenario
 * seconds.
 */
export const runQueues = (
  manager: ManagerLink,
  options: QueueOptions,
  wall: (scenarioSeconds: number) => number,
  emit: (event: PbxEvent) => void,
): AsteriskQueues => {
  const teams = teamsOf(options);
  const engaged = new Set<string>();
  const isFree = (agent: string, epochMilliseconds: number): void => {
    engaged.delete(agent);
    emit({ kind: "available", epochMilliseconds, agent });
  };
  const atWork = createTeamsAtWork(manager, teams, (agent) => isFree(agent, Date.now()));
  const dispatch = dispatchOfQueues(manager, options.dispatch);
  let teller: CallerTeller | undefined;
  const secondLine =
    options.secondLine === undefined
      ? undefined
      : createSecondLine(
          manager,
          options.secondLine,
          mostOfTeams(teams) + 1,
          options.dispatch,
          wall,
          (callId) => teller?.tellLeave(callId),
        );
  // Asterisk does not always name the caller of a call that has ended
  const talkingTo = new Map<string, PbxCall>();
  manager.onTakenUpAgain(() => {
    talkingTo.clear();
    engaged.clear();
  });

  const wrapUpMilliseconds = ({ callerNumber }: PbxCall): number =>
    wall((options.handlingByCaller.get(callerNumber) ?? options.defaultHandling).wrapUpSeconds);
  const takeEvent = (event: QueueCallEvent): void => {
    if (event.kind === "connected") {
      talkingTo.set(event.agent, event.call);
      engaged.add(event.agent);
      if (wrapUpMilliseconds(event.call) > 0) atWork.talks(event.agent);
      const { callId } = event.call;
      if (callId !== undefined && options.mode === "answerFirst") teller?.tellAgent(callId, event.agent);
    }
    if (event.kind === "completed") {
      talkingTo.delete(event.agent);
      const milliseconds = wrapUpMilliseconds(event.call);
      if (milliseconds > 0) atWork.wrapsUp(event.agent, milliseconds);
    }
    emit(event);
  };
  manager.onEvent((message) => {
    if (secondLine?.take(message) === true) return;
    const read = readQueueEvent(message);
    if (read === undefined) return;
    // where all agents serve all queues they wait as one
    dispatch.note(options.teams === undefined ? "" : (message.get("Queue") ?? ""), read);
    if (read.kind === "event") takeEvent(withCaller(read.event, talkingTo));
    else if (read.kind === "member" && read.state === "free" && !read.paused) {
      isFree(read.agent, read.epochMilliseconds);
    }
  });

  return {
    begin: async (scenarioSeconds) => {
      await atWork.begin(scenarioSeconds);
      await secondLine?.begin();
    },
    startClock: atWork.startClock,
    inWrapUp: atWork.inWrapUp,
    engaged: () => engaged.size,
    callersAt: (address) => {
      teller?.close();
      teller = createCallerTeller(address);
    },
    ...(secondLine !== undefined && { secondLineCalls: secondLine.calls }),
    stop: () => {
      dispatch.stop();
      secondLine?.stop();
      atWork.stop();
      teller?.close();
    },
  };
};
