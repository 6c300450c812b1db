import type { Flow } from "../../../src/pbx/embedded/flow.ts";
import type { EmbeddedPbxOptions } from "../../../src/pbx/embedded/options.ts";
import { createPbxCore, type PbxCore } from "../../../src/pbx/embedded/pbx-core.ts";
import type { PbxEvent } from "../../../src/pbx/pbx.ts";
import type { SipMessage, SipRequest, SipResponse } from "../../../src/sip/message.ts";
import { parseMessage } from "../../../src/sip/parse-message.ts";
import { createManualTime, type ManualTime } from "./manual-time.ts";

/** A PBX on the bench: its core with a clock and a wire that the test holds. */
export interface BenchPbx {
  readonly core: PbxCore;
  readonly time: ManualTime;
  readonly events: PbxEvent[];
  /** Everything sent, with where to. */
  readonly sent: { readonly text: string; readonly message: SipMessage; readonly port: number }[];
  readonly flow: Flow;
  readonly send: (text: string) => void;
  /** What has been sent since the last call of this. */
  readonly news: () => SipMessage[];
  readonly statuses: () => number[];
  readonly kinds: () => string[];
}

export const OPTIONS: EmbeddedPbxOptions = {
  staffSteps: [{ startSeconds: 0, endSeconds: 86_400, agents: 1 }],
  startScenarioSeconds: 0,
  compression: 1,
  ringSeconds: 2,
  queueMode: "ringing",
  hangUp: "agent",
  handlingByCaller: new Map(),
  defaultHandling: { talkSeconds: 10, wrapUpSeconds: 5 },
  transport: "udp",
  user: "hotline",
  seed: 1,
};

const parsed = (text: string): SipMessage => {
  const result = parseMessage(text);
  if (result.kind !== "message") throw new Error(`The PBX sent what cannot be read: ${text}`);
  return result.message;
};

export const benchPbx = (changes: Partial<EmbeddedPbxOptions> = {}, reliable = false): BenchPbx => {
  const time = createManualTime();
  const events: PbxEvent[] = [];
  const sent: { text: string; message: SipMessage; port: number }[] = [];
  let tags = 0;
  const core = createPbxCore(
    { ...OPTIONS, ...changes },
    {
      scheduler: time.scheduler,
      newTag: () => {
        tags += 1;
        return `tag${tags}`;
      },
      emit: (event) => events.push(event),
    },
  );
  const flowTo = (remoteHost: string, remotePort: number): Flow => ({
    transport: reliable ? "TCP" : "UDP",
    reliable,
    localHost: "127.0.0.1",
    localPort: 5070,
    remoteHost,
    remotePort,
    send: (text) => {
      sent.push({ text, message: parsed(text), port: remotePort });
      return true;
    },
    ...(reliable ? {} : { toward: flowTo }),
  });
  const flow = flowTo("127.0.0.1", 5061);
  let told = 0;
  const news = (): SipMessage[] => {
    const fresh = sent.slice(told).map((entry) => entry.message);
    told = sent.length;
    return fresh;
  };
  return {
    core,
    time,
    events,
    sent,
    flow,
    send: (text) => core.received(text, flow),
    news,
    statuses: () => news().flatMap((message) => (message.kind === "response" ? [message.status] : [])),
    kinds: () => events.map((event) => event.kind),
  };
};

export const responses = (messages: readonly SipMessage[]): SipResponse[] =>
  messages.filter((message): message is SipResponse => message.kind === "response");
export const requests = (messages: readonly SipMessage[]): SipRequest[] =>
  messages.filter((message): message is SipRequest => message.kind === "request");

export interface RequestParts {
  readonly method?: string;
  readonly callId?: string;
  readonly number?: string;
  readonly sequence?: number;
  readonly branch?: string;
  readonly toTag?: string;
  readonly extra?: readonly string[];
  readonly body?: string;
}

/** A request as a caller sends it; `branch` is by default one of its own for each method and CSeq. */
export const requestText = (parts: RequestParts = {}): string => {
  const { method = "INVITE", callId = "call-1", number = "+999000001", sequence = 1, body = "" } = parts;
  const branch = parts.branch ?? `z9hG4bK-${callId}-${sequence}-${method}`;
  return [
    `${method} sip:hotline@127.0.0.1:5070 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:5061;branch=${branch}`,
    "Max-Forwards: 70",
    `From: "A caller" <sip:${number}@127.0.0.1:5061>;tag=from-${callId}`,
    `To: <sip:hotline@127.0.0.1:5070>${parts.toTag === undefined ? "" : `;tag=${parts.toTag}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${sequence} ${method}`,
    `Contact: <sip:${number}@127.0.0.1:5061>`,
    ...(parts.extra ?? []),
    ...(body === "" ? [] : ["Content-Type: application/sdp"]),
    `Content-Length: ${body.length}`,
    "",
    body,
  ].join("\r\n");
};
