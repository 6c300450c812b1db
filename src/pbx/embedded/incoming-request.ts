import type { SipRequest } from "../../sip/message.ts";
import type { ResponseParts } from "../../sip/response.ts";
import type { Flow } from "./flow.ts";

/** A new request of the other side, retransmissions sorted out. */
export interface IncomingRequest {
  readonly request: SipRequest;
  readonly flow: Flow;
  /** Answers it; a provisional response of an INVITE may come any number of times, a final one counts once. */
  readonly respond: (status: number, parts?: ResponseParts) => void;
}

/** What the transaction layer hands up. */
export interface RequestHandler {
  /** Any request but ACK and CANCEL. */
  readonly request: (incoming: IncomingRequest) => void;
  /** The caller cancels an INVITE that has no final answer yet. */
  readonly cancelled: (invite: IncomingRequest) => void;
  /** The ACK of a 2xx has come. */
  readonly acknowledged: (invite: IncomingRequest) => void;
  /** No ACK of a 2xx came within 64 × T1. */
  readonly ackMissing: (invite: IncomingRequest) => void;
}
