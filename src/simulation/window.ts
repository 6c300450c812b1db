import { meanSeconds } from "../distributions/moments.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** Ring, talk and wrap-up on average: how long a call keeps an agent. */
export const meanHandlingSeconds = ({ handling }: Scenario): number =>
  handling.ringSeconds + meanSeconds(handling.talk) + meanSeconds(handling.wrapUp);

/** How long a window's lead-in is: three handling times, so that the queue is as full as it would be. */
export const leadInSeconds = (scenario: Scenario): number => 3 * meanHandlingSeconds(scenario);
