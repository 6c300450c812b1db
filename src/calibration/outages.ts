import { type Block, sumOf } from "./blocks.ts";

/** A time in which the telephone was silent, or nobody answered, though calls came before and after. */
export interface Outage {
  readonly kind: "no calls" | "no answers";
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Calls that were to be expected in a silence by the hour around it; those unanswered otherwise. */
  readonly calls: number;
}

/** A time of day at which nobody calls day after day: the hotline is closed then. */
export interface ClosedTime {
  /** Seconds after midnight; what is silent on all of the days. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly days: number;
}

/** By chance a silence comes once in three million where this many calls were to be expected. */
const EXPECTED_CALLS = 15;
const NEIGHBOURHOOD_SECONDS = 3600;

const DAY_SECONDS = 86_400;

/**
 * Takes the silences that come back at the same time of at least half of the days
 * from the outages: a lunch break is none. One day alone does not tell them apart.
 *
 * @param days with any call.
 */
export const withoutClosedTimes = (
  outages: readonly Outage[],
  days: number,
): { readonly outages: readonly Outage[]; readonly closed: readonly ClosedTime[] } => {
  const groups: Outage[][] = [];
  const overlap = (one: Outage, other: Outage): boolean => {
    const apart = Math.floor(other.startSeconds / DAY_SECONDS) - Math.floor(one.startSeconds / DAY_SECONDS);
    const shift = apart * DAY_SECONDS;
    return (
      other.startSeconds - shift < (one.startSeconds + one.endSeconds) / 2 &&
      other.endSeconds - shift > (one.startSeconds + one.endSeconds) / 2
    );
  };
  for (const outage of outages) {
    if (outage.kind !== "no calls") continue;
    const group = groups.find(([first]) => overlap(first as Outage, outage));
    if (group === undefined) groups.push([outage]);
    else group.push(outage);
  }
  const recurring = groups.filter((group) => group.length >= 2 && 2 * group.length >= days);
  const ofDay = (seconds: number): number => seconds - Math.floor(seconds / DAY_SECONDS) * DAY_SECONDS;
  return {
    outages: outages.filter((outage) => !recurring.some((group) => group.includes(outage))),
    closed: recurring.map((group) => {
      const startSeconds = Math.max(...group.map((one) => ofDay(one.startSeconds)));
      const lasting = Math.min(
        ...group.map((one) => ofDay(one.startSeconds) + one.endSeconds - one.startSeconds),
      );
      return { startSeconds, endSeconds: lasting, days: group.length };
    }),
  };
};

const offeredOf = (block: Block | undefined): number =>
  block === undefined ? 0 : sumOf(block, "answered") + sumOf(block, "abandoned") + sumOf(block, "blocked");

/** A run of unanswered calls as long as this is no chance where usually most are answered. */
const UNANSWERED_CALLS = 20;

/**
 * Finds outages in blocks of one length: the slots of calls, or the intervals of a
 * report, in which shorter silences do not show.
 *
 * @param slots by their number on the time axis.
 */
export const findOutages = (slots: ReadonlyMap<number, Block>, slotSeconds: number): Outage[] => {
  const neighbours = Math.max(1, Math.round(NEIGHBOURHOOD_SECONDS / slotSeconds));
  const numbers = [...slots.keys()].sort((a, b) => a - b);
  const outages: Outage[] = [];
  const rateAround = (from: number, to: number): number => {
    let before = 0;
    let after = 0;
    for (let i = 1; i <= neighbours; i++) {
      before += offeredOf(slots.get(from - i));
      after += offeredOf(slots.get(to - 1 + i));
    }
    // The weaker side is taken, so that an opening or a closing is no outage.
    return Math.min(before, after) / neighbours;
  };
  for (let i = 1; i < numbers.length; i++) {
    const from = (numbers[i - 1] as number) + 1;
    const to = numbers[i] as number;
    if (to <= from) continue;
    const calls = rateAround(from, to) * (to - from);
    // A night is longer than any outage that a day's figures would hide.
    if (calls >= EXPECTED_CALLS && (to - from) * slotSeconds <= 4 * 3600) {
      outages.push({
        kind: "no calls",
        startSeconds: from * slotSeconds,
        endSeconds: to * slotSeconds,
        calls,
      });
    }
  }

  let offered = 0;
  let answered = 0;
  for (const block of slots.values()) {
    offered += offeredOf(block);
    answered += sumOf(block, "answered");
  }
  if (answered * 2 < offered) return outages;
  let start: number | undefined;
  let end = 0;
  let unanswered = 0;
  const close = (): void => {
    if (start !== undefined && unanswered >= UNANSWERED_CALLS) {
      outages.push({
        kind: "no answers",
        startSeconds: start * slotSeconds,
        endSeconds: end * slotSeconds,
        calls: unanswered,
      });
    }
    start = undefined;
    unanswered = 0;
  };
  for (const number of numbers) {
    const block = slots.get(number) as Block;
    if (sumOf(block, "answered") > 0 || (start !== undefined && number - end > neighbours)) close();
    if (sumOf(block, "answered") > 0) continue;
    start ??= number;
    end = number + 1;
    unanswered += offeredOf(block);
  }
  close();
  return outages.sort((one, other) => one.startSeconds - other.startSeconds);
};
