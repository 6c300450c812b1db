import type { WebMessages } from "../scenario/web.ts";
import { shareArrived } from "../trace/message-arrivals.ts";

/** A stage of k6's ramping-arrival-rate: within `durationSeconds` the rate goes to `target` linearly. */
export interface RateStage {
  readonly durationSeconds: number;
  /** Iterations in one time unit, a whole number as k6 wants it. */
  readonly target: number;
}

export interface RateStages {
  /** Iterations in one time unit at the beginning. */
  readonly startRate: number;
  /** Long where the rates are low: k6's targets are whole numbers. */
  readonly timeUnitSeconds: number;
  readonly stages: readonly RateStage[];
}

/** Rates in this many steps of one iteration a time unit: whole numbers are then exact to a part in so many. */
const RESOLUTION = 1_000_000;
/** Stages in each half-life: the rate is then within a thousandth of its straight line. */
const STAGES_IN_HALF_LIFE = 24;
const MOST_STAGES = 5_000;

/**
 * The messages' rate in wall time as stages. Each stage's two ends are chosen
 * so that its area, (start + end) / 2 · duration, is the number of messages
 * expected in it: the ends follow the rate itself, r(t) ∝ 2^(−t/h), scaled by
 * one factor a stage where the trapezium is a little larger than the curve.
 *
 * @param compression seconds of the scenario in one second of the run
 */
export const messageStages = (messages: WebMessages, compression: number): RateStages => {
  const { count, halfLifeSeconds, overSeconds } = messages;
  const stageCount = Math.min(
    MOST_STAGES,
    Math.max(1, Math.ceil((overSeconds / halfLifeSeconds) * STAGES_IN_HALF_LIFE)),
  );
  const width = overSeconds / stageCount;
  const wallWidth = width / compression;
  // k6 counts milliseconds; a stage shorter than that would vanish
  const durationSeconds = Math.max(0.001, Math.round(wallWidth * 1000) / 1000);
  const inStage = (index: number): number =>
    count * (shareArrived(messages, (index + 1) * width) - shareArrived(messages, index * width));
  // 2^(−t/h) from edge to edge of a stage is the same factor everywhere
  const fall = 2 ** (-width / halfLifeSeconds);
  const rateAtStart = (2 * inStage(0)) / (durationSeconds * (1 + fall));
  const timeUnitSeconds = Math.max(1, Math.ceil(RESOLUTION / rateAtStart));
  const stages = Array.from({ length: stageCount }, (_, index) => ({
    durationSeconds,
    target: Math.round(rateAtStart * fall ** (index + 1) * timeUnitSeconds),
  }));
  return { startRate: Math.round(rateAtStart * timeUnitSeconds), timeUnitSeconds, stages };
};

/** Iterations that k6 starts by `seconds` after the beginning under these stages: the area below the ramp. */
export const iterationsBy = ({ startRate, timeUnitSeconds, stages }: RateStages, seconds: number): number => {
  let area = 0;
  let rate = startRate;
  let left = seconds;
  for (const { durationSeconds, target } of stages) {
    const within = Math.min(left, durationSeconds);
    if (within <= 0) break;
    const end = rate + ((target - rate) * within) / durationSeconds;
    area += ((rate + end) / 2) * within;
    rate = target;
    left -= within;
  }
  return area / timeUnitSeconds;
};
