import { randomBytes } from "node:crypto";
import { freePort } from "../../process/free-port.ts";
import { pause } from "../../process/pause.ts";
import type { Queue, StaffStep } from "../../scenario/scenario.ts";
import { startAudio } from "../audio/start-audio.ts";
import type { Media, PbxCall, PbxEvent, RunningPbx } from "../pbx.ts";
import type { AgentEvent } from "./agent-scenario.ts";
import { startAgentTelephones, type TelephoneHandling } from "./agent-telephones.ts";
import { callersAudio, countLegAudio, noteAgentAudio } from "./asterisk-audio.ts";
import { startAsteriskProcess } from "./asterisk-process.ts";
import { asteriskQueueName, SECOND_LINE } from "./configuration.ts";
import { dispatchOfQueues } from "./dispatch.ts";
import { obtainAsterisk } from "./find-asterisk.ts";
import type { ManagerLink } from "./manager-link.ts";
import { type QueueCallEvent, readQueueEvent } from "./queue-events.ts";
import { createSecondLine, type SecondLineOptions, startSecondTelephones } from "./second-line.ts";
import { createTeamsAtWork, mostOfTeams, type Team } from "./teams-at-work.ts";
import { type CallerTeller, createCallerTeller } from "./tell-caller.ts";

/** How long a call keeps an agent, scenario time. */
export interface AsteriskHandling {
  readonly talkSeconds: number;
  readonly wrapUpSeconds: number;
  /** How many rings for this caller nobody answers before one does; needs `queue.timeoutSeconds`. */
  readonly ringsMissed?: number;
}

export interface AsteriskPbxOptions {
  readonly queueName: string;
  readonly mode: "ringing" | "answerFirst";
  /** Queues beside it; callers name theirs in a header. */
  readonly furtherQueues?: readonly string[];
  /** Who is a member of which queue, with which penalty; absent: everybody of all. */
  readonly teams?: readonly {
    readonly staffSteps: readonly StaffStep[];
    readonly queues: readonly { readonly key: string; readonly penalty: number }[];
  }[];
  /** Strategy, ring time-out and retry of every queue, wall time. */
  readonly queue?: Pick<Queue, "strategy" | "timeoutSeconds" | "retrySeconds">;
  readonly secondLine?: SecondLineOptions;
  readonly trunks?: number;
  readonly staffSteps: readonly StaffStep[];
  /** The moment of the scenario's day whose people are on duty before the clock starts. */
  readonly startScenarioSeconds: number;
  readonly compression: number;
  readonly ringSeconds: number;
  readonly hangUp: "agent" | "caller";
  readonly handlingByCaller: ReadonlyMap<string, AsteriskHandling>;
  readonly defaultHandling: AsteriskHandling;
  readonly dispatch: "native" | "woken";
  /** What is sent beside the signalling; nothing if not given. */
  readonly media?: Media;
  readonly transport: "udp" | "tcp";
  /** The user part that callers dial. */
  readonly user: string;
  /** Accounts for agents who log in by SIP over WebSocket; absent: no WebSocket is served. */
  readonly registeringAgents?: { readonly count: number; readonly password: string };
  /** What is being done, for a user who waits for it. */
  readonly tell: (text: string) => void;
}

/** An Asterisk of the run's own, with the agents' telephones, beside what every PBX has. */
export interface AsteriskPbx extends RunningPbx {
  /** What the agents' telephones saw: the view from outside. */
  readonly followAgents: (listener: (event: AgentEvent) => void) => () => void;
  /** The processes that a run has started. */
  readonly processes: { readonly asterisk: number; readonly telephones: number };
  /** The folders that it lives in and takes away with it. */
  readonly folders: readonly string[];
  readonly manager: ManagerLink;
  readonly managerPort: number;
  /** Warnings and errors that Asterisk logged. */
  readonly messages: () => Promise<string>;
  /** Settles when Asterisk has ended, wanted or not. */
  readonly ended: Promise<unknown>;
}

const HOST = "127.0.0.1";
const MEDIA_PORTS = { start: 20_000, end: 40_000 } as const;

/** Longer than any ring: an agent who is called is never given up for another. */
const RING_TIMEOUT_SECONDS = 3600;

/** What the last wrap-ups of a flood may last at most, wall time. */
const SETTLE_WITHIN_MILLISECONDS = 10_000;

const listenersOf = <Event>() => {
  const listeners = new Set<(event: Event) => void>();
  return {
    follow: (listener: (event: Event) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit: (event: Event) => {
      for (const listener of listeners) listener(event);
    },
  };
};

/** The agents as teams: those given, or everybody as a member of every queue. */
const teamsOf = ({ teams, queueName, furtherQueues, staffSteps }: AsteriskPbxOptions): readonly Team[] => {
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
 * Brings up an Asterisk with one queue, and telephones for as many agents as
 * are ever on duty at once. Who is on duty, in wrap-up or gone is told to the
 * queue over the manager interface. Throws ProgramMissing or AmiFailure; what
 * was started is taken down again.
 */
export const startAsteriskPbx = async (options: AsteriskPbxOptions): Promise<AsteriskPbx> => {
  const found = await obtainAsterisk(options.tell);
  const wall = (scenarioSeconds: number): number => (scenarioSeconds * 1000) / options.compression;
  const telephone = (talkSeconds: number, ringsMissed = 0): TelephoneHandling => ({
    ringMilliseconds: wall(options.ringSeconds),
    talkMilliseconds: wall(talkSeconds),
    ringsMissed,
  });
  const wrapUpOf = ({ callerNumber }: PbxCall): number =>
    (options.handlingByCaller.get(callerNumber) ?? options.defaultHandling).wrapUpSeconds;
  const teams = teamsOf(options);
  const agents = mostOfTeams(teams);
  const agentEvents = listenersOf<AgentEvent>();
  const pbxEvents = listenersOf<PbxEvent>();
  const media = options.media ?? "none";
  const audio =
    media === "none"
      ? undefined
      : await startAudio({
          host: HOST,
          speaks: media === "echo",
          waitsOnCall: options.mode === "answerFirst",
        });
  const telephones = await startAgentTelephones({
    handlingByCaller: new Map(
      [...options.handlingByCaller].map(([number, { talkSeconds, ringsMissed }]) => [
        number,
        {
          ...telephone(talkSeconds, ringsMissed),
          transferred: options.secondLine?.calls.has(number) === true,
        },
      ]),
    ),
    defaultHandling: telephone(options.defaultHandling.talkSeconds),
    hangUp: options.hangUp,
    ...(options.secondLine !== undefined && { transfersTo: SECOND_LINE }),
    ...(audio !== undefined && { audioPort: audio.agentsPort }),
    onEvent: agentEvents.emit,
  }).catch(async (error: unknown) => {
    await audio?.stop();
    throw error;
  });
  const second =
    options.secondLine === undefined
      ? undefined
      : await startSecondTelephones(options.secondLine, telephone, audio?.agentsPort, agentEvents.emit).catch(
          async (error: unknown) => {
            await Promise.all([telephones.stop(), audio?.stop()]);
            throw error;
          },
        );
  const stopTelephones = async (): Promise<void> => {
    await Promise.all([telephones.stop(), second?.stop(), audio?.stop()]);
  };
  if (audio !== undefined) agentEvents.follow((event) => noteAgentAudio(audio, event));

  const sipPort = await freePort("udp");
  const { registeringAgents } = options;
  const httpPort = registeringAgents === undefined ? undefined : await freePort("tcp");
  const managerPort = await freePort("tcp");
  const asterisk = await startAsteriskProcess(
    found,
    {
      queueName: options.queueName,
      ...(options.furtherQueues !== undefined && { furtherQueues: options.furtherQueues }),
      ...(second !== undefined &&
        options.secondLine !== undefined && {
          secondLine: { agents: options.secondLine.agents, agentPort: second.port },
        }),
      mode: options.mode,
      ...(options.trunks !== undefined && { trunks: options.trunks }),
      agents,
      agentHost: telephones.host,
      agentPort: telephones.port,
      ringTimeoutSeconds: options.queue?.timeoutSeconds ?? RING_TIMEOUT_SECONDS,
      strategy: options.queue?.strategy ?? "leastrecent",
      retrySeconds: options.queue?.retrySeconds ?? 1,
      countsAudio: audio !== undefined,
      sipPort,
      managerPort,
      managerSecret: randomBytes(16).toString("hex"),
      rtpPortStart: MEDIA_PORTS.start,
      rtpPortEnd: MEDIA_PORTS.end,
      ...(registeringAgents !== undefined && httpPort !== undefined && { registeringAgents, httpPort }),
    },
    media !== "none",
  ).catch(async (error: unknown) => {
    await stopTelephones();
    throw error;
  });

  const { managerLink: manager } = asterisk;
  const legs = countLegAudio(manager);
  const atWork = createTeamsAtWork(manager, teams, (agent) =>
    pbxEvents.emit({ kind: "available", epochMilliseconds: Date.now(), agent }),
  );
  const troubles: string[] = [];
  let stopped = false;
  telephones.ended.then(() => {
    if (!stopped)
      troubles.push("The agents' telephones ended in the middle of the flood: nobody answered from then on.");
  });

  const firstLine = dispatchOfQueues(manager, options.dispatch);
  // Asterisk does not always name the caller of a call that has ended
  const talkingTo = new Map<string, PbxCall>();
  let hasRestarted = false;
  manager.onTakenUpAgain(() => {
    hasRestarted = true;
    talkingTo.clear();
  });

  let teller: CallerTeller | undefined;
  const secondLine =
    options.secondLine === undefined
      ? undefined
      : createSecondLine(manager, options.secondLine, agents + 1, options.dispatch, wall, (callId) =>
          teller?.tellLeave(callId),
        );

  const takeEvent = (event: QueueCallEvent): void => {
    if (event.kind === "connected") {
      talkingTo.set(event.agent, event.call);
      if (wrapUpOf(event.call) > 0) atWork.talks(event.agent);
      const { callId } = event.call;
      if (callId !== undefined && options.mode === "answerFirst") teller?.tellAgent(callId, event.agent);
    }
    if (event.kind === "completed") {
      talkingTo.delete(event.agent);
      const wrapUpSeconds = wrapUpOf(event.call);
      if (wrapUpSeconds > 0) atWork.wrapsUp(event.agent, wall(wrapUpSeconds));
    }
    pbxEvents.emit(event);
  };
  manager.onEvent((message) => {
    if (secondLine?.take(message) === true) return;
    const read = readQueueEvent(message);
    if (read === undefined) return;
    // where all agents serve all queues they wait as one
    firstLine.note(options.teams === undefined ? "" : (message.get("Queue") ?? ""), read);
    if (read.kind === "event") takeEvent(withCaller(read.event, talkingTo));
    else if (read.kind === "member" && read.state === "free" && !read.paused) {
      pbxEvents.emit({ kind: "available", epochMilliseconds: read.epochMilliseconds, agent: read.agent });
    }
  });

  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      stopped = true;
      firstLine.stop();
      secondLine?.stop();
      atWork.stop();
      teller?.close();
      await asterisk.stop();
      await stopTelephones();
    })();
    return stopping;
  };

  try {
    await atWork.begin(options.startScenarioSeconds);
    await secondLine?.begin();
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    kind: "asterisk",
    version: asterisk.version,
    target: { host: HOST, port: sipPort, transport: options.transport, user: options.user },
    ...(httpPort !== undefined && { webSocketAddress: `ws://127.0.0.1:${httpPort}/ws` }),
    dispatch: options.dispatch,
    media,
    ...(audio !== undefined && { audio: callersAudio(audio, legs) }),
    sockets: {
      ...(options.transport === "udp" && { pbx: { from: sipPort, to: sipPort } }),
      agents: { from: telephones.port, to: telephones.port },
      ...(second !== undefined && { secondLine: { from: second.port, to: second.port } }),
      ...(audio !== undefined && {
        callersAudio: { from: audio.callersPort, to: audio.callersPort },
        agentsAudio: { from: audio.agentsPort, to: audio.agentsPort },
        pbxAudio: { from: MEDIA_PORTS.start, to: MEDIA_PORTS.end },
      }),
    },
    startClock: (clock) => atWork.startClock(clock, options.startScenarioSeconds),
    follow: pbxEvents.follow,
    settle: async () => {
      const until = Date.now() + SETTLE_WITHIN_MILLISECONDS;
      while (atWork.inWrapUp() > 0 && Date.now() < until) await pause(20);
    },
    troubles: () => troubles,
    findings: () =>
      hasRestarted
        ? ["Asterisk restarted in the middle of the flood: it forgot whom it had in its queue."]
        : [],
    ...(options.furtherQueues !== undefined && { namedQueues: true }),
    ...(secondLine !== undefined && { secondLine: secondLine.calls }),
    followAgents: agentEvents.follow,
    ...((options.mode === "answerFirst" || secondLine !== undefined) && {
      callersAt: (address) => {
        teller?.close();
        teller = createCallerTeller(address);
      },
    }),
    processes: { asterisk: asterisk.pid, telephones: telephones.pid },
    folders: [asterisk.folder, telephones.folder, ...(second === undefined ? [] : [second.folder])],
    manager,
    managerPort,
    messages: asterisk.messages,
    ended: asterisk.ended,
    stop,
  };
};
