import { heapify, makeRoom, type NumberedHeap } from "./agent-heap.ts";
import type { StaffChanges } from "./hotline.ts";

/**
 * Who is on duty while a day is simulated. Agents are numbered; where staff
 * falls the highest numbers leave: they take no new call and finish theirs.
 * Where staff rises again before such a call ends, the agent goes on with it.
 */
export interface Duty {
  /** Agents on duty by the time at which each becomes free. */
  readonly free: NumberedHeap;
  /** When the last call of an agent off duty ends, by number − 1. */
  busyUntilSeconds: Float64Array;
  /** When the agent's duty ended, by number − 1. */
  offSinceSeconds: Float64Array;
  onDuty: number;
  /** The next row of the staff changes, and its time; Infinity after the last. */
  nextChange: number;
  nextChangeSeconds: number;
  /** Stretches that agents worked after their duty: the first `overtimeCount` of the columns. */
  overtimeCount: number;
  overtimeFromSeconds: Float64Array;
  overtimeToSeconds: Float64Array;
}

export const createDuty = (agents: number): Duty => ({
  free: {
    keys: new Float64Array(Math.max(4, agents)),
    numbers: new Int32Array(Math.max(4, agents)),
    size: 0,
  },
  busyUntilSeconds: new Float64Array(agents),
  offSinceSeconds: new Float64Array(agents),
  onDuty: 0,
  nextChange: 0,
  nextChangeSeconds: Number.POSITIVE_INFINITY,
  overtimeCount: 0,
  overtimeFromSeconds: new Float64Array(64),
  overtimeToSeconds: new Float64Array(64),
});

/** Sends everybody home and waits for the first change of the schedule. */
export const resetDuty = (duty: Duty, staff: StaffChanges): void => {
  let most = 0;
  for (const agents of staff.agents) most = Math.max(most, agents);
  makeRoom(duty.free, most);
  if (duty.busyUntilSeconds.length < most) {
    duty.busyUntilSeconds = new Float64Array(most);
    duty.offSinceSeconds = new Float64Array(most);
  }
  duty.busyUntilSeconds.fill(Number.NEGATIVE_INFINITY);
  duty.free.size = 0;
  duty.onDuty = 0;
  duty.overtimeCount = 0;
  duty.nextChange = 0;
  duty.nextChangeSeconds = staff.changeSeconds[0] ?? Number.POSITIVE_INFINITY;
};

const noteOvertime = (duty: Duty, from: number, to: number): void => {
  if (!(to > from)) return;
  if (duty.overtimeCount === duty.overtimeFromSeconds.length) {
    const rows = duty.overtimeCount * 2;
    const fromSeconds = new Float64Array(rows);
    const toSeconds = new Float64Array(rows);
    fromSeconds.set(duty.overtimeFromSeconds);
    toSeconds.set(duty.overtimeToSeconds);
    duty.overtimeFromSeconds = fromSeconds;
    duty.overtimeToSeconds = toSeconds;
  }
  duty.overtimeFromSeconds[duty.overtimeCount] = from;
  duty.overtimeToSeconds[duty.overtimeCount] = to;
  duty.overtimeCount++;
};

/** Lets the next change of the schedule happen. */
export const changeStaff = (duty: Duty, staff: StaffChanges): void => {
  const { free } = duty;
  const at = duty.nextChangeSeconds;
  const agents = staff.agents[duty.nextChange]!;
  if (agents < duty.onDuty) {
    let kept = 0;
    for (let entry = 0; entry < free.size; entry++) {
      const number = free.numbers[entry]!;
      const key = free.keys[entry]!;
      if (number > agents) {
        duty.busyUntilSeconds[number - 1] = key;
        duty.offSinceSeconds[number - 1] = at;
      } else {
        free.keys[kept] = key;
        free.numbers[kept] = number;
        kept++;
      }
    }
    free.size = kept;
  } else {
    for (let number = duty.onDuty + 1; number <= agents; number++) {
      const busyUntil = duty.busyUntilSeconds[number - 1]!;
      noteOvertime(duty, duty.offSinceSeconds[number - 1]!, Math.min(at, busyUntil));
      free.keys[free.size] = Math.max(at, busyUntil);
      free.numbers[free.size] = number;
      free.size++;
    }
  }
  heapify(free);
  duty.onDuty = agents;
  duty.nextChange++;
  duty.nextChangeSeconds = staff.changeSeconds[duty.nextChange] ?? Number.POSITIVE_INFINITY;
};

/** At the end of the day: notes the overtime of those who are off duty. */
export const endDuty = (duty: Duty, staff: StaffChanges): void => {
  while (duty.nextChangeSeconds < Number.POSITIVE_INFINITY) changeStaff(duty, staff);
  for (let index = duty.onDuty; index < duty.busyUntilSeconds.length; index++) {
    const busyUntil = duty.busyUntilSeconds[index]!;
    if (busyUntil > Number.NEGATIVE_INFINITY) noteOvertime(duty, duty.offSinceSeconds[index]!, busyUntil);
  }
};
