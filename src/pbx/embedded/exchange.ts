import type { PbxCall, PbxEvent } from "../pbx.ts";
import { createAgentRoster } from "./agent-roster.ts";
import type { CallHandling, RingTimes } from "./options.ts";
import type { Appointment, Scheduler } from "./scheduler.ts";

/** What the exchange tells the caller's side of a call. */
export interface CallLeg {
  /** No agent is free; `position` 1 is next. */
  readonly queued: (position: number) => void;
  /** An agent's telephone rings. */
  readonly ringing: (agent: number) => void;
  readonly answered: (agent: number) => void;
  /** The agent has hung up. */
  readonly hungUp: () => void;
}

export interface ExchangeOptions {
  readonly ringSeconds: number;
  readonly givesUpRing?: RingTimes;
  readonly hangUp: "agent" | "caller";
  readonly dispatchDelayMilliseconds: number;
  readonly handlingOf: (callerNumber: string) => CallHandling;
  /** K, asked anew for every duration. */
  readonly compression: () => number;
  readonly emit: (event: PbxEvent) => void;
}

/** One queue, first come first served, and the agents who serve it. Knows nothing of SIP. */
export interface Exchange {
  readonly setOnDuty: (agents: number) => void;
  readonly join: (call: PbxCall, leg: CallLeg) => ExchangeCall;
}

export interface ExchangeCall {
  /** The caller has given up or hung up, or the line to them is lost; safe to say twice. */
  readonly leave: () => void;
  /** The agent who answered, where one has. */
  readonly agent: () => number | undefined;
}

interface Held {
  readonly call: PbxCall;
  readonly leg: CallLeg;
  phase:
    | { readonly kind: "waiting" }
    | { readonly kind: "dispatching" | "ringing"; readonly agent: number; readonly next: Appointment }
    | { readonly kind: "talking"; readonly agent: number; readonly next: Appointment }
    | { readonly kind: "ended" };
}

/**
 * How much longer than planned a call may last where the caller has to hang up:
 * one whose caller has vanished must not keep its agent for ever.
 */
const CALLER_OVERRUN_MILLISECONDS = 60_000;

export const createExchange = (options: ExchangeOptions, scheduler: Scheduler): Exchange => {
  const roster = createAgentRoster();
  const line = new Set<Held>();
  const missed = new Map<string, number>();
  let hasBegun = false;
  const wall = (scenarioSeconds: number): number => (scenarioSeconds / options.compression()) * 1000;
  const emit = (event: PbxEvent): void => options.emit(event);

  // Every moment follows from the one planned before it, not from when the
  // thread came to it: a late timer must not make an agent's day longer.
  const dispatch = (moment: number): void => {
    for (const held of line) {
      const agent = roster.take();
      if (agent === undefined) return;
      line.delete(held);
      const delay = options.dispatchDelayMilliseconds;
      if (delay > 0) {
        const next = scheduler.at(moment + delay, (due) => ring(held, agent, due));
        held.phase = { kind: "dispatching", agent, next };
      } else ring(held, agent, moment);
    }
  };

  const ring = (held: Held, agent: number, moment: number): void => {
    emit({ kind: "ringing", epochMilliseconds: scheduler.now(), call: held.call, agent: String(agent) });
    const { givesUpRing } = options;
    if (givesUpRing !== undefined && isMissed(held)) {
      const next = scheduler.at(moment + givesUpRing.timeoutMilliseconds, (due) =>
        tryAnother(held, agent, due, givesUpRing),
      );
      held.phase = { kind: "ringing", agent, next };
      held.leg.ringing(agent);
      return;
    }
    if (options.ringSeconds <= 0) {
      answer(held, agent, moment);
      return;
    }
    const next = scheduler.at(moment + wall(options.ringSeconds), (due) => answer(held, agent, due));
    held.phase = { kind: "ringing", agent, next };
    held.leg.ringing(agent);
  };

  /** Whether nobody answers this ring: the first ones of a caller, over all his attempts. */
  const isMissed = ({ call: { callerNumber } }: Held): boolean => {
    const before = missed.get(callerNumber) ?? 0;
    if (before >= (options.handlingOf(callerNumber).ringsMissed ?? 0)) return false;
    missed.set(callerNumber, before + 1);
    return true;
  };

  /** The telephone is given up; the caller keeps the first place and is called for again after the retry. */
  const tryAnother = (held: Held, agent: number, moment: number, { retryMilliseconds }: RingTimes): void => {
    held.phase = { kind: "waiting" };
    free(agent, moment);
    scheduler.at(moment + retryMilliseconds, (due) => {
      if (held.phase.kind !== "waiting") return;
      const behind = [...line];
      line.clear();
      for (const waiting of [held, ...behind]) line.add(waiting);
      dispatch(due);
    });
  };

  const answer = (held: Held, agent: number, moment: number): void => {
    const handling = options.handlingOf(held.call.callerNumber);
    const talkEnds = moment + wall(handling.talkSeconds);
    const next = scheduler.at(
      options.hangUp === "agent" ? talkEnds : talkEnds + CALLER_OVERRUN_MILLISECONDS,
      (due) => {
        complete(held, agent, due, "agent");
        held.leg.hungUp();
      },
    );
    held.phase = { kind: "talking", agent, next };
    emit({ kind: "connected", epochMilliseconds: scheduler.now(), call: held.call, agent: String(agent) });
    held.leg.answered(agent);
  };

  const complete = (held: Held, agent: number, moment: number, endedBy: "caller" | "agent"): void => {
    held.phase = { kind: "ended" };
    emit({
      kind: "completed",
      epochMilliseconds: scheduler.now(),
      call: held.call,
      agent: String(agent),
      endedBy,
    });
    const { wrapUpSeconds } = options.handlingOf(held.call.callerNumber);
    if (wrapUpSeconds <= 0) free(agent, moment);
    else scheduler.at(moment + wall(wrapUpSeconds), (due) => free(agent, due));
  };

  const tellAvailable = (agent: number): void =>
    emit({ kind: "available", epochMilliseconds: scheduler.now(), agent: String(agent) });

  const free = (agent: number, moment: number): void => {
    const state = roster.release(agent);
    if (state === "not busy") return;
    // of those whose shift has ended it is told, too: that ends their wrap-up
    tellAvailable(agent);
    if (state === "idle") dispatch(moment);
  };

  const leave = (held: Held): void => {
    const { phase } = held;
    if (phase.kind === "ended") return;
    const now = scheduler.now();
    if (phase.kind === "talking") {
      phase.next.cancel();
      complete(held, phase.agent, now, "caller");
      return;
    }
    held.phase = { kind: "ended" };
    line.delete(held);
    emit({ kind: "abandoned", epochMilliseconds: now, call: held.call });
    if (phase.kind === "waiting") return;
    phase.next.cancel();
    free(phase.agent, now);
  };

  return {
    setOnDuty: (agents) => {
      const coming = roster.setOnDuty(agents);
      // who comes later was not free before; who is there from the beginning need not be told
      if (hasBegun) for (const agent of coming) tellAvailable(agent);
      hasBegun = true;
      dispatch(scheduler.now());
    },
    join: (call, leg) => {
      const held: Held = { call, leg, phase: { kind: "waiting" } };
      const now = scheduler.now();
      line.add(held);
      emit({ kind: "joined", epochMilliseconds: now, call });
      if (roster.idle() === 0) leg.queued(line.size);
      else dispatch(now);
      return {
        leave: () => leave(held),
        agent: () => (held.phase.kind === "talking" ? held.phase.agent : undefined),
      };
    },
  };
};
