import type { Scenario } from "../scenario/scenario.ts";
import type { WebLane } from "../scenario/web.ts";
import { LOG_IN_IMPORTS, logInsOf } from "./export-log-ins.ts";
import { messageStages } from "./export-stages.ts";
import type { PlannedLane } from "./plan-lane.ts";

/** Bodies that an exported script holds; it sends them in turn, each with a number of its own. */
const MOST_BODIES = 200;

const literal = (value: unknown): string => JSON.stringify(value, null, 2);

/** The part of an exported script that keeps it from hurting anyone; it asks the environment whom it may call. */
const GUARD = `// A target that is not this machine must be allowed by name: -e ALLOW_TARGET=host[,host]
const allowed = (__ENV.ALLOW_TARGET || "").toLowerCase().split(",").map((host) => host.trim());
const checkTarget = (address) => {
  const match = /^(?:https?|wss?):\\/\\/(\\[[0-9a-f:.]+\\]|[a-z0-9.-]+)(:\\d+)?(\\/.*)?$/i.exec(address);
  if (match === null) throw new Error(\`\${address} is no address such as http://127.0.0.1:8080\`);
  const host = match[1].toLowerCase();
  const bare = host.replace(/^\\[|\\]$/g, "");
  const loopback = bare === "localhost" || bare === "::1" || /^127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$/.test(bare);
  if (!loopback && !allowed.includes(host) && !allowed.includes(bare)) {
    throw new Error(\`\${bare} is not this machine. If it is yours to load, allow it by name: -e ALLOW_TARGET=\${bare}\`);
  }
  return address.replace(/\\/$/, "");
};`;

const messagesScenario = (planned: PlannedLane): Record<string, unknown> => {
  const { messages } = planned.lane;
  if (messages === undefined || planned.messages === undefined) return {};
  const { startRate, timeUnitSeconds, stages } = messageStages(messages, planned.messages.compression);
  return {
    messages: {
      executor: "ramping-arrival-rate",
      exec: "sendMessage",
      startRate,
      timeUnit: `${timeUnitSeconds}s`,
      stages: stages.map(({ durationSeconds, target }) => ({
        duration: `${Math.round(durationSeconds * 1000)}ms`,
        target,
      })),
      preAllocatedVUs: 200,
      maxVUs: 1000,
      gracefulStop: "30s",
    },
  };
};

const wallboardScenario = (lane: WebLane, lastsMilliseconds: number): Record<string, unknown> =>
  lane.wallboard === undefined
    ? {}
    : {
        wallboard: {
          executor: "constant-arrival-rate",
          exec: "lookAtFigures",
          rate: lane.wallboard.screens,
          timeUnit: `${lane.wallboard.everySeconds * 1000}ms`,
          duration: `${lastsMilliseconds}ms`,
          preAllocatedVUs: 2,
          maxVUs: 50,
        },
      };

/**
 * A k6 script that stands alone, without surgeline: the lane's messages and
 * wallboard as k6's own executors, at rates that follow the scenario's, and the
 * agents' log-ins at the moments that the lane has them.
 */
export const exportScript = (scenario: Scenario, planned: PlannedLane): string => {
  const { lane, lastsMilliseconds } = planned;
  const bodies = (planned.messages?.list ?? []).slice(0, MOST_BODIES).map(({ body }) => JSON.parse(body));
  const options = {
    scenarios: { ...messagesScenario(planned), ...wallboardScenario(lane, lastsMilliseconds) },
    thresholds: lane.thresholds,
    maxRedirects: 0,
    summaryTrendStats: ["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)"],
  };
  const logIns = logInsOf(planned);
  const howToLogIn =
    logIns === ""
      ? ""
      : `
// Agents log in by SIP over WebSocket where AGENTS, or the scenario, has an address:
//   -e AGENTS=ws://127.0.0.1:8088/ws -e PASSWORD=...`;
  return `// ${scenario.name.replaceAll(/[\r\n]+/g, " ")}: what comes beside calls, written by surgeline k6 --export.
//
//   k6 run -e ADDRESS=http://127.0.0.1:8080 this-file.js
//
// Messages go to ADDRESS/messages as JSON, the wallboard asks ADDRESS/wallboard.
// WALLBOARD names another address for it. k6 spaces arrivals evenly within their
// rate; surgeline's own lane draws them at random.${howToLogIn}
import http from "k6/http";
${logIns === "" ? "" : LOG_IN_IMPORTS}
${GUARD}

const address = checkTarget(__ENV.ADDRESS || ${literal(lane.messages?.address ?? "http://127.0.0.1:8080")});
const wallboard = checkTarget(__ENV.WALLBOARD || ${lane.wallboard?.address === undefined ? "`$" + "{address}/wallboard`" : literal(lane.wallboard.address)});

export const options = ${literal(options)};

const bodies = ${literal(bodies)};

export function sendMessage() {
  const number = \`\${__VU}-\${__ITER}\`;
  const body = bodies[(__VU * 7919 + __ITER) % bodies.length];
  http.post(\`\${address}/messages\`, JSON.stringify({ ...body, id: number }), {
    headers: { "content-type": "application/json" },
    tags: { name: "messages" },
  });
}

export function lookAtFigures() {
  http.get(wallboard, { tags: { name: "wallboard" } });
}
${logIns}`;
};
