import { FEWEST_BLOCKS, type RatioBlock, type RatioEstimate, ratioOfBlocks } from "./block-interval.ts";
import { ROW, SLOT_SECONDS, type SlotSums, SUM, type SumName } from "./slot-sums.ts";

const DAY_SECONDS = 86_400;

/** Sums over one block of the time axis. */
export type Block = Float64Array;

export const sumOf = (block: Block, name: SumName): number => block[SUM[name]] as number;

/** Offered calls of a block: answered, abandoned and blocked. */
export const offeredOf = (block: Block): number =>
  sumOf(block, "answered") + sumOf(block, "abandoned") + sumOf(block, "blocked");

/** The sums over all blocks. */
export const totalOf = (blocks: Iterable<Block>): Block => {
  const total = new Float64Array(ROW);
  for (const block of blocks)
    for (let i = 0; i < ROW; i++) total[i] = (total[i] as number) + (block[i] as number);
  return total;
};

/** Every slot that holds anything, in time order, and its start in seconds. */
export function* slotsInOrder(sums: SlotSums): Generator<{ startSeconds: number; row: Float64Array }, void> {
  for (const hour of [...sums.byHour.keys()].sort((a, b) => a - b)) {
    const rows = sums.byHour.get(hour) as Float64Array;
    for (let offset = 0; offset < rows.length; offset += ROW) {
      const row = rows.subarray(offset, offset + ROW);
      if (row.some((value) => value !== 0)) {
        yield { startSeconds: hour * 3600 + (offset / ROW) * SLOT_SECONDS, row };
      }
    }
  }
}

/** The slots added up to blocks of a length, by the block's number on the time axis, in time order. */
export const blocksOf = (sums: SlotSums, blockSeconds: number): Map<number, Block> => {
  const blocks = new Map<number, Block>();
  for (const { startSeconds, row } of slotsInOrder(sums)) {
    const number = Math.floor(startSeconds / blockSeconds);
    let block = blocks.get(number);
    if (block === undefined) {
      block = new Float64Array(ROW);
      blocks.set(number, block);
    }
    for (let i = 0; i < ROW; i++) block[i] = (block[i] as number) + (row[i] as number);
  }
  return blocks;
};

/** How calls are bound together for the intervals. */
export interface Blocking {
  readonly unit: "days" | "blocks" | "none";
  readonly blockSeconds: number;
  readonly blocks: readonly Block[];
  /** Whether neighbouring blocks still hang together, which makes the intervals too narrow. */
  readonly dependent: boolean;
}

const LENGTHS_SECONDS = [300, 600, 900, 1800, 3600];
/** Neighbours' correlation above this is taken for dependence. */
const NOTICEABLE_CORRELATION = 0.25;

export const ratio = (
  blocks: readonly Block[],
  numerator: (block: Block) => number,
  denominator: (block: Block) => number,
): RatioEstimate | undefined =>
  ratioOfBlocks(
    blocks.map((block): RatioBlock => ({ numerator: numerator(block), denominator: denominator(block) })),
  );

/**
 * Binds calls to blocks that can be taken as independent: whole days where there
 * are enough, else the shortest blocks within the days whose neighbours hang
 * together no more.
 */
export const bindToBlocks = (sums: SlotSums): Blocking => {
  const days = [...blocksOf(sums, DAY_SECONDS).values()];
  if (days.length >= FEWEST_BLOCKS) {
    return { unit: "days", blockSeconds: DAY_SECONDS, blocks: days, dependent: false };
  }
  let longest: Blocking = { unit: "none", blockSeconds: 0, blocks: [], dependent: false };
  for (const blockSeconds of LENGTHS_SECONDS) {
    const blocks = [...blocksOf(sums, blockSeconds).values()];
    if (blocks.length < FEWEST_BLOCKS + 1) break;
    const correlation = Math.max(
      ratio(blocks, (block) => sumOf(block, "wait"), offeredOf)?.neighbourCorrelation ?? 0,
      ratio(blocks, (block) => sumOf(block, "abandoned"), offeredOf)?.neighbourCorrelation ?? 0,
    );
    const dependent = correlation > NOTICEABLE_CORRELATION;
    longest = { unit: "blocks", blockSeconds, blocks, dependent };
    if (!dependent) break;
  }
  return longest;
};
