import type { Scenario } from "../../scenario/scenario.ts";
import type { SimulationReply, SimulationRequest } from "./simulation-worker.ts";

/** Asks the simulation; an answer that a later question has overtaken is dropped. */
export interface SimulationClient {
  readonly ask: (scenario: Scenario, then: (reply: SimulationReply) => void) => void;
}

/** A worker made of this page's own script: one file holds page and worker, so that it can be saved and sent. */
export const createSimulationClient = (): SimulationClient => {
  let worker: Worker | undefined;
  let asked = 0;
  let busy = false;
  let waiting: { readonly scenario: Scenario; readonly then: (reply: SimulationReply) => void } | undefined;

  const send = (scenario: Scenario, then: (reply: SimulationReply) => void): void => {
    if (worker === undefined) {
      const source = document.querySelector("script[data-surgeline]")?.textContent ?? "";
      worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    }
    busy = true;
    const number = ++asked;
    worker.onmessage = (event: MessageEvent<SimulationReply>) => {
      busy = false;
      const next = waiting;
      waiting = undefined;
      if (next !== undefined) send(next.scenario, next.then);
      else if (event.data.number === number) then(event.data);
    };
    worker.onerror = (event) => {
      busy = false;
      then({ number, problem: event.message });
    };
    worker.postMessage({ number, scenario, seed: 1 } satisfies SimulationRequest);
  };

  return {
    ask: (scenario, then) => {
      if (busy) waiting = { scenario, then };
      else send(scenario, then);
    },
  };
};
