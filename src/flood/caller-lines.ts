import { AGENT_HANGS_UP_MILLISECONDS } from "./caller-terms.ts";
import type { FloodPlan } from "./flood-plan.ts";

/** Where a caller's line says when he is due and which line his first attempt has. */
export const CALLER_FIELDS = { due: 2, firstAttempt: 3 } as const;
/** Where an attempt's line says how long the caller is patient. */
export const ATTEMPT_FIELDS = { patience: 1 } as const;

/** Both injection files of a flood, as lines of fields; `callerScenario` says what the fields are. */
export interface CallerLines {
  readonly callers: readonly (readonly (string | number)[])[];
  readonly attempts: readonly (readonly (string | number)[])[];
}

/** CSeq numbers of an attempt: unlike those of every other attempt of the same caller. */
const sequenceNumbers = (attempt: number): { invite: number; inviteAgain: number; bye: number } => ({
  invite: attempt * 10,
  inviteAgain: attempt * 10 + 1,
  bye: attempt * 10 + 2,
});

/** Wall milliseconds of a duration of scenario time, as SIPp counts them. */
const wall = (seconds: number, compression: number): number => Math.round((seconds / compression) * 1000);

/**
 * Writes the trace as SIPp's callers read it: times in whole milliseconds of
 * wall time, arrivals on SIPp's own clock, whose `leadTick` is the first moment
 * of the lead-in. An attempt has a line only if the one before may lead to it.
 */
export const callerLines = (plan: FloodPlan, leadTick: number): CallerLines => {
  const { trace, compression } = plan;
  const startSeconds = plan.windowStartSeconds - plan.leadInSeconds;
  const callers: (string | number)[][] = [];
  const attempts: (string | number)[][] = [];
  for (let row = 0; row < trace.callers; row++) {
    const arrival = leadTick + wall((trace.arrivalSeconds[row] ?? 0) - startSeconds, compression);
    callers.push([
      row,
      plan.callerNumber(row),
      arrival,
      attempts.length,
      // who is put through stays until the second agent hangs up, or until told to leave
      plan.secondCall?.(row) !== undefined
        ? AGENT_HANGS_UP_MILLISECONDS
        : wall(trace.talkSeconds[row] ?? 0, compression),
      plan.queueOf?.(row).key ?? "-",
    ]);
    for (let attempt = 1; attempt <= plan.maximumAttempts; attempt++) {
      const draws = plan.draws(row, attempt);
      const last = attempt === plan.maximumAttempts;
      const afterAbandoning = !last && draws.redialsAfterAbandoning;
      const afterBlocked = !last && draws.redialsAfterBlocked;
      const numbers = sequenceNumbers(attempt);
      attempts.push([
        `${row}-${attempt}`,
        wall(draws.patienceSeconds, compression),
        afterAbandoning ? wall(draws.delayAfterAbandoningSeconds, compression) : -1,
        afterBlocked ? wall(draws.delayAfterBlockedSeconds, compression) : -1,
        numbers.invite,
        numbers.inviteAgain,
        numbers.bye,
      ]);
      if (!afterAbandoning && !afterBlocked) break;
    }
  }
  return { callers, attempts };
};
