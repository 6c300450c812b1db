import { agentCalendar } from "./free-calendar.ts";
import type { StaffChanges } from "./hotline.ts";

const { freeAtSeconds, moveTop, ring, TOP } = agentCalendar;

/**
 * Who is on duty while a day is simulated. Agents are numbered; where staff
 * falls the highest numbers leave: they take no new call and finish theirs.
 * Where staff rises again before such a call ends, the agent goes on with it.
 */
export interface Duty {
  /** Until when each agent who ever came on duty is busy, by number − 1; those on duty are in the calendar while the queue goes on. */
  busyUntilSeconds: Float64Array;
  /** When the agent's duty ended, by number − 1. */
  offSinceSeconds: Float64Array;
  /** The most agents that the schedule has at once. */
  most: number;
  onDuty: number;
  /** The next row of the staff changes, and its time; Infinity after the last. */
  nextChange: number;
  nextChangeSeconds: number;
  /** Stretches that agents worked after their duty: the first `overtimeCount` of the columns. */
  overtimeCount: number;
  overtimeFromSeconds: Float64Array;
  overtimeToSeconds: Float64Array;
}

export const createDuty = (): Duty => ({
  busyUntilSeconds: new Float64Array(16),
  offSinceSeconds: new Float64Array(16),
  most: 0,
  onDuty: 0,
  nextChange: 0,
  nextChangeSeconds: Number.POSITIVE_INFINITY,
  overtimeCount: 0,
  overtimeFromSeconds: new Float64Array(64),
  overtimeToSeconds: new Float64Array(64),
});

/**
 * Sends everybody home and waits for the first change of the schedule.
 *
 * @param leastAgents room for so many agents, if the schedule has fewer
 */
export const resetDuty = (duty: Duty, staff: StaffChanges, leastAgents: number): void => {
  duty.most = leastAgents;
  for (let row = 0; row < staff.agents.length; row++) duty.most = Math.max(duty.most, staff.agents[row]!);
  if (duty.offSinceSeconds.length < duty.most) {
    duty.offSinceSeconds = new Float64Array(duty.most);
    duty.busyUntilSeconds = new Float64Array(duty.most);
  }
  duty.busyUntilSeconds.fill(Number.NEGATIVE_INFINITY);
  duty.onDuty = 0;
  duty.overtimeCount = 0;
  duty.nextChange = 0;
  duty.nextChangeSeconds = staff.changeSeconds[0] ?? Number.POSITIVE_INFINITY;
};

const noteOvertime = (duty: Duty, from: number, to: number): void => {
  if (!(to > from)) return;
  if (duty.overtimeCount === duty.overtimeFromSeconds.length) {
    const fromSeconds = new Float64Array(duty.overtimeCount * 2);
    const toSeconds = new Float64Array(duty.overtimeCount * 2);
    fromSeconds.set(duty.overtimeFromSeconds);
    toSeconds.set(duty.overtimeToSeconds);
    duty.overtimeFromSeconds = fromSeconds;
    duty.overtimeToSeconds = toSeconds;
  }
  duty.overtimeFromSeconds[duty.overtimeCount] = from;
  duty.overtimeToSeconds[duty.overtimeCount] = to;
  duty.overtimeCount++;
};

/** Lets the next change of the schedule happen: who leaves and who comes. */
export const changeStaff = (duty: Duty, staff: StaffChanges): void => {
  const { busyUntilSeconds } = duty;
  const at = duty.nextChangeSeconds;
  const agents = staff.agents[duty.nextChange]!;
  for (let index = agents; index < duty.onDuty; index++) duty.offSinceSeconds[index] = at;
  for (let index = duty.onDuty; index < agents; index++) {
    // an agent's first coming on duty: −Infinity, and no overtime
    const busyUntil = busyUntilSeconds[index]!;
    noteOvertime(duty, duty.offSinceSeconds[index]!, Math.min(at, busyUntil));
    busyUntilSeconds[index] = Math.max(at, busyUntil);
  }
  duty.onDuty = agents;
  duty.nextChange++;
  duty.nextChangeSeconds = staff.changeSeconds[duty.nextChange] ?? Number.POSITIVE_INFINITY;
};

/**
 * Lets the agent at the top of the calendar take no further call if the
 * schedule takes that agent off duty up to `untilSeconds`; false if it does not.
 */
export const sendHome = (duty: Duty, staff: StaffChanges, untilSeconds: number): boolean => {
  const top = ring[TOP]!;
  for (let change = duty.nextChange; staff.changeSeconds[change]! <= untilSeconds; change++) {
    if (top < staff.agents[change]!) continue;
    freeAtSeconds[top] = staff.changeSeconds[change]!;
    moveTop();
    return true;
  }
  return false;
};

/** At the end of the day: lets the changes happen that are left and notes the overtime of those who are off duty. */
export const endDuty = (duty: Duty, staff: StaffChanges): void => {
  while (duty.nextChangeSeconds < Number.POSITIVE_INFINITY) changeStaff(duty, staff);
  for (let index = duty.onDuty; index < duty.most; index++) {
    noteOvertime(duty, duty.offSinceSeconds[index]!, duty.busyUntilSeconds[index]!);
  }
};
