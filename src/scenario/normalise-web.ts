import { parseDuration } from "./duration.ts";
import { metricOf } from "./metric-names.ts";
import { nearestName } from "./nearest-name.ts";
import type { Reading } from "./reading.ts";
import type { Arrivals, Staff } from "./scenario.ts";
import type { Partly } from "./structure.ts";
import type { MessageBacklog, Wallboard, WebAgents, WebLane, WebMessages } from "./web.ts";
import { WEB_METRIC_NAMES } from "./web-metric-names.ts";
import type { WrittenWeb } from "./web-schema.ts";

type Written = Partly<WrittenWeb>;

const seconds = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : parseDuration(text);

/** The accounts of a PBX that surgeline starts. */
const OWN_USER = "soft{n}";

const normaliseBacklog = (
  written: NonNullable<Written["messages"]>["backlog"],
): MessageBacklog | undefined => {
  const handlingSeconds = seconds(written?.handling);
  const deadlineSeconds = seconds(written?.deadline);
  const people = (written?.people ?? []).filter((count) => count !== undefined);
  if (handlingSeconds === undefined || deadlineSeconds === undefined || people.length === 0) return undefined;
  return { handlingSeconds, deadlineSeconds, people };
};

const normaliseMessages = (
  written: Written["messages"],
  arrivals: Arrivals | undefined,
  reading: Reading,
): WebMessages | undefined => {
  if (written === undefined || arrivals === undefined) return undefined;
  const names = arrivals.spikes.map(({ name }) => name);
  const spike = written.spike ?? names[0];
  if (spike === undefined) {
    reading.faults.at(
      ["web", "messages"],
      "web.messages follow a spike, and arrivals.spikes has none; give one there.",
    );
    return undefined;
  }
  if (!names.includes(spike)) {
    const near = nearestName(spike, names);
    reading.faults.at(
      ["web", "messages", "spike"],
      `web.messages.spike is "${spike}", which no spike is called; there are ${names.join(", ") || "none"}.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
    );
  }
  const delaySeconds = seconds(written.delay);
  const halfLifeSeconds = seconds(written.halfLife);
  const overSeconds = seconds(written.over);
  const { count, address } = written;
  if (count === undefined || delaySeconds === undefined) return undefined;
  if (halfLifeSeconds === undefined || overSeconds === undefined) return undefined;
  const backlog = normaliseBacklog(written.backlog);
  return {
    spike,
    count,
    delaySeconds,
    halfLifeSeconds,
    overSeconds,
    ...(address === undefined ? {} : { address }),
    ...(backlog === undefined ? {} : { backlog }),
  };
};

const normaliseAgents = (
  written: Written["agents"],
  staff: Staff | undefined,
  reading: Reading,
): WebAgents | undefined => {
  if (written === undefined || staff === undefined) return undefined;
  if (!("count" in written)) {
    reading.assume(["web", "agents", "count"], "no number was given: as many as are on duty at most");
  }
  const { address, password } = written;
  if (address !== undefined && password === undefined) {
    reading.faults.at(
      ["web", "agents"],
      "web.agents has an address and no password; the accounts of a PBX that surgeline does not start need theirs.",
    );
  }
  if (address === undefined && written.user !== undefined && written.user !== OWN_USER) {
    reading.faults.at(
      ["web", "agents", "user"],
      `web.agents.user is "${written.user}", for a PBX at an address, and no address is given; the PBX that surgeline starts has ${OWN_USER}.`,
    );
  }
  return {
    count: written.count ?? Math.max(1, ...staff.schedule.map(({ agents }) => agents)),
    stormSeconds: seconds(written.storm) ?? 10,
    expiresSeconds: seconds(written.expires) ?? 60,
    user: written.user ?? OWN_USER,
    ...(address === undefined ? {} : { address }),
    ...(password === undefined ? {} : { password }),
  };
};

const normaliseWallboard = (written: Written["wallboard"]): Wallboard | undefined =>
  written === undefined
    ? undefined
    : {
        screens: written.screens ?? 1,
        everySeconds: seconds(written.every) ?? 1,
        ...(written.address === undefined ? {} : { address: written.address }),
      };

const checkMetrics = (thresholds: WebLane["thresholds"], reading: Reading): void => {
  for (const key of Object.keys(thresholds)) {
    const name = metricOf(key);
    if ((WEB_METRIC_NAMES as readonly string[]).includes(name)) continue;
    const near = nearestName(name, WEB_METRIC_NAMES);
    reading.faults.atKey(
      ["web", "thresholds", key],
      `"${name}" is no metric that k6 measures here.${near === undefined ? ` There are ${WEB_METRIC_NAMES.join(", ")}.` : ` Did you mean "${near}"?`}`,
    );
  }
};

/** The web lane, or undefined where there is none. */
export const normaliseWeb = (
  written: Written | undefined,
  parts: { readonly arrivals: Arrivals | undefined; readonly staff: Staff | undefined },
  reading: Reading,
): WebLane | undefined => {
  if (written === undefined) return undefined;
  const messages = normaliseMessages(written.messages, parts.arrivals, reading);
  const agents = normaliseAgents(written.agents, parts.staff, reading);
  const wallboard = normaliseWallboard(written.wallboard);
  const thresholds = Object.fromEntries(
    Object.entries(written.thresholds ?? {}).map(([metric, expressions]) => [
      metric,
      (expressions ?? []).filter((expression) => expression !== undefined),
    ]),
  );
  checkMetrics(thresholds, reading);
  return {
    lastsSeconds: seconds(written.lasts) ?? 60,
    ...(messages === undefined ? {} : { messages }),
    ...(agents === undefined ? {} : { agents }),
    ...(wallboard === undefined ? {} : { wallboard }),
    thresholds,
  };
};
