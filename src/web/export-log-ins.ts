import type { PlannedLane } from "./plan-lane.ts";

/** What an exported script needs besides k6/http where agents log in. */
export const LOG_IN_IMPORTS = `import { md5, randomBytes, sha256 } from "k6/crypto";
import { Counter, Trend } from "k6/metrics";
import { clearTimeout, setTimeout } from "k6/timers";
import { WebSocket } from "k6/websockets";
`;

/** After a challenge that came more often than this the registrar never lets in. */
const MOST_CHALLENGES = 3;
const ANSWER_WITHIN_MILLISECONDS = 32_000;

/**
 * The log-ins of an exported script in k6's own JavaScript: SIP over WebSocket
 * (RFC 7118) with digest authentication, under the names of metrics that the lane
 * itself has. It reads as much of SIP as a registrar's answers need.
 */
const SHIFTS_OF_AGENTS = String.raw`
const registered = new Counter("logins_registered");
const refused = new Counter("logins_refused");
const unanswered = new Counter("logins_unanswered");
const unconnected = new Counter("logins_unconnected");
const ended = new Counter("registrations_ended");
const lost = new Counter("registrations_lost");
const refreshed = new Counter("registrations_refreshed");
const timeToRegister = new Trend("time_to_register", true);

const word = () => Array.from(new Uint8Array(randomBytes(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// one agent's registration: its requests, and what the registrar's answers mean
const createRegistration = (user) => {
  const host = agentsAddress.replace(/^wss?:\/\//i, "").replace(/(:\d+)?(\/.*)?$/, "");
  const own = word() + ".invalid";
  const callId = word();
  const tag = word();
  const address = "<sip:" + user + "@" + host + ">";
  let sequence = 0;
  let asked = 0;
  let challenges = 0;
  let challenge;
  let uses = 0;

  const authorization = () => {
    if (challenge === undefined) return [];
    uses += 1;
    const parameter = (name) => (new RegExp("\\b" + name + '\\s*=\\s*"?([^",]*)', "i").exec(challenge.text) || [])[1];
    const hash = (text) => (/sha-256/i.test(parameter("algorithm") || "") ? sha256(text, "hex") : md5(text, "hex"));
    const [realm, nonce, opaque] = [parameter("realm"), parameter("nonce"), parameter("opaque")];
    const qop = /\bqop\s*=\s*"?[^"]*\bauth\b/i.test(challenge.text);
    const count = uses.toString(16).padStart(8, "0");
    const clientNonce = word();
    const secret = hash(user + ":" + realm + ":" + password);
    const request = hash("REGISTER:sip:" + host);
    const middle = qop ? nonce + ":" + count + ":" + clientNonce + ":auth" : nonce;
    return [
      challenge.header + ': Digest username="' + user + '", realm="' + realm + '", nonce="' + nonce + '", uri="sip:' + host +
        '", response="' + hash(secret + ":" + middle + ":" + request) + '"' +
        (parameter("algorithm") ? ", algorithm=" + parameter("algorithm") : "") +
        (opaque ? ', opaque="' + opaque + '"' : "") +
        (qop ? ", qop=auth, nc=" + count + ', cnonce="' + clientNonce + '"' : ""),
    ];
  };
  const write = () => {
    sequence += 1;
    return [
      "REGISTER sip:" + host + " SIP/2.0",
      "Via: SIP/2.0/WS " + own + ";branch=z9hG4bK" + word(),
      "Max-Forwards: 70",
      "From: " + address + ";tag=" + tag,
      "To: " + address,
      "Call-ID: " + callId,
      "CSeq: " + sequence + " REGISTER",
      "Contact: <sip:" + user + "@" + own + ";transport=ws>",
      "Expires: " + asked,
      ...authorization(),
      "Content-Length: 0",
      "",
      "",
    ].join("\r\n");
  };
  return {
    request: (seconds) => {
      asked = seconds;
      challenges = 0;
      return write();
    },
    answered: (text) => {
      const status = Number((/^SIP\/2\.0 (\d{3})/.exec(text) || [])[1]);
      const number = Number((/^CSeq\s*:\s*(\d+)/im.exec(text) || [])[1]);
      if (!(status >= 200) || number !== sequence) return { kind: "nothing" };
      if (status < 300) {
        const granted = new RegExp(own + '[^,\\r\\n]*;\\s*expires\\s*=\\s*"?(\\d+)', "i").exec(text) || /^Expires\s*:\s*(\d+)/im.exec(text);
        return { kind: asked === 0 ? "unregistered" : "registered", seconds: granted === null ? asked : Number(granted[1]) };
      }
      const asks = /^(WWW|Proxy)-Authenticate\s*:\s*Digest\s+([^\r\n]*)/im.exec(text);
      const failed = challenge !== undefined && uses === 1 && !/\bstale\s*=\s*"?true/i.test(text);
      if ((status !== 401 && status !== 407) || asks === null || failed || challenges >= ${MOST_CHALLENGES}) {
        return { kind: "refused" };
      }
      challenge = { header: asks[1].toUpperCase() === "WWW" ? "Authorization" : "Proxy-Authorization", text: asks[2] };
      uses = 0;
      challenges += 1;
      return { kind: "challenged", text: write() };
    },
  };
};

// connect, register, renew at half the time, unregister; over when one of the counters has it
const workShift = ({ user, loginDue, logoutDue }, start) =>
  new Promise((resolve) => {
    const registration = createRegistration(user);
    const timers = {};
    const later = (name, act, milliseconds) => {
      if (timers[name] !== undefined) clearTimeout(timers[name]);
      timers[name] = act === undefined ? undefined : setTimeout(act, milliseconds);
    };
    let phase = "connecting";
    let socket;
    const finish = (counter) => {
      if (phase === "over") return;
      phase = "over";
      for (const name of Object.keys(timers)) later(name);
      counter.add(1);
      if (socket !== undefined) socket.close();
      resolve();
    };
    const ask = (nextPhase, seconds, otherwise) => {
      phase = nextPhase;
      later("limit", () => finish(otherwise), ${ANSWER_WITHIN_MILLISECONDS});
      socket.send(registration.request(seconds));
    };
    const hold = (seconds) => {
      phase = "registered";
      later("limit");
      later("renewal", () => ask("refreshing", expiresSeconds, lost), (Math.min(seconds, expiresSeconds) / 2) * 1000);
    };
    const goHome = () => {
      if (phase === "refreshing") later("end", goHome, 100);
      else {
        later("renewal");
        ask("leaving", 0, lost);
      }
    };
    const connect = () => {
      const began = Date.now();
      later("limit", () => finish(unconnected), ${ANSWER_WITHIN_MILLISECONDS});
      socket = new WebSocket(agentsAddress, null, { headers: { "Sec-WebSocket-Protocol": "sip" } });
      socket.onopen = () => ask("registering", expiresSeconds, unanswered);
      socket.onmessage = (event) => {
        const answer = registration.answered(String(event.data));
        if (phase === "over" || answer.kind === "nothing") return;
        if (answer.kind === "challenged") socket.send(answer.text);
        else if (answer.kind === "refused") finish(phase === "registering" ? refused : lost);
        else if (answer.kind === "unregistered") finish(ended);
        else if (phase === "registering") {
          registered.add(1);
          timeToRegister.add(Date.now() - began);
          hold(answer.seconds);
          later("end", goHome, Math.max(0, start + logoutDue - Date.now()));
        } else {
          refreshed.add(1);
          hold(answer.seconds);
        }
      };
      const gone = () => finish(phase === "connecting" || phase === "registering" ? unconnected : lost);
      socket.onerror = gone;
      socket.onclose = gone;
    };
    later("begin", connect, loginDue);
  });

export async function logInAgents() {
  const start = Date.now();
  await Promise.all(shifts.map((shift) => workShift(shift, start)));
}
`;

/** The log-ins' part of an exported script; empty where no agent logs in. `checkTarget` must stand before it. */
export const logInsOf = ({ lane, shifts, lastsMilliseconds }: PlannedLane): string => {
  const { agents } = lane;
  if (agents === undefined || shifts === undefined) return "";
  const log = shifts.map(({ agent, loginDue, logoutDue }) => ({
    user: agents.user.replace("{n}", String(agent)),
    loginDue: Math.round(loginDue),
    logoutDue: Math.round(logoutDue),
  }));
  const longest = lastsMilliseconds + 2 * ANSWER_WITHIN_MILLISECONDS;
  return `
const agentsAddress = __ENV.AGENTS || ${JSON.stringify(agents.address ?? "")};
const password = __ENV.PASSWORD || "";
const expiresSeconds = ${agents.expiresSeconds};
// milliseconds from the beginning
const shifts = ${JSON.stringify(log)};

if (agentsAddress !== "") {
  checkTarget(agentsAddress);
  if (password === "") throw new Error("The accounts' password is not written here: -e PASSWORD=...");
  options.scenarios.agents = {
    executor: "per-vu-iterations",
    exec: "logInAgents",
    vus: 1,
    iterations: 1,
    maxDuration: "${longest}ms",
    gracefulStop: "5s",
  };
}
${SHIFTS_OF_AGENTS}`;
};
