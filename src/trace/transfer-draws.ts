import type { Law } from "../distributions/law.ts";
import { lawOf } from "../distributions/law-of.ts";
import { drawKey, keyedUniform } from "../random/keyed.ts";
import type { Routing } from "../scenario/routing.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { topicsOf } from "./topics.ts";

/** What a draw is for: the second coordinate of its key, above the attempts'. */
const TRANSFER = 2;
const TRANSFER_PATIENCE = 3;
const TRANSFER_TALK = 4;
const TRANSFER_WRAP_UP = 5;

/** What callers draw for a second talk, keyed by the caller's place in the day: the same in every engine. */
export interface TransferDraws {
  /** Uniform in (0, 1): the caller is put through if it is below the flow's probability. */
  readonly transfer: (caller: number) => number;
  readonly transferPatienceSeconds: (caller: number) => number;
  readonly transferTalkSeconds: (caller: number, flow: number) => number;
  readonly transferWrapUpSeconds: (caller: number) => number;
}

/** The flow of every topic, by the topic's place in the trace. */
export const flowOfTopic = (scenario: Scenario, routing: Routing): Uint16Array => {
  const others = routing.flows.findIndex(({ family }) => family === undefined);
  return Uint16Array.from(topicsOf(scenario), ({ family }) => {
    const own = routing.flows.findIndex((flow) => flow.family === family);
    return own >= 0 ? own : Math.max(0, others);
  });
};

/** Draws by scenario; each is a function of seed, replication and caller alone. */
export const createTransferDraws = (
  scenario: Scenario,
  routing: Routing,
): ((seed: number, replication: number) => TransferDraws) => {
  const patience = lawOf(scenario.callers.patience);
  const wrapUp = lawOf(scenario.handling.wrapUp);
  const secondTalks: readonly (Law | undefined)[] = routing.flows.map(({ transfer }) =>
    transfer === undefined ? undefined : lawOf(transfer.talk),
  );
  return (seed, replication) => {
    const key = drawKey(seed, "routing", replication);
    return {
      transfer: (caller) => keyedUniform(key, caller, TRANSFER),
      transferPatienceSeconds: (caller) => patience.quantile(keyedUniform(key, caller, TRANSFER_PATIENCE)),
      transferTalkSeconds: (caller, flow) =>
        secondTalks[flow]?.quantile(keyedUniform(key, caller, TRANSFER_TALK)) ?? 0,
      transferWrapUpSeconds: (caller) => wrapUp.quantile(keyedUniform(key, caller, TRANSFER_WRAP_UP)),
    };
  };
};
