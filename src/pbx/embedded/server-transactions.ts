import {
  type InviteServerInput,
  type InviteServerTransaction,
  inviteServerDue,
  NEW_INVITE_SERVER,
  stepInviteServer,
} from "../../sip/invite-server-transaction.ts";
import { header, type SipRequest } from "../../sip/message.ts";
import { tagOf } from "../../sip/name-addr.ts";
import {
  NEW_NON_INVITE_SERVER,
  type NonInviteServerInput,
  type NonInviteServerTransaction,
  stepNonInviteServer,
} from "../../sip/non-invite-server-transaction.ts";
import { responseTo } from "../../sip/response.ts";
import { parseSequence } from "../../sip/sequence.ts";
import { serialiseMessage } from "../../sip/serialise-message.ts";
import { cancelledTransactionKey, mergeKey, serverTransactionKey } from "../../sip/transaction-key.ts";
import type { Flow } from "./flow.ts";
import type { IncomingRequest, RequestHandler } from "./incoming-request.ts";
import type { Appointment, Scheduler } from "./scheduler.ts";

/** The server side of the transaction layer: state machines of src/sip given sockets, timers and a table. */
export interface ServerTransactions {
  /** Any request, checked by its syntax, its Via marked with where it came from. */
  readonly receive: (request: SipRequest, flow: Flow) => void;
  /** The transport of these transactions is gone. */
  readonly flowClosed: (flow: Flow) => void;
  readonly clear: () => void;
  readonly size: () => number;
}

interface Held {
  readonly key: string;
  readonly flow: Flow;
  readonly merge: string | undefined;
  incoming: IncomingRequest | undefined;
  machine:
    | { readonly kind: "invite"; readonly transaction: InviteServerTransaction }
    | { readonly kind: "nonInvite"; readonly transaction: NonInviteServerTransaction };
  /** The last response as sent; dropped when it can no more be asked for. */
  response: string;
  ackKey: string | undefined;
  /** The To tag of its responses, which the answer to a CANCEL shares (RFC 3261 section 9.2). */
  localTag: string | undefined;
  timer: { readonly due: number; readonly appointment: Appointment } | undefined;
}

/** The ACK of a 2xx is a transaction of its own and is found by dialog and CSeq number. */
const ackKeyOf = (request: SipRequest, localTag: string | undefined): string =>
  `${header(request, "call-id") ?? ""} ${tagOf(header(request, "from")) ?? ""} ${localTag ?? ""} ${
    parseSequence(header(request, "cseq"))?.number ?? ""
  }`;

export const createServerTransactions = (
  handler: RequestHandler,
  scheduler: Scheduler,
  newTag: () => string,
): ServerTransactions => {
  const byKey = new Map<string, Held>();
  const byAck = new Map<string, Held>();
  const byMerge = new Map<string, Held>();

  const forget = (held: Held): void => {
    held.timer?.appointment.cancel();
    held.timer = undefined;
    byKey.delete(held.key);
    if (held.ackKey !== undefined) byAck.delete(held.ackKey);
    if (held.merge !== undefined && byMerge.get(held.merge) === held) byMerge.delete(held.merge);
  };

  const setTimer = (held: Held, due: number | undefined): void => {
    if (held.timer?.due === due) return;
    held.timer?.appointment.cancel();
    held.timer =
      due === undefined
        ? undefined
        : {
            due,
            appointment: scheduler.at(due, () => {
              held.timer = undefined;
              step(held, { kind: "time" });
            }),
          };
  };

  const step = (held: Held, input: InviteServerInput | NonInviteServerInput): void => {
    const now = input.kind === "time" ? Math.max(scheduler.now(), dueOf(held) ?? 0) : scheduler.now();
    if (held.machine.kind === "invite") {
      const next = stepInviteServer(held.machine.transaction, input, now, held.flow.reliable);
      held.machine = { kind: "invite", transaction: next.transaction };
      for (const effect of next.effects) {
        if (effect === "sendResponse") sendResponse(held);
        else if (effect === "acknowledged") {
          held.response = "";
          const { incoming } = held;
          held.incoming = undefined;
          if (incoming !== undefined) handler.acknowledged(incoming);
        } else if (effect === "ackMissing" && held.ackKey !== undefined && held.incoming !== undefined) {
          handler.ackMissing(held.incoming);
        }
      }
    } else {
      if (input.kind === "ack") return;
      const next = stepNonInviteServer(held.machine.transaction, input, now, held.flow.reliable);
      held.machine = { kind: "nonInvite", transaction: next.transaction };
      if (next.effects.includes("sendResponse")) sendResponse(held);
    }
    if (held.machine.transaction.state === "terminated") forget(held);
    else setTimer(held, dueOf(held));
  };

  const dueOf = (held: Held): number | undefined => {
    if (held.machine.kind === "invite") return inviteServerDue(held.machine.transaction);
    return held.machine.transaction.state === "completed" ? held.machine.transaction.endsAt : undefined;
  };

  const sendResponse = (held: Held): void => {
    if (
      held.response !== "" &&
      !held.flow.send(held.response) &&
      held.machine.transaction.state !== "terminated"
    ) {
      step(held, { kind: "transportError" });
    }
  };

  const open = (request: SipRequest, flow: Flow, key: string, merge: string | undefined): IncomingRequest => {
    const isInvite = request.method === "INVITE";
    const held: Held = {
      key,
      flow,
      merge,
      incoming: undefined,
      machine: isInvite
        ? { kind: "invite", transaction: NEW_INVITE_SERVER }
        : { kind: "nonInvite", transaction: NEW_NON_INVITE_SERVER },
      response: "",
      ackKey: undefined,
      localTag: undefined,
      timer: undefined,
    };
    const incoming: IncomingRequest = {
      request,
      flow,
      respond: (status, parts = {}) => {
        const { state } = held.machine.transaction;
        if (state !== "proceeding" && state !== "trying") return;
        const toTag = parts.toTag ?? held.localTag ?? newTag();
        if (status > 100) held.localTag = toTag;
        held.response = serialiseMessage(responseTo(request, status, { ...parts, toTag }));
        if (isInvite && status >= 200 && status < 300) {
          held.ackKey = ackKeyOf(request, tagOf(header(request, "to")) ?? toTag);
          byAck.set(held.ackKey, held);
        }
        if (status >= 200 && !(isInvite && status < 300)) held.incoming = undefined;
        step(held, { kind: "respond", status });
      },
    };
    held.incoming = incoming;
    byKey.set(key, held);
    if (merge !== undefined) byMerge.set(merge, held);
    return incoming;
  };

  const receiveAck = (ack: SipRequest): void => {
    const held = byAck.get(ackKeyOf(ack, tagOf(header(ack, "to")))) ?? byKey.get(serverTransactionKey(ack));
    if (held !== undefined) step(held, { kind: "ack" });
  };

  const receiveCancel = (cancel: SipRequest, incoming: IncomingRequest): void => {
    const invite = byKey.get(cancelledTransactionKey(cancel));
    if (invite === undefined) {
      incoming.respond(481);
      return;
    }
    incoming.respond(200, invite.localTag === undefined ? {} : { toTag: invite.localTag });
    if (invite.machine.transaction.state === "proceeding" && invite.incoming !== undefined) {
      handler.cancelled(invite.incoming);
    }
  };

  return {
    receive: (request, flow) => {
      if (request.method === "ACK") {
        receiveAck(request);
        return;
      }
      const key = serverTransactionKey(request);
      const known = byKey.get(key);
      if (known !== undefined) {
        step(known, { kind: "request" });
        return;
      }
      const merge = mergeKey(request);
      const merged = merge !== undefined && byMerge.has(merge) && request.method !== "CANCEL";
      const incoming = open(request, flow, key, merged ? undefined : merge);
      if (merged) incoming.respond(482);
      else if (request.method === "CANCEL") receiveCancel(request, incoming);
      else handler.request(incoming);
    },
    flowClosed: (flow) => {
      for (const held of [...byKey.values()]) {
        if (held.flow === flow) step(held, { kind: "transportError" });
      }
    },
    clear: () => {
      for (const held of byKey.values()) held.timer?.appointment.cancel();
      byKey.clear();
      byAck.clear();
      byMerge.clear();
    },
    size: () => byKey.size,
  };
};
