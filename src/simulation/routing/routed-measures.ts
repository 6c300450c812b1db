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

const one = (): number => 1;

/**
 * What is estimated of flows, teams, transfers, callbacks and messages. Names
 * are paths: `flows.NAME.serviceLevel`, `teams.NAME.occupancy`, `transfers.perDay`.
 */
export const routedMeasures = ({
  flows,
  teams,
}: Pick<RoutedHotline, "flows" | "teams">): readonly RoutedMeasure[] => {
  const measures: RoutedMeasure[] = [];
  flows.forEach(({ name }, flow) => {
    const total = (which: FlowTotal) => {
      const place = flowPlace(flow, which);
      return (extra: Float64Array): number => extra[place]!;
    };
    const offered = total("offered");
    const blocked = total("blocked");
    const ratio = (which: string, above: (extra: Float64Array) => number, share = true): void => {
      measures.push({ name: `flows.${name}.${which}`, above, below: offered, share });
    };
    measures.push({ name: `flows.${name}.attempts`, above: offered, below: one, share: false });
    ratio("serviceLevel", total("inTime"));
    ratio("abandonment", total("abandoned"));
    measures.push({
      name: `flows.${name}.meanWaitSeconds`,
      above: total("waitSeconds"),
      below: (extra) => offered(extra) - blocked(extra),
      share: false,
    });
  });
  teams.forEach(({ name }, team) => {
    const total = (which: TeamTotal) => {
      const place = teamPlace(flows.length, team, which);
      return (extra: Float64Array): number => extra[place]!;
    };
    const above = total("busySeconds");
    const below = total("staffedSeconds");
    // overtime is in a team's busy time and not in its schedule, so that it may exceed 1
    measures.push({ name: `teams.${name}.occupancy`, above, below, share: false });
  });
  const total = (which: OtherTotal) => {
    const place = otherPlace(flows.length, teams.length, which);
    return (extra: Float64Array): number => extra[place]!;
  };
  const add = (name: string, above: OtherTotal, below: OtherTotal | undefined, share: boolean): void => {
    measures.push({ name, above: total(above), below: below === undefined ? one : total(below), share });
  };
  add("transfers.perDay", "transfers", undefined, false);
  add("transfers.answered", "transfersAnswered", "transfers", true);
  add("transfers.meanWaitSeconds", "transferWaitSeconds", "transfers", false);
  add("callbacks.perDay", "callbacks", undefined, false);
  add("callbacks.reached", "callbacksReached", "callbacks", true);
  add("callbacks.meanWaitSeconds", "callbackWaitSeconds", "callbacksReached", false);
  add("messages.perDay", "messages", undefined, false);
  add("messages.done", "messagesDone", "messages", true);
  add("messages.inTime", "messagesInTime", "messages", true);
  add("messages.meanSeconds", "messageSeconds", "messagesDone", false);
  return measures;
};
