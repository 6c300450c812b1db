import type { Scenario } from "../../scenario/scenario.ts";
import { type SimulatedDays, simulateDays } from "../what-if/simulate-days.ts";

/** What the page asks of the worker. */
export interface SimulationRequest {
  readonly number: number;
  readonly scenario: Scenario;
  readonly seed: number;
}

/** What the worker answers; the number tells which question it was. */
export type SimulationReply =
  | { readonly number: number; readonly days: SimulatedDays }
  | { readonly number: number; readonly problem: string };

const BUDGET_MILLISECONDS = 1200;

/** Answers the page's questions in a thread of its own; a reader's browser never stalls. */
export const startSimulationWorker = (): void => {
  addEventListener("message", (event: MessageEvent<SimulationRequest>) => {
    const { number, scenario, seed } = event.data;
    const until = performance.now() + BUDGET_MILLISECONDS;
    let reply: SimulationReply;
    try {
      reply = { number, days: simulateDays(scenario, seed, () => performance.now() >= until) };
    } catch (error) {
      reply = { number, problem: error instanceof Error ? error.message : String(error) };
    }
    postMessage(reply);
  });
};
