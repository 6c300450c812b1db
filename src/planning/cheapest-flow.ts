/** A way from one place to another, for any number of units, at a price each. */
export interface FlowArc {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
}

/**
 * The cheapest flow that takes what some places have to those that lack it: units on
 * each arc, in the arcs' order; undefined where no way leads there.
 *
 * By shortest augmenting paths (Ford and Fulkerson 1962; Bellman-Ford on the residual
 * network, so that arcs may be taken back): whole numbers in, whole numbers out, and
 * no other flow costs less. Costs must not be negative.
 *
 * @param supply of each place: above zero what it has, below zero what it lacks; adds up to 0.
 */
export const cheapestFlow = (
  supply: readonly number[],
  arcs: readonly FlowArc[],
): readonly number[] | undefined => {
  const left = [...supply];
  const flow = arcs.map(() => 0);
  for (;;) {
    // to the nearest place that lacks something, from any that has something
    const distance = left.map((units) => (units > 0 ? 0 : Number.POSITIVE_INFINITY));
    const cameBy: ({ readonly arc: number; readonly back: boolean } | undefined)[] = left.map(
      () => undefined,
    );
    if (!left.some((units) => units > 0)) return flow;
    const shorten = (from: number, to: number, cost: number, arc: number, back: boolean): boolean => {
      const through = (distance[from] as number) + cost;
      if (!(through < (distance[to] as number) - 1e-9)) return false;
      distance[to] = through;
      cameBy[to] = { arc, back };
      return true;
    };
    for (let changed = true; changed; ) {
      changed = false;
      arcs.forEach(({ from, to, cost }, arc) => {
        if (shorten(from, to, cost, arc, false)) changed = true;
        if ((flow[arc] as number) > 0 && shorten(to, from, -cost, arc, true)) changed = true;
      });
    }
    let end = -1;
    left.forEach((units, place) => {
      const here = distance[place] as number;
      if (units < 0 && here < Number.POSITIVE_INFINITY && (end < 0 || here < (distance[end] as number)))
        end = place;
    });
    if (end < 0) return undefined;
    let units = -(left[end] as number);
    let start = end;
    for (let step = cameBy[start]; step !== undefined; step = cameBy[start]) {
      if (step.back) units = Math.min(units, flow[step.arc] as number);
      const arc = arcs[step.arc] as FlowArc;
      start = step.back ? arc.to : arc.from;
    }
    units = Math.min(units, left[start] as number);
    left[start] = (left[start] as number) - units;
    left[end] = (left[end] as number) + units;
    for (let at = end, step = cameBy[at]; step !== undefined; step = cameBy[at]) {
      flow[step.arc] = (flow[step.arc] as number) + (step.back ? -units : units);
      const arc = arcs[step.arc] as FlowArc;
      at = step.back ? arc.to : arc.from;
    }
  }
};
