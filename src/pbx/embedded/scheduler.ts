/** Wall time and what is to be done at a moment of it; milliseconds since the Unix epoch with fractions. */
export interface Scheduler {
  readonly now: () => number;
  /** Does `action` at `due`, or as soon after it as the thread can. */
  readonly at: (due: number, action: (due: number) => void) => Appointment;
}

export interface Appointment {
  readonly cancel: () => void;
}
