/**
 * What a random number is drawn for. Every purpose has random numbers of its
 * own, so that a change to one part of a scenario leaves the others' draws as
 * they were. The numbers are part of every trace: add new ones, keep the old.
 */
export const PURPOSES = {
  arrivals: 1,
  patience: 2,
  talk: 3,
  wrapUp: 4,
  topics: 5,
  /** Whether a caller calls again, and after how long. */
  redial: 6,
  /** Patience of the second and later attempts. */
  redialPatience: 7,
  dayLevel: 8,
  /** Whether a spike comes. */
  spikes: 9,
  spikeArrivals: 10,
  /** Callers from outside the opening hours who call after the opening. */
  callBacks: 11,
  numbers: 12,
  names: 13,
  messages: 14,
  /** Resampling of measured calls. */
  bootstrap: 15,
  /** Faults that a PBX commits on purpose. */
  faults: 16,
  /** Skills, routing and transfers, of the event simulation and of a flood alike. */
  routing: 17,
  /** Whatever a proof or an experiment draws for itself. */
  experiment: 18,
  /** When agents log in and out at a change of shift. */
  logIns: 19,
  /** Which rings nobody answers. */
  missedRings: 20,
} as const;

export type Purpose = keyof typeof PURPOSES;
