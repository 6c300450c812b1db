import type { WallClock } from "../trace/wall-clock.ts";
import { ATTEMPT_FIELDS, CALLER_FIELDS, type CallerLines, callerLines } from "./caller-lines.ts";
import { UNANSWERED_MILLISECONDS } from "./caller-terms.ts";
import type { FloodPlan } from "./flood-plan.ts";

/** When what happens in a flood, on SIPp's clock: a tick is a millisecond of wall time since that clock's zero. */
export interface FloodSchedule {
  readonly lines: CallerLines;
  /** The first moment of the lead-in. */
  readonly leadTick: number;
  readonly windowEndTick: number;
  /** By when the longest call has ended; SIPp is ended with what is left then. */
  readonly lastTick: number;
  /** When the first attempt of the caller in a row falls due. */
  readonly firstDueTick: (row: number) => number;
  /** Scenario time, for a SIPp whose clock's zero was at that wall time. */
  readonly clockFrom: (zeroEpochMilliseconds: number) => WallClock;
}

/** Time for SIPp to load and to create its calls before the first arrival; measured at 50,000 calls. */
const LEAD_MILLISECONDS = 1000;
const LEAD_MILLISECONDS_PER_CALL = 0.05;
/** Beyond the last patience, talk and timeout. */
const MARGIN_MILLISECONDS = 5000;

const largest = (values: Iterable<number>): number => {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  return most;
};

/** How long after the window's end the last call may last, wall milliseconds. */
const tailMilliseconds = (plan: FloodPlan, { attempts }: CallerLines): number => {
  const wall = (seconds: number): number => (seconds / plan.compression) * 1000;
  const secondCallSeconds = plan.trace.talkSeconds.map((_, row) => {
    const second = plan.secondCall?.(row);
    return second === undefined ? 0 : second.patienceSeconds + second.talkSeconds;
  });
  return (
    largest(attempts.map((line) => Number(line[ATTEMPT_FIELDS.patience]))) +
    wall(largest(plan.trace.talkSeconds)) +
    wall(largest(secondCallSeconds)) +
    2 * UNANSWERED_MILLISECONDS +
    MARGIN_MILLISECONDS
  );
};

/** Lays a plan out on SIPp's clock. */
export const floodSchedule = (plan: FloodPlan): FloodSchedule => {
  const { compression } = plan;
  const startSeconds = plan.windowStartSeconds - plan.leadInSeconds;
  const leadTick = Math.ceil(LEAD_MILLISECONDS + plan.trace.callers * LEAD_MILLISECONDS_PER_CALL);
  const windowEndTick = leadTick + Math.round(((plan.windowEndSeconds - startSeconds) / compression) * 1000);
  const lines = callerLines(plan, leadTick);
  return {
    lines,
    leadTick,
    windowEndTick,
    lastTick: windowEndTick + tailMilliseconds(plan, lines),
    firstDueTick: (row) => Number(lines.callers[row]?.[CALLER_FIELDS.due] ?? 0),
    clockFrom: (zeroEpochMilliseconds) => ({
      originEpochMilliseconds: zeroEpochMilliseconds + leadTick,
      originScenarioSeconds: startSeconds,
      compression,
    }),
  };
};
