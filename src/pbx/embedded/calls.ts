import { fromByteString } from "../../sip/byte-string.ts";
import { dialogAfterRequest, dialogFromInvite, dialogKey, dialogKeyOf } from "../../sip/dialog.ts";
import { header, type SipHeader, type SipRequest } from "../../sip/message.ts";
import { parseNameAddress } from "../../sip/name-addr.ts";
import { sessionBodyOf } from "../../sip/session-body.ts";
import { sessionDescription } from "../../sip/session-description.ts";
import type { PbxEvent } from "../pbx.ts";
import { type Call, contactOf } from "./call.ts";
import type { ClientTransactions } from "./client-transactions.ts";
import type { Exchange } from "./exchange.ts";
import type { Flow } from "./flow.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { answerMidCall, MEDIA_PORT } from "./mid-call.ts";
import { dialogIsGone, sendInDialog } from "./own-request.ts";
import { ACCEPT, ALLOW } from "./request-policy.ts";
import type { Scheduler } from "./scheduler.ts";

export interface CallsOptions {
  readonly queueMode: "ringing" | "answerFirst";
  readonly trunks: number;
  readonly setUpDelayMilliseconds: number;
  /** Whether this caller's attempt, numbered from 1, is made to fail. */
  readonly fails: (callerNumber: string, attempt: number) => boolean;
  readonly user: string;
  readonly emit: (event: PbxEvent) => void;
}

/** The callers' side: INVITE to BYE, in SIP. */
export interface Calls {
  readonly invite: (incoming: IncomingRequest) => void;
  /** A request with a To tag: BYE, re-INVITE, UPDATE, INFO, OPTIONS. */
  readonly inDialog: (incoming: IncomingRequest) => void;
  readonly cancelled: (invite: IncomingRequest) => void;
  readonly acknowledged: (invite: IncomingRequest) => void;
  readonly ackMissing: (invite: IncomingRequest) => void;
  readonly flowClosed: (flow: Flow) => void;
  /** Calls held now. */
  readonly count: () => number;
}

/** A proxy drops an INVITE that is silent for longer than three minutes (RFC 3261 section 13.3.1.1). */
const REMINDER_MILLISECONDS = 60_000;

export const createCalls = (
  options: CallsOptions,
  exchange: Exchange,
  send: ClientTransactions["send"],
  scheduler: Scheduler,
  newTag: () => string,
): Calls => {
  const byInvite = new Map<IncomingRequest, Call>();
  const byDialog = new Map<string, Call>();
  const attempts = new Map<string, number>();
  let made = 0;

  const sdpParts = (call: Call): { headers: readonly SipHeader[]; body: string } => ({
    headers: [contactOf(options.user, call.flow), ALLOW, { key: "content-type", value: ACCEPT.value }],
    body: call.sdp,
  });

  const end = (call: Call): void => {
    if (call.state === "ended") return;
    call.state = "ended";
    call.setUp?.cancel();
    call.reminder?.cancel();
    call.afterAck = [];
    byInvite.delete(call.incoming);
    byDialog.delete(call.key);
    call.exchangeCall?.leave();
  };

  const whenAcknowledged = (call: Call, action: () => void): void => {
    if (call.state === "answered") call.afterAck.push(action);
    else if (call.state === "confirmed") action();
  };

  const sendBye = (call: Call): void => {
    call.state = "closing";
    sendInDialog(call, "BYE", [], send, newTag, () => end(call));
  };

  const hangUp = (call: Call): void => whenAcknowledged(call, () => sendBye(call));

  const answer = (call: Call): void => {
    call.reminder?.cancel();
    call.state = "answered";
    call.incoming.respond(200, { toTag: call.dialog.localTag, formsDialog: true, ...sdpParts(call) });
  };

  const provisional = (call: Call, status: 180 | 182, reason?: string): void => {
    call.reminder?.cancel();
    call.reminder = scheduler.at(scheduler.now() + REMINDER_MILLISECONDS, () => {
      if (call.state === "offered") provisional(call, status, reason);
    });
    call.incoming.respond(status, {
      toTag: call.dialog.localTag,
      formsDialog: true,
      headers: [contactOf(options.user, call.flow)],
      ...(reason === undefined ? {} : { reason }),
    });
  };

  const enter = (call: Call): void => {
    call.setUp = undefined;
    call.incoming.respond(100);
    const attempt = (attempts.get(call.call.callerNumber) ?? 0) + 1;
    attempts.set(call.call.callerNumber, attempt);
    const refuse = (status: 500 | 503): void => {
      call.incoming.respond(status, { toTag: call.dialog.localTag });
      end(call);
    };
    if (options.fails(call.call.callerNumber, attempt)) {
      // A failure is no busy line: the PBX's own log does not know of it.
      refuse(500);
      return;
    }
    if (byInvite.size > options.trunks) {
      options.emit({ kind: "blocked", epochMilliseconds: scheduler.now(), call: call.call, sipStatus: 503 });
      refuse(503);
      return;
    }
    const answersFirst = options.queueMode === "answerFirst";
    if (answersFirst) answer(call);
    call.exchangeCall = exchange.join(call.call, {
      queued: (position) => {
        if (!answersFirst) provisional(call, 182, `Queued, position ${position}`);
      },
      ringing: () => {
        if (!answersFirst) provisional(call, 180);
      },
      answered: (agent) => {
        if (!answersFirst) answer(call);
        else {
          whenAcknowledged(call, () =>
            sendInDialog(
              call,
              "INFO",
              [{ key: "x-surgeline-agent", value: String(agent) }],
              send,
              newTag,
              (outcome) => {
                if (dialogIsGone(outcome)) end(call);
              },
            ),
          );
        }
      },
      hungUp: () => hangUp(call),
    });
  };

  return {
    invite: (incoming) => {
      const { request, flow } = incoming;
      const localTag = newTag();
      made += 1;
      const sdp = sessionDescription(sessionBodyOf(request), {
        host: flow.localHost,
        port: MEDIA_PORT,
        sessionId: made,
      });
      if (sdp === undefined) {
        incoming.respond(488, { toTag: localTag });
        return;
      }
      const dialog = dialogFromInvite(request, localTag);
      const call: Call = {
        number: made,
        incoming,
        flow,
        call: { callId: fromByteString(dialog.callId), callerNumber: callerNumberOf(request) },
        sdp,
        dialog,
        key: dialogKey(dialog.callId, localTag, dialog.remoteTag),
        exchangeCall: undefined,
        setUp: undefined,
        reminder: undefined,
        state: "offered",
        afterAck: [],
      };
      byInvite.set(incoming, call);
      byDialog.set(call.key, call);
      if (options.setUpDelayMilliseconds > 0) {
        call.setUp = scheduler.at(scheduler.now() + options.setUpDelayMilliseconds, () => enter(call));
      } else enter(call);
    },

    inDialog: (incoming) => {
      const { request } = incoming;
      const call = byDialog.get(dialogKeyOf(request) ?? "");
      if (call === undefined) {
        incoming.respond(481);
        return;
      }
      const dialog = dialogAfterRequest(call.dialog, request);
      if (dialog === undefined) {
        incoming.respond(500, { reason: "CSeq Out Of Order" });
        return;
      }
      call.dialog = dialog;
      if (request.method === "BYE") {
        incoming.respond(200);
        if (call.state === "offered") call.incoming.respond(487, { toTag: dialog.localTag });
        end(call);
      } else answerMidCall(call, incoming, options.user);
    },

    cancelled: (invite) => {
      const call = byInvite.get(invite);
      if (call === undefined || call.state !== "offered") return;
      invite.respond(487, { toTag: call.dialog.localTag });
      end(call);
    },
    acknowledged: (invite) => {
      const call = byInvite.get(invite);
      if (call === undefined || call.state !== "answered") return;
      call.state = "confirmed";
      const actions = call.afterAck;
      call.afterAck = [];
      for (const action of actions) action();
    },
    ackMissing: (invite) => {
      const call = byInvite.get(invite);
      if (call === undefined || call.state !== "answered") return;
      call.exchangeCall?.leave();
      sendBye(call);
    },
    flowClosed: (flow) => {
      for (const call of [...byInvite.values()]) if (call.flow === flow) end(call);
    },
    count: () => byInvite.size,
  };
};

/** The user part of From, as the other PBXs tell the caller's number. */
const callerNumberOf = (request: SipRequest): string => {
  const from = parseNameAddress(header(request, "from") ?? "");
  if (from === undefined) return "";
  const user = from.uri.kind === "sip" ? (from.uri.user ?? from.uri.host) : from.uri.rest;
  // `tel:+33199000000;phone-context=…`: the number alone.
  return fromByteString(user.split(";")[0] ?? "");
};
