import { T1, T2, T4, TRANSACTION_LIFE } from "./transaction-timers.ts";

/**
 * The INVITE server transaction, RFC 3261 section 17.2.1 with the Accepted
 * state of RFC 6026. Times are milliseconds of any one clock. A step is pure:
 * it gives the next state and what has to be done.
 */
export type InviteServerTransaction =
  | { readonly state: "proceeding"; readonly answered: boolean }
  /** A 2xx has been sent. Retransmitted until its ACK comes, by timer of its own; ends with timer L. */
  | {
      readonly state: "accepted";
      readonly acknowledged: boolean;
      readonly retransmitAt: number;
      readonly intervalMilliseconds: number;
      readonly endsAt: number;
    }
  /** A 3xx to 6xx has been sent. Timer G retransmits (never over TCP), timer H gives up. */
  | {
      readonly state: "completed";
      readonly retransmitAt?: number;
      readonly intervalMilliseconds: number;
      readonly endsAt: number;
    }
  /** Its ACK has come; timer I absorbs further ones. */
  | { readonly state: "confirmed"; readonly endsAt: number }
  | { readonly state: "terminated" };

export type InviteServerInput =
  /** The same INVITE again. */
  | { readonly kind: "request" }
  | { readonly kind: "ack" }
  | { readonly kind: "respond"; readonly status: number }
  /** The time of `inviteServerDue` has come. */
  | { readonly kind: "time" }
  | { readonly kind: "transportError" };

export type InviteServerEffect =
  /** Send the last response (again). */
  | "sendResponse"
  /** The first ACK of a 2xx has come. */
  | "acknowledged"
  /** No ACK came in 64 × T1: the dialog must be ended by a BYE. */
  | "ackMissing"
  | "transportError";

export interface InviteServerStep {
  readonly transaction: InviteServerTransaction;
  readonly effects: readonly InviteServerEffect[];
}

export const NEW_INVITE_SERVER: InviteServerTransaction = { state: "proceeding", answered: false };

/** When the transaction next wants a "time" input. */
export const inviteServerDue = (transaction: InviteServerTransaction): number | undefined => {
  if (transaction.state === "accepted") {
    return transaction.acknowledged
      ? transaction.endsAt
      : Math.min(transaction.retransmitAt, transaction.endsAt);
  }
  if (transaction.state === "completed") {
    return Math.min(transaction.retransmitAt ?? transaction.endsAt, transaction.endsAt);
  }
  return transaction.state === "confirmed" ? transaction.endsAt : undefined;
};

/** One step at a time `now`. `reliable`: the transport is TCP or WebSocket. */
export const stepInviteServer = (
  transaction: InviteServerTransaction,
  input: InviteServerInput,
  now: number,
  reliable: boolean,
): InviteServerStep => {
  if (input.kind === "transportError" && transaction.state !== "terminated") {
    return { transaction: { state: "terminated" }, effects: ["transportError"] };
  }
  switch (transaction.state) {
    case "proceeding":
      return stepProceeding(transaction, input, now, reliable);
    case "accepted":
      return stepAccepted(transaction, input, now);
    case "completed":
      return stepCompleted(transaction, input, now, reliable);
    case "confirmed":
      return input.kind === "time" && now >= transaction.endsAt
        ? { transaction: { state: "terminated" }, effects: [] }
        : { transaction, effects: [] };
    case "terminated":
      return { transaction, effects: [] };
  }
};

type In<State extends InviteServerTransaction["state"]> = Extract<InviteServerTransaction, { state: State }>;

const stepProceeding = (
  transaction: In<"proceeding">,
  input: InviteServerInput,
  now: number,
  reliable: boolean,
): InviteServerStep => {
  if (input.kind === "request") {
    return { transaction, effects: transaction.answered ? ["sendResponse"] : [] };
  }
  if (input.kind !== "respond") return { transaction, effects: [] };
  if (input.status < 200) {
    return { transaction: { state: "proceeding", answered: true }, effects: ["sendResponse"] };
  }
  const endsAt = now + TRANSACTION_LIFE;
  if (input.status < 300) {
    return {
      transaction: {
        state: "accepted",
        acknowledged: false,
        retransmitAt: now + T1,
        intervalMilliseconds: T1,
        endsAt,
      },
      effects: ["sendResponse"],
    };
  }
  return {
    transaction: {
      state: "completed",
      intervalMilliseconds: T1,
      endsAt,
      ...(reliable ? {} : { retransmitAt: now + T1 }),
    },
    effects: ["sendResponse"],
  };
};

const stepAccepted = (
  transaction: In<"accepted">,
  input: InviteServerInput,
  now: number,
): InviteServerStep => {
  if (input.kind === "ack") {
    return transaction.acknowledged
      ? { transaction, effects: [] }
      : { transaction: { ...transaction, acknowledged: true }, effects: ["acknowledged"] };
  }
  if (input.kind !== "time") return { transaction, effects: [] };
  if (now >= transaction.endsAt) {
    return {
      transaction: { state: "terminated" },
      effects: transaction.acknowledged ? [] : ["ackMissing"],
    };
  }
  if (transaction.acknowledged || now < transaction.retransmitAt) return { transaction, effects: [] };
  const intervalMilliseconds = Math.min(transaction.intervalMilliseconds * 2, T2);
  return {
    transaction: { ...transaction, intervalMilliseconds, retransmitAt: now + intervalMilliseconds },
    effects: ["sendResponse"],
  };
};

const stepCompleted = (
  transaction: In<"completed">,
  input: InviteServerInput,
  now: number,
  reliable: boolean,
): InviteServerStep => {
  if (input.kind === "request") return { transaction, effects: ["sendResponse"] };
  if (input.kind === "ack") {
    return reliable
      ? { transaction: { state: "terminated" }, effects: [] }
      : { transaction: { state: "confirmed", endsAt: now + T4 }, effects: [] };
  }
  if (input.kind !== "time") return { transaction, effects: [] };
  if (now >= transaction.endsAt) return { transaction: { state: "terminated" }, effects: ["ackMissing"] };
  if (transaction.retransmitAt === undefined || now < transaction.retransmitAt) {
    return { transaction, effects: [] };
  }
  const intervalMilliseconds = Math.min(transaction.intervalMilliseconds * 2, T2);
  return {
    transaction: { ...transaction, intervalMilliseconds, retransmitAt: now + intervalMilliseconds },
    effects: ["sendResponse"],
  };
};
