/** Tells for each interval whether it holds under a staffing, agents really at work. */
export type JudgeStaffing = (agents: readonly number[]) => readonly boolean[];

/** The staffing found. */
export interface FoundStaffing {
  readonly agents: readonly number[];
  /** Intervals that do not hold even with the most agents tried. */
  readonly outOfReach: readonly number[];
  /** How many staffings were tried. */
  readonly tried: number;
}

const MOST_ROUNDS = 40;
const TRIM_GROUPS = 3;

/** With so many agents hardly anybody waits; more would change nothing. */
const plenty = (loadErlangs: number): number => Math.ceil(loadErlangs * 1.3 + 8 * Math.sqrt(loadErlangs)) + 8;

/**
 * Moves all intervals at once towards the fewest that hold: up where an interval
 * fails, down where it holds, by steps that halve at every change of direction.
 */
const approach = (judge: JudgeStaffing, agents: number[], most: readonly number[]): number => {
  const steps = agents.map((count) => Math.max(1, Math.round(Math.sqrt(count) / 2)));
  const settled = most.map((limit) => limit === 0);
  const last = agents.map(() => 0);
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const holds = judge(agents);
    let moved = false;
    for (let i = 0; i < agents.length; i++) {
      if (most[i] === 0 || (settled[i] && holds[i])) continue;
      const direction = holds[i] ? -1 : 1;
      if (last[i] !== 0 && last[i] !== direction) {
        if (steps[i] === 1 && direction > 0) settled[i] = true;
        steps[i] = Math.max(1, Math.floor((steps[i] as number) / 2));
      } else if (last[i] === direction) steps[i] = (steps[i] as number) * (direction > 0 ? 2 : 1);
      last[i] = direction;
      const next = Math.max(
        1,
        Math.min(most[i] as number, (agents[i] as number) + direction * (steps[i] as number)),
      );
      if (next === agents[i]) settled[i] = true;
      else moved = true;
      agents[i] = next;
    }
    if (!moved) return round;
  }
  return MOST_ROUNDS;
};

/** Adds to every interval that fails until none does that can be helped. */
const mend = (judge: JudgeStaffing, agents: number[], most: readonly number[]): FoundStaffing => {
  for (let round = 1; ; round++) {
    const holds = judge(agents);
    const failing = agents.flatMap((_, i) => (holds[i] || most[i] === 0 ? [] : [i]));
    const helped = failing.filter((i) => (agents[i] as number) < (most[i] as number));
    if (helped.length === 0 || round > MOST_ROUNDS) return { agents, outOfReach: failing, tried: round };
    for (const i of helped) agents[i] = (agents[i] as number) + 1;
  }
};

/** Judges no staffing twice: where one step of the search ends, the next begins. */
const rememberingAll = (judge: JudgeStaffing): JudgeStaffing => {
  const known = new Map<string, readonly boolean[]>();
  return (agents) => {
    const key = agents.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const holds = judge(agents);
    known.set(key, holds);
    return holds;
  };
};

/**
 * The fewest agents in each interval with which every interval holds: one agent
 * fewer in any of them, and that interval or one after it fails. Intervals hang
 * together by the callers who wait and the agents who talk across their edge, so
 * that they are tried together; agents are taken away again from every third
 * interval at a time, so that no two neighbours change in one trial.
 *
 * @param loadErlangs of each interval; 0 where nobody calls, who needs nobody.
 */
export const fewestByInterval = (
  judgeOnce: JudgeStaffing,
  start: readonly number[],
  loadErlangs: readonly number[],
): FoundStaffing => {
  const judge = rememberingAll(judgeOnce);
  const most = loadErlangs.map((load) => (load > 0 ? plenty(load) : 0));
  const near = start.map((count, i) => (most[i] === 0 ? 0 : Math.max(1, Math.min(most[i] as number, count))));
  const rounds = approach(judge, near, most);
  const mended = mend(judge, near, most);
  let tried = rounds + mended.tried;
  const lost = new Set(mended.outOfReach);
  let agents = [...mended.agents];
  for (let group = 0; group < TRIM_GROUPS; group++) {
    const members = agents.flatMap((count, i) =>
      i % TRIM_GROUPS === group && count > 1 && !lost.has(i) ? [i] : [],
    );
    if (members.length === 0) continue;
    const trial = [...agents];
    for (const i of members) trial[i] = (trial[i] as number) - 1;
    const holds = judge(trial);
    tried++;
    const fine = (i: number): boolean =>
      i >= agents.length || holds[i] === true || most[i] === 0 || lost.has(i);
    const kept = members.filter((i) => fine(i) && fine(i + 1) && fine(i + 2));
    if (kept.length === 0) continue;
    const next = [...agents];
    for (const i of kept) next[i] = (next[i] as number) - 1;
    tried++;
    if (judge(next).every((held, i) => held || most[i] === 0 || lost.has(i))) agents = next;
  }
  return { agents, outOfReach: mended.outOfReach, tried };
};
