import { requireShareBelowOne, requireWhole } from "./domain.ts";

/**
 * People to employ for a number on duty: agents / (1 − shrinkage), rounded up once.
 * Shrinkage is the share of paid time not on duty (leave, illness, breaks, training).
 *
 * @example headcount(68, 0.3) // 98
 */
export const headcount = (agents: number, shrinkage: number): number => {
  requireWhole("agents", agents, 0);
  requireShareBelowOne("shrinkage", shrinkage);
  const people = agents / (1 - shrinkage);
  // 63 / 0.9 is 70 people, whatever the last bit of the quotient
  return Math.ceil(people * (1 - 1e-12));
};
