import { type Block, sumOf } from "./blocks.ts";

/** A time in which the telephone was silent, or nobody answered, though calls came before and after. */
export interface Outage {
  readonly kind: "no calls" | "no answers";
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Calls that were to be expected in a silence by the hour around it; those unanswered otherwise. */
  readonly calls: number;
}

/** By chance a silence comes once in three million where this many calls were to be expected. */
const EXPECTED_CALLS = 15;
const NEIGHBOURHOOD_SECONDS = 3600;

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
