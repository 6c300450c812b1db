/**
 * A family of staffings for a target that the day as a whole must meet: member k
 * has one agent more, in one interval, than member k − 1. All have the same
 * quality β in aᵢ + β√aᵢ as nearly as whole agents can (square-root staffing), so
 * that the shape over the day is that of the load.
 */
export const staffingFamily = (loadErlangs: readonly number[]): ((member: number) => readonly number[]) => {
  const thresholds: { beta: number; interval: number }[] = [];
  loadErlangs.forEach((load, interval) => {
    if (!(load > 0)) return;
    const most = Math.ceil(load + 12 * Math.sqrt(load)) + 20;
    for (let agents = 1; agents <= most; agents++) {
      thresholds.push({ beta: (agents - load) / Math.sqrt(load), interval });
    }
  });
  thresholds.sort((one, other) => one.beta - other.beta || one.interval - other.interval);
  return (member) => {
    const agents = loadErlangs.map(() => 0);
    for (let k = 0; k < Math.min(member, thresholds.length); k++) {
      const { interval } = thresholds[k] as (typeof thresholds)[number];
      agents[interval] = (agents[interval] as number) + 1;
    }
    return agents;
  };
};
