import { T1, T2, T4, TRANSACTION_LIFE } from "./transaction-timers.ts";

/** The non-INVITE client transaction, RFC 3261 section 17.1.2; times in milliseconds of any one clock. */
export type NonInviteClientTransaction =
  | {
      readonly state: "trying" | "proceeding";
      /** Timer E; absent over TCP. */
      readonly retransmitAt?: number;
      readonly intervalMilliseconds: number;
      /** Timer F. */
      readonly givesUpAt: number;
    }
  /** Timer K absorbs responses that come again. */
  | { readonly state: "completed"; readonly endsAt: number }
  | { readonly state: "terminated" };

export type NonInviteClientInput =
  | { readonly kind: "response"; readonly status: number }
  | { readonly kind: "time" }
  | { readonly kind: "transportError" };

export interface NonInviteClientStep {
  readonly transaction: NonInviteClientTransaction;
  readonly effects: readonly ("sendRequest" | "deliver" | "timeout" | "transportError")[];
}

/** The transaction as it is when its request has just been sent for the first time. */
export const newNonInviteClient = (now: number, reliable: boolean): NonInviteClientTransaction => ({
  state: "trying",
  intervalMilliseconds: T1,
  givesUpAt: now + TRANSACTION_LIFE,
  ...(reliable ? {} : { retransmitAt: now + T1 }),
});

/** When the transaction next wants a "time" input. */
export const nonInviteClientDue = (transaction: NonInviteClientTransaction): number | undefined => {
  if (transaction.state === "terminated") return undefined;
  if (transaction.state === "completed") return transaction.endsAt;
  return Math.min(transaction.retransmitAt ?? transaction.givesUpAt, transaction.givesUpAt);
};

/** One step at a time `now`. `reliable`: the transport is TCP or WebSocket. */
export const stepNonInviteClient = (
  transaction: NonInviteClientTransaction,
  input: NonInviteClientInput,
  now: number,
  reliable: boolean,
): NonInviteClientStep => {
  if (transaction.state === "terminated") return { transaction, effects: [] };
  if (transaction.state === "completed") {
    return input.kind === "time" && now >= transaction.endsAt
      ? { transaction: { state: "terminated" }, effects: [] }
      : { transaction, effects: [] };
  }
  if (input.kind === "transportError") {
    return { transaction: { state: "terminated" }, effects: ["transportError"] };
  }
  if (input.kind === "response") {
    if (input.status < 200) {
      return { transaction: { ...transaction, state: "proceeding" }, effects: ["deliver"] };
    }
    return {
      transaction: reliable ? { state: "terminated" } : { state: "completed", endsAt: now + T4 },
      effects: ["deliver"],
    };
  }
  if (now >= transaction.givesUpAt) return { transaction: { state: "terminated" }, effects: ["timeout"] };
  if (transaction.retransmitAt === undefined || now < transaction.retransmitAt) {
    return { transaction, effects: [] };
  }
  // Once a provisional response has come, the interval is T2 at once (section 17.1.2.2).
  const intervalMilliseconds =
    transaction.state === "proceeding" ? T2 : Math.min(transaction.intervalMilliseconds * 2, T2);
  return {
    transaction: { ...transaction, intervalMilliseconds, retransmitAt: now + intervalMilliseconds },
    effects: ["sendRequest"],
  };
};
