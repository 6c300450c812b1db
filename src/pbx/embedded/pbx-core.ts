import { header } from "../../sip/message.ts";
import { tagOf } from "../../sip/name-addr.ts";
import { agentsOnDuty, staffChanges } from "../../trace/staff-steps.ts";
import type { WallClock } from "../../trace/wall-clock.ts";
import { toEpochMilliseconds, toScenarioSeconds } from "../../trace/wall-clock.ts";
import type { PbxEvent } from "../pbx.ts";
import { createCalls } from "./calls.ts";
import { createExchange } from "./exchange.ts";
import { attemptFails } from "./faults.ts";
import type { Flow } from "./flow.ts";
import { createGatekeeper } from "./gatekeeper.ts";
import type { EmbeddedPbxOptions } from "./options.ts";
import { createRegistrar } from "./registrar.ts";
import { ACCEPT, ALLOW } from "./request-policy.ts";
import type { Scheduler } from "./scheduler.ts";
import { createSipEndpoint, type SipEndpoint } from "./sip-endpoint.ts";

/** The whole PBX but its sockets and its thread. */
export interface PbxCore extends Pick<SipEndpoint, "received" | "closed" | "transactions"> {
  /** People come and leave by this clock from now on. */
  readonly startClock: (clock: WallClock) => void;
  /** Calls held now. */
  readonly calls: () => number;
}

/** What the core needs of the world. */
export interface PbxCorePorts {
  readonly scheduler: Scheduler;
  /** A tag that nobody can guess, new each time. */
  readonly newTag: () => string;
  readonly emit: (event: PbxEvent) => void;
}

export const createPbxCore = (options: EmbeddedPbxOptions, ports: PbxCorePorts): PbxCore => {
  const { scheduler, newTag, emit } = ports;
  const faults = options.faults ?? {};
  let compression = options.compression;

  const exchange = createExchange(
    {
      ringSeconds: options.ringSeconds,
      ...(options.givesUpRing !== undefined && { givesUpRing: options.givesUpRing }),
      hangUp: options.hangUp,
      dispatchDelayMilliseconds: faults.dispatchDelayMilliseconds ?? 0,
      handlingOf: (callerNumber) => options.handlingByCaller.get(callerNumber) ?? options.defaultHandling,
      compression: () => compression,
      emit,
    },
    scheduler,
  );
  exchange.setOnDuty(agentsOnDuty(options.staffSteps, options.startScenarioSeconds));

  const calls = createCalls(
    {
      queueMode: options.queueMode,
      trunks: options.trunks ?? Number.POSITIVE_INFINITY,
      setUpDelayMilliseconds: faults.setUpDelayMilliseconds ?? 0,
      fails: (callerNumber, attempt) =>
        attemptFails(faults.failureShare ?? 0, options.seed, callerNumber, attempt),
      user: options.user,
      emit,
    },
    exchange,
    (request, flow, ended) => endpoint.send(request, flow, ended),
    scheduler,
    newTag,
  );
  const mayPass = createGatekeeper(options.authentication, scheduler, newTag);
  const register = createRegistrar(scheduler);

  const endpoint: SipEndpoint = createSipEndpoint(
    {
      request: (incoming) => {
        const { request } = incoming;
        if (tagOf(header(request, "to")) !== undefined && request.method !== "REGISTER") {
          calls.inDialog(incoming);
        } else if (!mayPass(incoming)) return;
        else if (request.method === "INVITE") calls.invite(incoming);
        else if (request.method === "REGISTER") register(incoming);
        else if (request.method === "OPTIONS") incoming.respond(200, { headers: [ALLOW, ACCEPT] });
        else incoming.respond(481);
      },
      cancelled: calls.cancelled,
      acknowledged: calls.acknowledged,
      ackMissing: calls.ackMissing,
      flowClosed: (flow: Flow) => calls.flowClosed(flow),
    },
    scheduler,
    newTag,
  );

  const changes = staffChanges(options.staffSteps);
  const followSchedule = (clock: WallClock): void => {
    const now = Math.max(toScenarioSeconds(clock, scheduler.now()), options.startScenarioSeconds);
    exchange.setOnDuty(agentsOnDuty(options.staffSteps, now));
    for (const change of changes) {
      if (change.atSeconds <= now) continue;
      scheduler.at(toEpochMilliseconds(clock, change.atSeconds), () => exchange.setOnDuty(change.agents));
    }
  };

  return {
    received: endpoint.received,
    closed: endpoint.closed,
    transactions: endpoint.transactions,
    startClock: (clock) => {
      compression = clock.compression;
      followSchedule(clock);
    },
    calls: calls.count,
  };
};
