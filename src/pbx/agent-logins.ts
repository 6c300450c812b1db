import type { StaffStep } from "../scenario/scenario.ts";
import type { DigestCredentials } from "../sip/digest.ts";
import { agentsOnDuty } from "../trace/staff-steps.ts";
import { toScenarioSeconds, type WallClock } from "../trace/wall-clock.ts";
import { dutyChanges } from "./asterisk/duty-roster.ts";
import type { PbxTarget } from "./pbx.ts";
import { type Registration, register } from "./registration.ts";

/** Accounts that log in and out by the schedule: agent n has the n-th account. */
export interface AgentLogins {
  /** Logs in those on duty at `scenarioSeconds`; throws RegistrationRefused. */
  readonly begin: (scenarioSeconds: number) => Promise<void>;
  /** From now on people log in and out by the schedule. */
  readonly startClock: (clock: WallClock, fromScenarioSeconds: number) => void;
  /** Log-ins that the PBX refused in the middle of a flood. */
  readonly refused: () => readonly string[];
  /** Logs everybody out. */
  readonly stop: () => Promise<void>;
}

const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

export interface AgentLoginsOptions {
  readonly target: PbxTarget;
  readonly accounts: readonly DigestCredentials[];
  /** Where the telephone of an agent, counted from 1, is. */
  readonly contactOf: (agent: number) => string;
  readonly localHost: string;
  readonly staffSteps: readonly StaffStep[];
  /** An agent has logged in and can take a call. */
  readonly onLoggedIn: (agent: string) => void;
}

/**
 * Who is on duty is registered, who is not is not: the one way to come and go
 * that every PBX knows. Who leaves takes no new call and ends the one under way.
 */
export const createAgentLogins = (options: AgentLoginsOptions): AgentLogins => {
  const { accounts, staffSteps } = options;
  const registrations = new Map<number, Registration>();
  const timers = new Set<NodeJS.Timeout>();
  const refused: string[] = [];
  // an agent who comes and goes at once does one after the other
  let lastChange = Promise.resolve();
  let stopped = false;

  const logIn = async (agent: number): Promise<void> => {
    const account = accounts[agent - 1];
    if (account === undefined || registrations.has(agent)) return;
    registrations.set(
      agent,
      await register(options.target, account, options.contactOf(agent), options.localHost),
    );
    options.onLoggedIn(String(agent));
  };
  const logOut = async (agent: number): Promise<void> => {
    const registration = registrations.get(agent);
    registrations.delete(agent);
    await registration?.giveUp();
  };

  return {
    begin: async (scenarioSeconds) => {
      const onDuty = Math.min(accounts.length, agentsOnDuty(staffSteps, scenarioSeconds));
      for (let agent = 1; agent <= onDuty; agent++) await logIn(agent);
    },
    startClock: (clock, fromScenarioSeconds) => {
      const now = Date.now();
      const from = Math.max(fromScenarioSeconds, toScenarioSeconds(clock, now));
      for (const { epochMilliseconds, come, leave } of dutyChanges(staffSteps, clock, from)) {
        const inMilliseconds = Math.max(0, epochMilliseconds - now);
        if (inMilliseconds > LONGEST_TIMER_MILLISECONDS) continue;
        const change = async (): Promise<void> => {
          if (stopped) return;
          const changes = [...come.map(logIn), ...leave.map(logOut)];
          for (const result of await Promise.allSettled(changes)) {
            if (result.status === "rejected") refused.push((result.reason as Error).message);
          }
        };
        timers.add(
          setTimeout(() => {
            lastChange = lastChange.then(change);
          }, inMilliseconds),
        );
      }
    },
    refused: () => refused,
    stop: async () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await lastChange;
      await Promise.all([...registrations.keys()].map(logOut));
    },
  };
};
