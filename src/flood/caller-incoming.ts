import { AUDIO_LINE } from "../pbx/audio/audio-line.ts";
import type { Action, ExpectedMessage, ReceiveStep, Step } from "../sipp-wrapper/scenario.ts";
import { marker } from "./caller-log.ts";
import type { CallerOptions } from "./caller-options.ts";
import { log, readClock } from "./caller-steps.ts";
import { never, readContact, readMethod, readOtherContact, readStatus } from "./caller-terms.ts";

const anywhere = (message: ExpectedMessage, rest: Partial<ReceiveStep> = {}): Step => ({
  step: "receive",
  message,
  optional: "anywhere",
  ...rest,
});

/**
 * Which INVITE a response belongs to: a late one of the attempt before carries
 * another sequence number. Without this a retransmitted 486 would end the
 * redial that follows it.
 */
const readNumber: readonly Action[] = [
  { action: "match", pattern: "[0-9]+", header: "CSeq", into: "seenCseq" },
  { action: "toNumber", variable: "seenNumber", from: "seenCseq" },
];

/** Where the PBX listens for this caller's audio. */
const logAudioPort: readonly Action[] = [
  { action: "match", pattern: AUDIO_LINE, into: "audio" },
  log(marker("audio", "[$name]", "[$audio]")),
];

/**
 * What may come at any moment. SIPp searches backwards from where a call
 * stands, so that the more special stand after the more general. Every one of
 * them goes on somewhere: a call that receives a message in a pause, and does
 * not, sleeps for ever.
 */
export const incoming = (options: CallerOptions): readonly Step[] => [
  anywhere(
    { response: "any" },
    {
      next: "response",
      actions: [
        readStatus,
        ...readNumber,
        readOtherContact,
        readMethod("INVITE", "answersInvite"),
        ...readClock("respondedAt"),
      ],
    },
  ),
  ...(options.credentials === undefined
    ? []
    : [401, 407].map((response) =>
        anywhere(
          { response },
          {
            next: "challenged",
            authenticate: true,
            actions: [readStatus, ...readNumber, ...readClock("respondedAt")],
          },
        ),
      )),
  ...[202, 200].map((response) =>
    anywhere(
      { response },
      {
        next: "accepted",
        recordRoutes: true,
        actions: [
          log(marker("accepted", "[$name]", String(response))),
          ...(options.audioPort === undefined ? [] : logAudioPort),
          ...readClock("talkFrom"),
          ...readNumber,
          readContact,
        ],
      },
    ),
  ),
  anywhere({ response: 100 }, { next: "provisional", actions: [log(marker("trying", "[$name]"))] }),
  ...[183, 182, 181, 180].map((response) =>
    anywhere(
      { response },
      {
        next: "provisional",
        actions: [log(marker("ringing", "[$name]", String(response)))],
      },
    ),
  ),
  anywhere({ requestLike: "[A-Z]+" }, { next: "requestCame" }),
  anywhere({ request: "ACK" }, { next: "resume" }),
  anywhere({ requestLike: "INVITE|UPDATE" }, { next: "sessionCame" }),
  anywhere(
    { request: "INFO" },
    {
      next: "noteCame",
      actions: [
        { action: "match", pattern: "[^[:space:]].*", header: "X-Surgeline-Agent", into: "agent" },
        { action: "match", pattern: "[0-9]", header: "X-Surgeline-Leave", into: "leaves" },
        log(marker("noted", "[$name]", "[$agent]")),
        ...readClock("talkFrom"),
      ],
    },
  ),
  anywhere({ request: "BYE" }, { next: "byeCame", actions: [log(marker("byeCame", "[$name]"))] }),
  never(),
];
