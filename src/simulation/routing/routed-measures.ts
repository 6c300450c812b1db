import type { RoutedMeasure } from "../accumulate.ts";
import type { RoutedHotline } from "./routed-hotline.ts";
import {
  type FlowTotal,
  flowPlace,
  type OtherTotal,
  otherPlace,
  type TeamTotal,
  teamPlace,
} from "./routed-totals.ts";

type Taken = (extra: Float64Array) => number;

const one: Taken = () => 1;

/** What teams of no site are told as, where others have one. */
export const NO_SITE = "no site";

const ratio = (name: string, above: Taken, below: Taken, share: boolean): RoutedMeasure => ({
  kind: "ratio",
  name,
  above,
  below,
  share,
});

const perDay = (name: string, above: Taken): RoutedMeasure => ratio(name, above, one, false);

const greatest = (name: string, of: Taken): RoutedMeasure => ({ kind: "greatest", name, of });

const flowMeasures = (path: string, flow: number): readonly RoutedMeasure[] => {
  const total = (which: FlowTotal): Taken => {
    const place = flowPlace(flow, which);
    return (extra) => extra[place]!;
  };
  const offered = total("offered");
  const blocked = total("blocked");
  return [
    perDay(`${path}.attempts`, offered),
    ratio(`${path}.serviceLevel`, total("inTime"), offered, true),
    ratio(`${path}.abandonment`, total("abandoned"), offered, true),
    ratio(`${path}.blocking`, blocked, offered, true),
    ratio(`${path}.meanWaitSeconds`, total("waitSeconds"), (extra) => offered(extra) - blocked(extra), false),
    greatest(`${path}.longestWaitSeconds`, total("longestWaitSeconds")),
  ];
};

/** What a team does, or several together. */
const workMeasures = (
  path: string,
  flows: number,
  teams: readonly number[],
  seconds: number,
): readonly RoutedMeasure[] => {
  const total = (which: TeamTotal): Taken => {
    const places = teams.map((team) => teamPlace(flows, team, which));
    return (extra) => places.reduce((sum, place) => sum + extra[place]!, 0);
  };
  const answered = total("answered");
  return [
    ratio(`${path}.staff`, total("staffedSeconds"), () => seconds, false),
    perDay(`${path}.answered`, answered),
    ratio(`${path}.answeredInTime`, total("inTime"), answered, true),
    ratio(`${path}.meanAnsweredWaitSeconds`, total("waitSeconds"), answered, false),
    ratio(`${path}.overflowed`, total("overflowed"), answered, true),
    perDay(`${path}.secondTalks`, total("secondTalks")),
    perDay(`${path}.messages`, total("messages")),
    ratio(`${path}.occupancy`, total("busySeconds"), total("staffedSeconds"), true),
  ];
};

/** The teams of each site, in the order in which sites are named; empty where no team has one. */
const sitesOf = (teams: RoutedHotline["teams"]): ReadonlyMap<string, readonly number[]> => {
  const sites = new Map<string, number[]>();
  if (teams.every(({ site }) => site === undefined)) return sites;
  for (const [team, { site = NO_SITE }] of teams.entries()) {
    sites.set(site, [...(sites.get(site) ?? []), team]);
  }
  return sites;
};

/**
 * What is estimated of flows, teams, sites, transfers, callbacks and messages.
 * Names are paths: `flows.NAME.serviceLevel`, `sites.NAME.occupancy`,
 * `transfers.perDay`.
 *
 * @param seconds how long the counted time is
 */
export const routedMeasures = (
  { flows, teams }: Pick<RoutedHotline, "flows" | "teams">,
  seconds: number,
): readonly RoutedMeasure[] => {
  const total = (which: OtherTotal): Taken => {
    const place = otherPlace(flows.length, teams.length, which);
    return (extra) => extra[place]!;
  };
  return [
    ...flows.flatMap(({ name }, flow) => flowMeasures(`flows.${name}`, flow)),
    ...teams.flatMap(({ name }, team) => workMeasures(`teams.${name}`, flows.length, [team], seconds)),
    ...[...sitesOf(teams)].flatMap(([site, own]) =>
      workMeasures(`sites.${site}`, flows.length, own, seconds),
    ),
    perDay("transfers.perDay", total("transfers")),
    ratio("transfers.answered", total("transfersAnswered"), total("transfers"), true),
    ratio("transfers.meanWaitSeconds", total("transferWaitSeconds"), total("transfers"), false),
    greatest("transfers.longestWaitSeconds", total("transferLongestSeconds")),
    perDay("callbacks.perDay", total("callbacks")),
    ratio("callbacks.reached", total("callbacksReached"), total("callbacks"), true),
    ratio("callbacks.meanWaitSeconds", total("callbackWaitSeconds"), total("callbacksReached"), false),
    greatest("callbacks.longestWaitSeconds", total("callbackLongestSeconds")),
    perDay("messages.perDay", total("messages")),
    ratio("messages.done", total("messagesDone"), total("messages"), true),
    ratio("messages.inTime", total("messagesInTime"), total("messages"), true),
    ratio("messages.late", total("messagesLate"), total("messages"), true),
    ratio("messages.meanSeconds", total("messageSeconds"), total("messagesDone"), false),
    greatest("messages.longestSeconds", total("messageLongestSeconds")),
    perDay("messages.openAtEnd", total("messagesOpen")),
    perDay("messages.oldestOpenSeconds", total("messageOldestOpenSeconds")),
    greatest("messages.longestOpenSeconds", total("messageOldestOpenSeconds")),
  ];
};
