/** Replications that are done at a time: the first and how many. */
export interface Block {
  readonly first: number;
  readonly count: number;
}

/** What comes back: the rows of a block, one after the other. */
export interface BlockRows extends Block {
  readonly rows: Float64Array<ArrayBuffer>;
}

/** What a worker says first, when it can take blocks. */
export const READY = "ready";

/** What a worker says. */
export type FromWorker = typeof READY | BlockRows;

/** Replications are handed out by this many at most, so that progress and Ctrl-C need not wait long. */
const LARGEST_BLOCK = 32;

/** Cuts replications 0 to `replications` − 1 into blocks: small enough that every thread has several. */
export const cutIntoBlocks = (replications: number, threads: number): readonly Block[] => {
  const size = Math.max(1, Math.min(LARGEST_BLOCK, Math.ceil(replications / (threads * 4))));
  const blocks: Block[] = [];
  for (let first = 0; first < replications; first += size) {
    blocks.push({ first, count: Math.min(size, replications - first) });
  }
  return blocks;
};
