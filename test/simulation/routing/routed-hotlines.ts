import type { CallerColumns } from "../../../src/simulation/hotline.ts";
import type {
  CallClass,
  RoutedFlow,
  RoutedHotline,
  RoutingDraws,
} from "../../../src/simulation/routing/routed-hotline.ts";

/** A team's agents, on duty from the start on, and what it takes: class, after which wait, at which pace. */
export interface TeamSketch {
  readonly agents: number;
  readonly takes: readonly (readonly [callClass: number, after?: number, talkFactor?: number])[];
}

/** A hotline put together by hand: classes are listed by flow and priority. */
export const sketch = (
  teams: readonly TeamSketch[],
  classes: readonly { readonly flow: number; readonly priority?: number }[],
  flows: readonly Omit<RoutedFlow, "name">[],
  more: Partial<RoutedHotline> = {},
): RoutedHotline => {
  const offers = teams.flatMap(({ takes }, team) =>
    takes.map(([callClass, afterSeconds = 0, talkFactor = 1]) => ({
      team,
      callClass,
      afterSeconds,
      talkFactor,
    })),
  );
  return {
    teams: teams.map(({ agents }, team) => ({
      name: `team ${team}`,
      staff: { changeSeconds: Float64Array.of(0), agents: Int32Array.of(agents) },
      mostAgents: agents,
      takes: offers.filter((offer) => offer.team === team),
    })),
    classes: classes.map(({ flow, priority = 1 }, callClass): CallClass => {
      const own = offers
        .filter((offer) => offer.callClass === callClass)
        .sort((a, b) => a.afterSeconds - b.afterSeconds || a.team - b.team);
      const waits = own.map(({ afterSeconds }) => afterSeconds).filter((after) => after > 0);
      return { flow, priority, offers: own, overflowSeconds: [...new Set(waits)] };
    }),
    flows: flows.map((flow, index) => ({ name: `flow ${index}`, ...flow })),
    languages: 1,
    ringSeconds: 0,
    idleGapSeconds: 0,
    admitUntilSeconds: 1000,
    ...more,
  };
};

/** Callers as rows of arrival, talk, flow; patience 500 s, no wrap-up, if not given. */
export interface CallerSketch {
  readonly at: number;
  readonly talk: number;
  readonly flow?: number;
  readonly patience?: number;
  readonly wrapUp?: number;
}

export const columnsOf = (callers: readonly CallerSketch[]): CallerColumns => ({
  callers: callers.length,
  arrivalSeconds: Float64Array.from(callers, ({ at }) => at),
  patienceSeconds: Float64Array.from(callers, ({ patience = 500 }) => patience),
  talkSeconds: Float64Array.from(callers, ({ talk }) => talk),
  wrapUpSeconds: Float64Array.from(callers, ({ wrapUp = 0 }) => wrapUp),
});

export const drawsOf = (
  callers: readonly CallerSketch[],
  more: Partial<RoutingDraws> = {},
): RoutingDraws => ({
  flow: (row) => callers[row]!.flow ?? 0,
  language: () => 0,
  transfer: () => 0,
  transferPatienceSeconds: () => 500,
  transferTalkSeconds: () => 30,
  transferWrapUpSeconds: () => 0,
  acceptsCallback: () => 0,
  reached: () => 0,
  messages: { arrivalSeconds: new Float64Array(0), handlingSeconds: new Float64Array(0) },
  ...more,
});
