import type { Dialog } from "../../sip/dialog.ts";
import type { SipHeader } from "../../sip/message.ts";
import type { PbxCall } from "../pbx.ts";
import type { ExchangeCall } from "./exchange.ts";
import type { Flow } from "./flow.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import type { Appointment } from "./scheduler.ts";

/** A caller's call as SIP sees it. */
export interface Call {
  readonly number: number;
  readonly incoming: IncomingRequest;
  readonly flow: Flow;
  readonly call: PbxCall;
  readonly sdp: string;
  dialog: Dialog;
  key: string;
  exchangeCall: ExchangeCall | undefined;
  setUp: Appointment | undefined;
  /** When the caller is told again that the call still waits. */
  reminder: Appointment | undefined;
  /** `offered`: no final answer yet. `answered`: 200 sent, no ACK yet. `closing`: our BYE is out. */
  state: "offered" | "answered" | "confirmed" | "closing" | "ended";
  /** What waits for the ACK: RFC 3261 section 15 forbids a BYE of ours before it. */
  afterAck: (() => void)[];
}

/** Where the other side reaches us within the dialog. */
export const contactOf = (user: string, flow: Flow): SipHeader => ({
  key: "contact",
  value: `<sip:${user}@${flow.localHost}:${flow.localPort}${
    flow.transport === "UDP" ? "" : `;transport=${flow.transport.toLowerCase()}`
  }>`,
});
