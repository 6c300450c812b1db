import { setTimeout as pause } from "node:timers/promises";
import type { StaffStep } from "../scenario/scenario.ts";
import type { DigestCredentials } from "../sip/digest.ts";
import { createAgentLogins } from "./agent-logins.ts";
import type { AgentEvent } from "./asterisk/agent-log.ts";
import { startAgentTelephones, type TelephoneHandling } from "./asterisk/agent-telephones.ts";
import { agentAccount } from "./asterisk/configuration.ts";
import { type CallerTeller, createCallerTeller } from "./asterisk/tell-caller.ts";
import { tellingDigits } from "./asterisk/telling-digits.ts";
import { listenersOf } from "./listeners.ts";
import type { PbxEvent, PbxTarget, RunningPbx } from "./pbx.ts";

/** Agents of ours at a PBX that is not ours. */
export interface ExternalAgentsOptions {
  readonly target: PbxTarget;
  /** In a queue that answers first, a caller is told from outside when an agent has come. */
  readonly mode: "ringing" | "answerFirst";
  readonly accounts: readonly DigestCredentials[];
  /** This machine's address as the PBX reaches it. */
  readonly localHost: string;
  readonly handlingByCaller: ReadonlyMap<string, TelephoneHandling>;
  readonly defaultHandling: TelephoneHandling;
  readonly hangUp: "agent" | "caller";
  /** Who is on duty when; agent n has the n-th account. */
  readonly staffSteps: readonly StaffStep[];
  /** The moment of the scenario's day whose people are on duty before the clock starts. */
  readonly startScenarioSeconds: number;
}

/** A PBX that is not ours with telephones of ours. */
export interface ExternalAgents extends RunningPbx {
  /** What the telephones saw, numbers as they came. */
  readonly followTelephones: (listener: (event: AgentEvent) => void) => () => void;
}

/** What the last wrap-ups of a flood may last at most, wall time. */
const SETTLE_WITHIN_MILLISECONDS = 10_000;

/** What a telephone saw, as event of the PBX; the caller by the number that we dialled from, where it is known. */
export const telephoneEvent = (
  event: AgentEvent,
  known: ReadonlyMap<string, string>,
): Exclude<PbxEvent, { readonly kind: "available" }> | undefined => {
  const callerNumber =
    known.get(tellingDigits(event.callerNumber)) ??
    known.get(tellingDigits(event.assertedNumber ?? "")) ??
    event.callerNumber;
  const at = { epochMilliseconds: event.epochMilliseconds, call: { callerNumber }, agent: event.agent };
  switch (event.name) {
    case "ringing":
      return { kind: "ringing", ...at };
    case "answered":
      return { kind: "connected", ...at };
    case "ended":
      return { kind: "completed", ...at, endedBy: event.endedBy ?? "agent" };
    default:
      return undefined;
  }
};

/** Agents in wrap-up. Their telephones themselves are busy that long; nobody else would tell when they are free again. */
interface WrapUps {
  readonly begin: (callerNumber: string, agent: string, endedEpochMilliseconds: number) => void;
  readonly under: () => number;
  readonly stop: () => void;
}

const createWrapUps = (
  { handlingByCaller, defaultHandling }: ExternalAgentsOptions,
  onOver: (agent: string, epochMilliseconds: number) => void,
): WrapUps => {
  const timers = new Set<NodeJS.Timeout>();
  return {
    begin: (callerNumber, agent, endedEpochMilliseconds) => {
      const { wrapUpMilliseconds = 0 } = handlingByCaller.get(callerNumber) ?? defaultHandling;
      const freeEpoch = endedEpochMilliseconds + wrapUpMilliseconds;
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          onOver(agent, freeEpoch);
        },
        Math.max(0, freeEpoch - Date.now()),
      );
      timers.add(timer);
    },
    under: () => timers.size,
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
};

/**
 * Brings up telephones for every account and registers those on duty. What is
 * measured of a call is what its caller and its agent saw; the PBX is neither
 * configured nor asked. Which accounts are in its queue is its own affair; an
 * agent on a call or in wrap-up is busy (486). Throws RegistrationRefused or
 * ProgramMissing; what was begun is taken back.
 */
export const startExternalAgents = async (options: ExternalAgentsOptions): Promise<ExternalAgents> => {
  const { target, localHost, accounts } = options;
  const transport = target.transport === "tcp" ? "tcp" : "udp";
  const pbxEvents = listenersOf<PbxEvent>();
  const telephoneEvents = listenersOf<AgentEvent>();
  const known = new Map(
    [...options.handlingByCaller.keys()].map((number) => [tellingDigits(number), number]),
  );
  let stopped = false;
  const troubles: string[] = [];
  let teller: CallerTeller | undefined;
  let callIdOf: (callerNumber: string) => string | undefined = () => undefined;
  const wrapUps = createWrapUps(options, (agent, epochMilliseconds) =>
    pbxEvents.emit({ kind: "available", epochMilliseconds, agent }),
  );
  const telephones = await startAgentTelephones({
    host: localHost,
    transport,
    handlingByCaller: options.handlingByCaller,
    defaultHandling: options.defaultHandling,
    hangUp: options.hangUp,
    busyByThemselves: accounts.map((_, index) => agentAccount(index + 1)),
    onEvent: (event) => {
      telephoneEvents.emit(event);
      const told = telephoneEvent(event, known);
      if (told === undefined) return;
      const { callerNumber } = told.call;
      if (told.kind === "connected") {
        const callId = callIdOf(callerNumber);
        if (callId !== undefined) teller?.tellAgent(callId, told.agent);
      }
      pbxEvents.emit(told);
      if (told.kind === "completed") wrapUps.begin(callerNumber, told.agent, told.epochMilliseconds);
    },
  });
  telephones.ended.then(() => {
    if (!stopped)
      troubles.push("The agents' telephones ended in the middle of the flood: nobody answered from then on.");
  });
  const logins = createAgentLogins({
    target,
    accounts,
    contactOf: (agent) =>
      `sip:${agentAccount(agent)}@${localHost}:${telephones.port}${transport === "tcp" ? ";transport=tcp" : ""}`,
    localHost,
    staffSteps: options.staffSteps,
    onLoggedIn: (agent) => pbxEvents.emit({ kind: "available", epochMilliseconds: Date.now(), agent }),
  });
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    wrapUps.stop();
    teller?.close();
    await logins.stop();
    await telephones.stop();
  };
  try {
    await logins.begin(options.startScenarioSeconds);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    kind: "external",
    version: "unknown",
    target,
    dispatch: "native",
    media: "none",
    startClock: (clock) => logins.startClock(clock, options.startScenarioSeconds),
    follow: pbxEvents.follow,
    followTelephones: telephoneEvents.follow,
    troubles: () => troubles,
    findings: logins.refused,
    settle: async () => {
      const until = Date.now() + SETTLE_WITHIN_MILLISECONDS;
      while (wrapUps.under() > 0 && Date.now() < until) await pause(20);
    },
    ...(options.mode === "answerFirst" && {
      callersAt: (address) => {
        teller?.close();
        teller = createCallerTeller(address);
      },
      callersKnownBy: (find) => {
        callIdOf = find;
      },
    }),
    stop,
  };
};
