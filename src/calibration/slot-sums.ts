/** Length of the slots in which calls are summed, seconds; every interval is built from them. */
export const SLOT_SECONDS = 300;
const SLOTS_PER_HOUR = 3600 / SLOT_SECONDS;

/** What is summed for the calls that arrive in a slot, and where it stands in a slot's row. */
export const SUM = {
  answered: 0,
  abandoned: 1,
  blocked: 2,
  failed: 3,
  censored: 4,
  within: 5,
  wait: 6,
  answeredWait: 7,
  abandonedWait: 8,
  /** Those who abandoned after a wait of more than zero, the only ones that tell of patience. */
  impatient: 9,
  /** Waiting of everybody, the censored included. */
  exposure: 10,
  waited: 11,
  handled: 12,
  handle: 13,
  handleSquares: 14,
  /** Talking so far of calls that were open at the end. */
  openHandle: 15,
  /** Calls of which it is known whether they were answered within the target. */
  judged: 16,
  /** Calls that were open at the end. */
  open: 17,
} as const;

export type SumName = keyof typeof SUM;

/** Length of a slot's row. */
export const ROW = Object.keys(SUM).length;

/** Sums by slot, kept for the hours in which anything happened. */
export interface SlotSums {
  /** By hours after midnight of the first day: the hour's slots, one row after the other. */
  readonly byHour: Map<number, Float64Array>;
  /** The hour added to last; calls come in order, so that the next one is nearly always of it too. */
  lastHour: number;
  lastRows: Float64Array;
}

export const newSlotSums = (): SlotSums => ({
  byHour: new Map(),
  lastHour: Number.NaN,
  lastRows: new Float64Array(0),
});

/** The rows of the hour that holds a moment, to be added to; see {@link slotOffset}. */
export const hourRows = (sums: SlotSums, seconds: number): Float64Array => {
  const hour = Math.floor(seconds / 3600);
  if (hour === sums.lastHour) return sums.lastRows;
  let rows = sums.byHour.get(hour);
  if (rows === undefined) {
    rows = new Float64Array(SLOTS_PER_HOUR * ROW);
    sums.byHour.set(hour, rows);
  }
  sums.lastHour = hour;
  sums.lastRows = rows;
  return rows;
};

/** Where the row of a moment's slot begins in its hour's rows. */
export const slotOffset = (seconds: number): number =>
  Math.floor((seconds - Math.floor(seconds / 3600) * 3600) / SLOT_SECONDS) * ROW;
