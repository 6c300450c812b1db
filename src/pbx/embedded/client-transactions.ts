import type { SipRequest, SipResponse } from "../../sip/message.ts";
import {
  type NonInviteClientInput,
  type NonInviteClientTransaction,
  newNonInviteClient,
  nonInviteClientDue,
  stepNonInviteClient,
} from "../../sip/non-invite-client-transaction.ts";
import { serialiseMessage } from "../../sip/serialise-message.ts";
import { clientTransactionKey } from "../../sip/transaction-key.ts";
import type { Flow } from "./flow.ts";
import type { Appointment, Scheduler } from "./scheduler.ts";

/** How a request of ours ended. */
export type ClientOutcome =
  | { readonly kind: "response"; readonly status: number }
  | { readonly kind: "timeout" }
  | { readonly kind: "transportError" };

/** The client side of the transaction layer, for requests other than INVITE. */
export interface ClientTransactions {
  /** Sends a request whose top Via holds a branch of its own; `ended` is told once. */
  readonly send: (request: SipRequest, flow: Flow, ended: (outcome: ClientOutcome) => void) => void;
  readonly receive: (response: SipResponse) => void;
  readonly flowClosed: (flow: Flow) => void;
  readonly clear: () => void;
}

interface Held {
  readonly key: string;
  readonly flow: Flow;
  readonly text: string;
  readonly ended: (outcome: ClientOutcome) => void;
  transaction: NonInviteClientTransaction;
  timer: Appointment | undefined;
}

export const createClientTransactions = (scheduler: Scheduler): ClientTransactions => {
  const byKey = new Map<string, Held>();

  const step = (held: Held, input: NonInviteClientInput): void => {
    const due = nonInviteClientDue(held.transaction) ?? 0;
    const now = input.kind === "time" ? Math.max(scheduler.now(), due) : scheduler.now();
    const next = stepNonInviteClient(held.transaction, input, now, held.flow.reliable);
    held.transaction = next.transaction;
    held.timer?.cancel();
    const nextDue = nonInviteClientDue(held.transaction);
    if (nextDue === undefined) byKey.delete(held.key);
    else held.timer = scheduler.at(nextDue, () => step(held, { kind: "time" }));
    for (const effect of next.effects) {
      if (effect === "sendRequest") {
        if (!held.flow.send(held.text)) step(held, { kind: "transportError" });
      } else if (effect === "deliver") {
        if (input.kind === "response" && input.status >= 200) held.ended(input);
      } else held.ended({ kind: effect });
    }
  };

  return {
    send: (request, flow, ended) => {
      const key = clientTransactionKey(request) ?? "";
      const held: Held = {
        key,
        flow,
        text: serialiseMessage(request),
        ended,
        transaction: newNonInviteClient(scheduler.now(), flow.reliable),
        timer: undefined,
      };
      byKey.set(key, held);
      if (!flow.send(held.text)) {
        step(held, { kind: "transportError" });
        return;
      }
      const due = nonInviteClientDue(held.transaction);
      if (due !== undefined) held.timer = scheduler.at(due, () => step(held, { kind: "time" }));
    },
    receive: (response) => {
      const held = byKey.get(clientTransactionKey(response) ?? "");
      if (held !== undefined) step(held, { kind: "response", status: response.status });
    },
    flowClosed: (flow) => {
      for (const held of [...byKey.values()]) if (held.flow === flow) step(held, { kind: "transportError" });
    },
    clear: () => {
      for (const held of byKey.values()) held.timer?.cancel();
      byKey.clear();
    },
  };
};
