/** How an attempt ended in the simulation, as its columns hold it. */
export const ANSWERED = 1;
export const ABANDONED = 2;
export const BLOCKED = 3;

/**
 * Every attempt of a simulated day in the order of arrival, which is also the
 * order of the queue, as columns. Only the first `count` rows are filled; the
 * columns are used again for the next day and grow where a day needs it.
 */
export interface Attempts {
  count: number;
  /** Row of the caller in the columns the day was simulated from. */
  caller: Int32Array;
  /** 1 for a caller's first attempt. */
  attempt: Uint16Array;
  arrivalSeconds: Float64Array;
  patienceSeconds: Float64Array;
  /** ANSWERED, ABANDONED or BLOCKED. */
  outcome: Uint8Array;
  /** Arrival to answer or to hanging up; 0 where blocked, which is no wait. */
  waitSeconds: Float64Array;
  /** The agent whose telephone rang, from 1; 0 where none did. */
  agent: Int32Array;
  /** From when the agent was busy with it: the first ring. Equal to `busyUntilSeconds` where none rang. */
  busyFromSeconds: Float64Array;
  /** When the agent could take the next call: the end of wrap-up, or the caller's hanging up while it rang. */
  busyUntilSeconds: Float64Array;
}

export const createAttempts = (capacity: number): Attempts => {
  const rows = Math.max(16, capacity);
  return {
    count: 0,
    caller: new Int32Array(rows),
    attempt: new Uint16Array(rows),
    arrivalSeconds: new Float64Array(rows),
    patienceSeconds: new Float64Array(rows),
    outcome: new Uint8Array(rows),
    waitSeconds: new Float64Array(rows),
    agent: new Int32Array(rows),
    busyFromSeconds: new Float64Array(rows),
    busyUntilSeconds: new Float64Array(rows),
  };
};

/** Makes room for at least `rows` rows; what is filled stays. */
export const growAttempts = (attempts: Attempts, rows: number): void => {
  if (rows <= attempts.caller.length) return;
  const wider = createAttempts(Math.max(rows, attempts.caller.length * 2));
  wider.caller.set(attempts.caller);
  wider.attempt.set(attempts.attempt);
  wider.arrivalSeconds.set(attempts.arrivalSeconds);
  wider.patienceSeconds.set(attempts.patienceSeconds);
  wider.outcome.set(attempts.outcome);
  wider.waitSeconds.set(attempts.waitSeconds);
  wider.agent.set(attempts.agent);
  wider.busyFromSeconds.set(attempts.busyFromSeconds);
  wider.busyUntilSeconds.set(attempts.busyUntilSeconds);
  Object.assign(attempts, wider, { count: attempts.count });
};
