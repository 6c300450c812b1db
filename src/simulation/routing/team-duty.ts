import type { StaffChanges } from "../hotline.ts";

/** Stretches that agents worked after their duty, and of which team they are. */
export interface Overtime {
  readonly team: number[];
  readonly fromSeconds: number[];
  readonly toSeconds: number[];
}

/**
 * The agents of one team: who is idle, and since when. Staff changes follow the
 * rule of `Duty`: the highest numbers leave and finish their call.
 */
export interface TeamDuty {
  readonly team: number;
  readonly staff: StaffChanges;
  nextChange: number;
  onDuty: number;
  /** By number − 1. */
  readonly busy: Uint8Array;
  readonly idleSince: Float64Array;
  readonly offSince: Float64Array;
  /** Idle agents, index = number − 1, who has been idle longest first: a ring. */
  readonly ring: Int32Array;
  ringStart: number;
  idle: number;
}

export const createTeamDuty = (team: number, staff: StaffChanges, mostAgents: number): TeamDuty => ({
  team,
  staff,
  nextChange: 0,
  onDuty: 0,
  busy: new Uint8Array(mostAgents),
  idleSince: new Float64Array(mostAgents),
  offSince: new Float64Array(mostAgents),
  ring: new Int32Array(Math.max(1, mostAgents)),
  ringStart: 0,
  idle: 0,
});

export const resetTeamDuty = (duty: TeamDuty): void => {
  duty.nextChange = 0;
  duty.onDuty = 0;
  duty.busy.fill(0);
  duty.ringStart = 0;
  duty.idle = 0;
};

/** Puts an agent last, among those idle since the same moment by number. */
const addIdle = (duty: TeamDuty, index: number, since: number): void => {
  const { ring, idleSince } = duty;
  const length = ring.length;
  idleSince[index] = since;
  let place = duty.idle;
  while (place > 0) {
    const before = ring[(duty.ringStart + place - 1) % length]!;
    if (idleSince[before]! < since || before < index) break;
    ring[(duty.ringStart + place) % length] = before;
    place--;
  }
  ring[(duty.ringStart + place) % length] = index;
  duty.idle++;
};

/** Who has been idle longest; only where somebody is. */
export const longestIdle = (duty: TeamDuty): number => duty.ring[duty.ringStart]!;

/**
 * When the telephone of the longest idle agent can begin to ring for a call that
 * waits since `since`: at once, or a gap after the agent became free if the call
 * was waiting by then.
 */
export const ringStart = (duty: TeamDuty, since: number, now: number, gapSeconds: number): number => {
  const idleSince = duty.idleSince[longestIdle(duty)]!;
  return idleSince > since ? Math.max(now, idleSince + gapSeconds) : now;
};

/** Whether the schedule takes the longest idle agent off duty up to a moment. */
export const leavesBy = (duty: TeamDuty, moment: number): boolean => {
  const { changeSeconds, agents } = duty.staff;
  const index = longestIdle(duty);
  for (let change = duty.nextChange; changeSeconds[change]! <= moment; change++) {
    if (index >= agents[change]!) return true;
  }
  return false;
};

/** Takes the longest idle agent out of the idle, without work. */
export const dropIdle = (duty: TeamDuty): void => {
  duty.ringStart = duty.ringStart + 1 === duty.ring.length ? 0 : duty.ringStart + 1;
  duty.idle--;
};

/** Takes the longest idle agent for work. */
export const takeIdle = (duty: TeamDuty): number => {
  const index = longestIdle(duty);
  dropIdle(duty);
  duty.busy[index] = 1;
  return index;
};

/** Ends an agent's work; true if the agent is on duty and idle now. */
export const endWork = (duty: TeamDuty, index: number, now: number, overtime: Overtime): boolean => {
  duty.busy[index] = 0;
  if (index < duty.onDuty) {
    addIdle(duty, index, now);
    return true;
  }
  noteOvertime(duty, overtime, index, now);
  return false;
};

const noteOvertime = (duty: TeamDuty, overtime: Overtime, index: number, to: number): void => {
  const from = duty.offSince[index]!;
  if (!(to > from)) return;
  overtime.team.push(duty.team);
  overtime.fromSeconds.push(from);
  overtime.toSeconds.push(to);
};

/** Lets the team's next staff change happen. */
export const changeTeam = (duty: TeamDuty, now: number, overtime: Overtime): void => {
  const agents = duty.staff.agents[duty.nextChange]!;
  duty.nextChange++;
  for (let index = agents; index < duty.onDuty; index++) duty.offSince[index] = now;
  if (agents < duty.onDuty) {
    const { ring } = duty;
    let kept = 0;
    for (let place = 0; place < duty.idle; place++) {
      const index = ring[(duty.ringStart + place) % ring.length]!;
      if (index >= agents) continue;
      ring[(duty.ringStart + kept) % ring.length] = index;
      kept++;
    }
    duty.idle = kept;
  }
  for (let index = duty.onDuty; index < agents; index++) {
    if (duty.busy[index] === 1) noteOvertime(duty, overtime, index, now);
    else addIdle(duty, index, now);
  }
  duty.onDuty = agents;
};
