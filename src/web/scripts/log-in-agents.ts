import { md5, randomBytes } from "k6/crypto";
import { Counter, Gauge, Trend } from "k6/metrics";
import { clearTimeout, setTimeout } from "k6/timers";
import { WebSocket } from "k6/websockets";
import type { AgentSession, AgentsPlan, LanePlan } from "../lane-plan.ts";
import { createRegistration } from "../registration.ts";

// k6 has a console, which its types leave to the browser's
declare const console: { readonly warn: (text: string) => void };

const plan = (JSON.parse(open(__ENV["PLAN"] ?? "")) as LanePlan).agents;

// every log-in ends in exactly one of these four
const registered = new Counter("logins_registered");
const refused = new Counter("logins_refused");
const unanswered = new Counter("logins_unanswered");
const unconnected = new Counter("logins_unconnected");
// and every registration in one of these three
const ended = new Counter("registrations_ended");
const endedBadly = new Counter("registrations_unended");
const lost = new Counter("registrations_lost");
const refreshed = new Counter("registrations_refreshed");
const held = new Gauge("registrations_held");
const timeToRegister = new Trend("time_to_register", true);
const lateness = new Trend("login_lateness", true);

const newWord = (): string =>
  Array.from(new Uint8Array(randomBytes(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const hostOf = (address: string): string => address.replace(/^wss?:\/\//, "").replace(/[:/].*$/, "");

let holding = 0;
const hold = (change: 1 | -1): void => {
  holding += change;
  held.add(holding);
};

const MOST_REFUSALS_TOLD = 3;
let refusalsTold = 0;
const tellRefusal = (user: string, status: number): void => {
  refusalsTold += 1;
  if (refusalsTold <= MOST_REFUSALS_TOLD)
    console.warn(`The PBX refused the log-in of ${user} with ${status}.`);
};

/** One agent's shift: connect, register, refresh, unregister. Resolves when it is over, however it ends. */
const workShift = (
  { address, expiresSeconds, answerWithinMilliseconds }: AgentsPlan,
  { user, password, loginDue, logoutDue }: AgentSession,
  startEpochMilliseconds: number,
): Promise<void> =>
  new Promise((resolve) => {
    let phase: "connecting" | "registering" | "registered" | "refreshing" | "leaving" | "over" = "connecting";
    let began = 0;
    let socket: WebSocket | undefined;
    let limit: number | undefined;
    let refresh: number | undefined;
    let leave: number | undefined;
    const registration = createRegistration({
      user,
      password,
      host: hostOf(address),
      md5: (bytes) => md5(bytes, "hex"),
      newWord,
    });

    const finish = (counter: Counter): void => {
      if (phase === "over") return;
      if (phase === "registered" || phase === "refreshing" || phase === "leaving") hold(-1);
      phase = "over";
      for (const timer of [limit, refresh, leave]) if (timer !== undefined) clearTimeout(timer);
      counter.add(1);
      socket?.close();
      resolve();
    };
    const send = (text: string): void => {
      socket?.send(text);
    };
    const awaitAnswer = (otherwise: Counter): void => {
      if (limit !== undefined) clearTimeout(limit);
      limit = setTimeout(() => finish(otherwise), answerWithinMilliseconds);
    };
    const goOn = (grantedSeconds: number): void => {
      if (limit !== undefined) clearTimeout(limit);
      phase = "registered";
      refresh = setTimeout(
        () => {
          phase = "refreshing";
          awaitAnswer(lost);
          send(registration.request(expiresSeconds));
        },
        (Math.min(grantedSeconds, expiresSeconds) / 2) * 1000,
      );
    };
    const goHome = (): void => {
      if (phase !== "registered" && phase !== "refreshing") {
        // the shift ended before the log-in was answered: its own time limit decides
        leave = setTimeout(goHome, 100);
        return;
      }
      if (refresh !== undefined) clearTimeout(refresh);
      phase = "leaving";
      awaitAnswer(endedBadly);
      send(registration.request(0));
    };

    const take = (text: string): void => {
      const answer = registration.answered(text);
      if (answer.kind === "nothing" || phase === "over") return;
      if (answer.kind === "challenged") send(answer.text);
      else if (answer.kind === "unregistered") finish(ended);
      else if (answer.kind === "refused") {
        if (phase === "registering") tellRefusal(user, answer.status);
        finish(phase === "registering" ? refused : phase === "leaving" ? endedBadly : lost);
      } else if (phase === "registering") {
        registered.add(1);
        timeToRegister.add(Date.now() - began);
        hold(1);
        goOn(answer.expiresSeconds);
        leave = setTimeout(goHome, Math.max(0, startEpochMilliseconds + logoutDue - Date.now()));
      } else if (phase === "refreshing") {
        refreshed.add(1);
        goOn(answer.expiresSeconds);
      }
    };

    const begin = (): void => {
      began = Date.now();
      lateness.add(Math.max(0, began - startEpochMilliseconds - loginDue));
      awaitAnswer(unconnected);
      const opening = new WebSocket(address, null, { headers: { "Sec-WebSocket-Protocol": "sip" } });
      socket = opening;
      opening.onopen = () => {
        if (phase !== "connecting") return;
        phase = "registering";
        awaitAnswer(unanswered);
        send(registration.request(expiresSeconds));
      };
      opening.onmessage = (event) => {
        const text: unknown = event?.data;
        if (typeof text === "string") take(text);
      };
      const gone = (): void => {
        finish(phase === "connecting" || phase === "registering" ? unconnected : lost);
      };
      opening.onerror = gone;
      opening.onclose = gone;
    };
    setTimeout(begin, Math.max(0, startEpochMilliseconds + loginDue - Date.now()));
  });

/** Every agent of the plan works its shift. */
export const logInAgents = async (shared: { startEpochMilliseconds: number }): Promise<void> => {
  if (plan === undefined) return;
  await Promise.all(plan.sessions.map((session) => workShift(plan, session, shared.startEpochMilliseconds)));
};
