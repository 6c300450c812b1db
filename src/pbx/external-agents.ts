import type { DigestCredentials } from "../sip/digest.ts";
import type { AgentEvent } from "./asterisk/agent-scenario.ts";
import { startAgentTelephones, type TelephoneHandling } from "./asterisk/agent-telephones.ts";
import { agentAccount } from "./asterisk/configuration.ts";
import { type CallerTeller, createCallerTeller } from "./asterisk/tell-caller.ts";
import type { PbxEvent, PbxTarget, RunningPbx } from "./pbx.ts";
import { type Registration, register } from "./registration.ts";

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
}

/** How many last digits have to agree for two ways of writing a number to be the same. */
const TELLING_DIGITS = 9;

/** A number without the ways in which trunks rewrite it: +33 1 99…, 0033199…, 0199… are one caller. */
export const tellingDigits = (number: string): string => number.replace(/\D/g, "").slice(-TELLING_DIGITS);

/** What a telephone saw, as event of the PBX; the caller by the number that we dialled from, where it is known. */
export const telephoneEvents = (
  event: AgentEvent,
  known: ReadonlyMap<string, string>,
): readonly PbxEvent[] => {
  const callerNumber = known.get(tellingDigits(event.callerNumber)) ?? event.callerNumber;
  const at = { epochMilliseconds: event.epochMilliseconds, call: { callerNumber }, agent: event.agent };
  switch (event.name) {
    case "ringing":
      return [{ kind: "ringing", ...at }];
    case "answered":
      return [{ kind: "connected", ...at }];
    case "ended":
      return [
        { kind: "completed", ...at, endedBy: event.endedBy ?? "agent" },
        { kind: "available", epochMilliseconds: event.epochMilliseconds, agent: event.agent },
      ];
    default:
      return [];
  }
};

/**
 * Registers every account and answers its calls. What is measured of a call is
 * what its caller and its agent saw; the PBX is neither configured nor asked.
 * Which people are in its queue is its own affair, and so is wrap-up. Throws
 * RegistrationRefused or ProgramMissing; what was begun is taken back.
 */
export const startExternalAgents = async (options: ExternalAgentsOptions): Promise<RunningPbx> => {
  const { target, localHost } = options;
  const listeners = new Set<(event: PbxEvent) => void>();
  const known = new Map(
    [...options.handlingByCaller.keys()].map((number) => [tellingDigits(number), number]),
  );
  let stopped = false;
  const troubles: string[] = [];
  let teller: CallerTeller | undefined;
  let callIdOf: (callerNumber: string) => string | undefined = () => undefined;
  const tellCaller = (event: PbxEvent): void => {
    if (event.kind !== "connected") return;
    const callId = callIdOf(event.call.callerNumber);
    if (callId !== undefined) teller?.tell(callId, event.agent);
  };
  const telephones = await startAgentTelephones({
    host: localHost,
    handlingByCaller: options.handlingByCaller,
    defaultHandling: options.defaultHandling,
    hangUp: options.hangUp,
    onEvent: (event) => {
      for (const told of telephoneEvents(event, known)) {
        tellCaller(told);
        for (const listener of listeners) listener(told);
      }
    },
  });
  telephones.ended.then(() => {
    if (!stopped)
      troubles.push("The agents' telephones ended in the middle of the flood: nobody answered from then on.");
  });
  const registrations: Registration[] = [];
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    teller?.close();
    await Promise.all(registrations.map((registration) => registration.giveUp()));
    await telephones.stop();
  };
  try {
    for (const [index, account] of options.accounts.entries()) {
      const contact = `sip:${agentAccount(index + 1)}@${localHost}:${telephones.port}`;
      registrations.push(await register(target, account, contact, localHost));
    }
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
    startClock: () => {},
    follow: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    troubles: () => troubles,
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
