import { randomBytes } from "node:crypto";
import { freePort } from "../../process/free-port.ts";
import { listenersOf } from "../listeners.ts";
import type { PbxEvent, RunningPbx } from "../pbx.ts";
import type { AgentEvent } from "./agent-log.ts";
import { callersAudio, countLegAudio } from "./asterisk-audio.ts";
import type { AsteriskPbxOptions } from "./asterisk-pbx-options.ts";
import { type AsteriskProcess, startAsteriskProcess } from "./asterisk-process.ts";
import { type AsteriskQueues, runQueues, teamsOf } from "./asterisk-queues.ts";
import { type FoundAsterisk, obtainAsterisk } from "./find-asterisk.ts";
import type { ManagerLink } from "./manager-link.ts";
import { settleQueues } from "./settle-queues.ts";
import { mostOfTeams } from "./teams-at-work.ts";
import { startTelephones, type Telephones } from "./telephones.ts";

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

interface AsteriskPorts {
  readonly sip: number;
  /** For SIP over WebSocket; absent where no agent registers by it. */
  readonly http?: number;
  readonly manager: number;
}

const freePorts = async ({ registeringAgents }: AsteriskPbxOptions): Promise<AsteriskPorts> => ({
  sip: await freePort("udp"),
  ...(registeringAgents !== undefined && { http: await freePort("tcp") }),
  manager: await freePort("tcp"),
});

/** Starts the Asterisk that has these telephones as its agents', on ports that are free. */
const startAsterisk = async (
  found: FoundAsterisk,
  options: AsteriskPbxOptions,
  telephones: Telephones,
): Promise<{ readonly asterisk: AsteriskProcess; readonly ports: AsteriskPorts }> => {
  const { registeringAgents, queue } = options;
  const { agents, secondLine, audio } = telephones;
  const ports = await freePorts(options);
  const asterisk = await startAsteriskProcess(
    found,
    {
      queueName: options.queueName,
      ...(options.furtherQueues !== undefined && { furtherQueues: options.furtherQueues }),
      ...(secondLine !== undefined &&
        options.secondLine !== undefined && {
          secondLine: { agents: options.secondLine.agents, agentPort: secondLine.port },
        }),
      mode: options.mode,
      ...(options.trunks !== undefined && { trunks: options.trunks }),
      agents: mostOfTeams(teamsOf(options)),
      agentHost: agents.host,
      agentPort: agents.port,
      ringTimeoutSeconds: queue?.timeoutSeconds ?? RING_TIMEOUT_SECONDS,
      strategy: queue?.strategy ?? "leastrecent",
      retrySeconds: queue?.retrySeconds ?? 1,
      countsAudio: audio !== undefined,
      sipPort: ports.sip,
      managerPort: ports.manager,
      managerSecret: randomBytes(16).toString("hex"),
      rtpPortStart: MEDIA_PORTS.start,
      rtpPortEnd: MEDIA_PORTS.end,
      ...(registeringAgents !== undefined &&
        ports.http !== undefined && { registeringAgents, httpPort: ports.http }),
    },
    audio !== undefined,
  );
  return { asterisk, ports };
};

/** The UDP ports by whose they are. */
const socketsOf = (
  { transport }: AsteriskPbxOptions,
  { agents, secondLine, audio }: Telephones,
  ports: AsteriskPorts,
): NonNullable<RunningPbx["sockets"]> => ({
  ...(transport === "udp" && { pbx: { from: ports.sip, to: ports.sip } }),
  agents: { from: agents.port, to: agents.port },
  ...(secondLine !== undefined && { secondLine: { from: secondLine.port, to: secondLine.port } }),
  ...(audio !== undefined && {
    callersAudio: { from: audio.callersPort, to: audio.callersPort },
    agentsAudio: { from: audio.agentsPort, to: audio.agentsPort },
    pbxAudio: { from: MEDIA_PORTS.start, to: MEDIA_PORTS.end },
  }),
});

/** What a run calls, made of its running parts. */
const pbxOf = (
  options: AsteriskPbxOptions,
  ports: AsteriskPorts,
  telephones: Telephones,
  asterisk: AsteriskProcess,
  queues: AsteriskQueues,
): Omit<AsteriskPbx, "follow" | "followAgents" | "troubles" | "stop"> => {
  const { agents, secondLine, audio } = telephones;
  const { managerLink: manager } = asterisk;
  let hasRestarted = false;
  manager.onTakenUpAgain(() => {
    hasRestarted = true;
  });
  return {
    kind: "asterisk",
    version: asterisk.version,
    target: { host: HOST, port: ports.sip, transport: options.transport, user: options.user },
    ...(ports.http !== undefined && { webSocketAddress: `ws://${HOST}:${ports.http}/ws` }),
    dispatch: options.dispatch,
    media: options.media ?? "none",
    ...(audio !== undefined && { audio: callersAudio(audio, countLegAudio(manager)) }),
    sockets: socketsOf(options, telephones, ports),
    startClock: (clock) => queues.startClock(clock, options.startScenarioSeconds),
    settle: () => settleQueues(queues),
    findings: () =>
      hasRestarted
        ? ["Asterisk restarted in the middle of the flood: it forgot whom it had in its queue."]
        : [],
    ...(options.furtherQueues !== undefined && { namedQueues: true }),
    ...(queues.secondLineCalls !== undefined && { secondLine: queues.secondLineCalls }),
    ...((options.mode === "answerFirst" || queues.secondLineCalls !== undefined) && {
      callersAt: queues.callersAt,
    }),
    processes: { asterisk: asterisk.pid, telephones: agents.pid },
    folders: [asterisk.folder, agents.folder, ...(secondLine === undefined ? [] : [secondLine.folder])],
    manager,
    managerPort: ports.manager,
    messages: asterisk.messages,
    ended: asterisk.ended,
  };
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
  const agentEvents = listenersOf<AgentEvent>();
  const pbxEvents = listenersOf<PbxEvent>();
  const telephones = await startTelephones(options, HOST, wall, agentEvents.emit);
  const { asterisk, ports } = await startAsterisk(found, options, telephones).catch(
    async (error: unknown) => {
      await telephones.stop();
      throw error;
    },
  );
  const queues = runQueues(asterisk.managerLink, options, wall, pbxEvents.emit);

  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      queues.stop();
      await asterisk.stop();
      await telephones.stop();
    })();
    return stopping;
  };
  const troubles: string[] = [];
  telephones.agents.ended.then(() => {
    if (stopping === undefined)
      troubles.push("The agents' telephones ended in the middle of the flood: nobody answered from then on.");
  });
  const pbx = pbxOf(options, ports, telephones, asterisk, queues);
  try {
    await queues.begin(options.startScenarioSeconds);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...pbx,
    follow: pbxEvents.follow,
    followAgents: agentEvents.follow,
    troubles: () => troubles,
    stop,
  };
};
