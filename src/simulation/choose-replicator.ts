import { createReplicator, type Replicator, type SimulationPlan } from "./replicate.ts";
import { createRoutedReplicator } from "./routing/replicate-routed.ts";

/** The event simulation for a scenario with a routing, the fast kernel for all others. */
export const chooseReplicator = (plan: SimulationPlan): Replicator => {
  const { routing } = plan.scenario;
  return routing === undefined ? createReplicator(plan) : createRoutedReplicator(plan, routing);
};
