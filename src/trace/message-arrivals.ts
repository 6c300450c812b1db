import { createStream } from "../random/stream.ts";
import { nextUniform } from "../random/uniform.ts";
import type { WebMessages } from "../scenario/web.ts";

/**
 * The share of the messages that have come `seconds` after the first could:
 * the rate halves every half-life and is cut off after `overSeconds`,
 *   (1 − 2^(−t/h)) / (1 − 2^(−T/h)).
 */
export const shareArrived = (messages: WebMessages, seconds: number): number => {
  const { halfLifeSeconds, overSeconds } = messages;
  if (seconds <= 0) return 0;
  if (seconds >= overSeconds) return 1;
  return (
    Math.expm1((-Math.LN2 * seconds) / halfLifeSeconds) /
    Math.expm1((-Math.LN2 * overSeconds) / halfLifeSeconds)
  );
};

/** The inverse of `shareArrived`: when a share from 0 to 1 has come, seconds. */
export const whenShareArrived = (messages: WebMessages, share: number): number => {
  const { halfLifeSeconds, overSeconds } = messages;
  const whole = Math.expm1((-Math.LN2 * overSeconds) / halfLifeSeconds);
  return Math.min(overSeconds, (-Math.log1p(share * whole) * halfLifeSeconds) / Math.LN2);
};

/**
 * When each message comes, seconds after the first could, in order. Given how
 * many come, the arrivals of a Poisson process are independent draws from its
 * rate (Çinlar, Introduction to Stochastic Processes, 1975, chapter 4.7); the
 * number itself is the scenario's. One random stream, apart from every other,
 * so that the callers of a trace stay as they are.
 *
 * @param replication which of the seed's days
 */
export const drawMessageArrivals = (messages: WebMessages, seed: number, replication = 0): Float64Array => {
  const stream = createStream(seed, "messages", replication);
  return Float64Array.from({ length: messages.count }, () =>
    whenShareArrived(messages, nextUniform(stream)),
  ).sort();
};
