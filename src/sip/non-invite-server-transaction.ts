import { TRANSACTION_LIFE } from "./transaction-timers.ts";

/** The non-INVITE server transaction, RFC 3261 section 17.2.2; times in milliseconds of any one clock. */
export type NonInviteServerTransaction =
  | { readonly state: "trying" }
  | { readonly state: "proceeding" }
  /** Timer J absorbs retransmissions; over TCP there are none and it is zero. */
  | { readonly state: "completed"; readonly endsAt: number }
  | { readonly state: "terminated" };

export type NonInviteServerInput =
  | { readonly kind: "request" }
  | { readonly kind: "respond"; readonly status: number }
  | { readonly kind: "time" }
  | { readonly kind: "transportError" };

export interface NonInviteServerStep {
  readonly transaction: NonInviteServerTransaction;
  readonly effects: readonly ("sendResponse" | "transportError")[];
}

export const NEW_NON_INVITE_SERVER: NonInviteServerTransaction = { state: "trying" };

/** One step at a time `now`. `reliable`: the transport is TCP or WebSocket. */
export const stepNonInviteServer = (
  transaction: NonInviteServerTransaction,
  input: NonInviteServerInput,
  now: number,
  reliable: boolean,
): NonInviteServerStep => {
  if (transaction.state === "terminated") return { transaction, effects: [] };
  if (input.kind === "transportError") {
    return { transaction: { state: "terminated" }, effects: ["transportError"] };
  }
  if (input.kind === "request") {
    return { transaction, effects: transaction.state === "trying" ? [] : ["sendResponse"] };
  }
  if (input.kind === "time") {
    return transaction.state === "completed" && now >= transaction.endsAt
      ? { transaction: { state: "terminated" }, effects: [] }
      : { transaction, effects: [] };
  }
  if (transaction.state === "completed") return { transaction, effects: [] };
  if (input.status < 200) return { transaction: { state: "proceeding" }, effects: ["sendResponse"] };
  return {
    transaction: reliable ? { state: "terminated" } : { state: "completed", endsAt: now + TRANSACTION_LIFE },
    effects: ["sendResponse"],
  };
};
