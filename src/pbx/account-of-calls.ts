import { tellingDigits } from "./asterisk/telling-digits.ts";
import type { PbxEvent, RunningPbx } from "./pbx.ts";

type CallEvent = Exclude<PbxEvent, { readonly kind: "available" }>;
type Listener = (event: PbxEvent) => void;

/** How a Call-ID begins that callers of ours make: row, attempt, three slashes. */
const OUR_CALL_ID = /^\d+-\d+\/\/\//;

/** Passes on the events of our callers' calls, under the numbers that they dialled from; others' calls are none of ours. */
export const createCallSieve = (numbers: Iterable<string>): ((event: PbxEvent) => CallEvent | undefined) => {
  const known = new Map([...numbers].map((number) => [tellingDigits(number), number]));
  return (event) => {
    if (event.kind === "available") return undefined;
    const { callId } = event.call;
    const byCallId = callId !== undefined && OUR_CALL_ID.test(callId);
    const callerNumber = known.get(tellingDigits(event.call.callerNumber));
    if (callerNumber === undefined && !byCallId) return undefined;
    return {
      ...event,
      call: { callerNumber: callerNumber ?? event.call.callerNumber, ...(byCallId && { callId }) },
    };
  };
};

/** What an account of a PBX's calls is taken from. */
export interface AccountSource {
  /** The calls' events, those of our callers alone. */
  readonly follow: (listener: (event: CallEvent) => void) => void;
  /** What its times are rounded down to; 0 for exact ones. */
  readonly resolutionMilliseconds: number;
  readonly findings: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** Kinds of events that only the PBX can tell, whoever has the telephones. */
const isOfQueueAlone = ({ kind }: CallEvent): boolean =>
  kind === "joined" || kind === "abandoned" || kind === "blocked";

/**
 * The same PBX with its own account of its calls. Where telephones of ours
 * tell who answered, or the account has whole seconds only, what is measured
 * stays theirs, and the account is kept apart for the cross-check.
 */
export const withAccount = (
  pbx: RunningPbx,
  source: AccountSource,
  telephonesAreOurs: boolean,
): RunningPbx => {
  const followers = new Set<Listener>();
  const readers = new Set<Listener>();
  const isExact = source.resolutionMilliseconds === 0;
  source.follow((event) => {
    for (const reader of readers) reader(event);
    if (!isExact || (telephonesAreOurs && !isOfQueueAlone(event))) return;
    // telephones know a call by its number alone
    const { callerNumber } = event.call;
    const told = telephonesAreOurs ? { ...event, call: { callerNumber } } : event;
    for (const follower of followers) follower(told);
  });
  return {
    ...pbx,
    follow: (listener) => {
      const unfollow = pbx.follow(listener);
      followers.add(listener);
      return () => {
        unfollow();
        followers.delete(listener);
      };
    },
    followAccount: (listener) => {
      readers.add(listener);
      return () => readers.delete(listener);
    },
    ...(!isExact && { accountResolutionMilliseconds: source.resolutionMilliseconds }),
    findings: () => [...(pbx.findings?.() ?? []), ...source.findings()],
    stop: async () => {
      await source.close();
      await pbx.stop();
    },
  };
};
