/**
 * A stretch of a component's arrival rate, in calls per second from `start` up
 * to but not including `end` (seconds after midnight), in a form whose
 * cumulative rate can be inverted exactly.
 */
export type RateSegment = {
  readonly startSeconds: number;
  readonly endSeconds: number;
} & (
  | { readonly kind: "constant"; readonly rate: number }
  /** Rising: `startRate` at the start and `slope` > 0 calls per second more each second. */
  | { readonly kind: "linear"; readonly startRate: number; readonly slope: number }
  /** Falling: `startRate` · exp(−decay · seconds since the start), decay > 0. */
  | { readonly kind: "exponential"; readonly startRate: number; readonly decay: number }
);

/** Calls per second at a time within the segment. */
export const segmentRate = (segment: RateSegment, atSeconds: number): number => {
  const since = atSeconds - segment.startSeconds;
  switch (segment.kind) {
    case "constant":
      return segment.rate;
    case "linear":
      return segment.startRate + segment.slope * since;
    case "exponential":
      return segment.startRate * Math.exp(-segment.decay * since);
  }
};

/** Expected calls from the segment's start to a time within it. */
export const segmentCalls = (segment: RateSegment, untilSeconds: number): number => {
  const since = untilSeconds - segment.startSeconds;
  switch (segment.kind) {
    case "constant":
      return segment.rate * since;
    case "linear":
      return since * (segment.startRate + 0.5 * segment.slope * since);
    case "exponential":
      return (-segment.startRate * Math.expm1(-segment.decay * since)) / segment.decay;
  }
};

/**
 * The time by which `calls` are expected since the segment's start: the inverse
 * of `segmentCalls`, never beyond the segment's end.
 */
export const segmentTime = (segment: RateSegment, calls: number): number => {
  let since: number;
  if (segment.kind === "constant") {
    since = calls / segment.rate;
  } else if (segment.kind === "linear") {
    // the root of ½·slope·t² + startRate·t = calls in the form that does not cancel
    const root = Math.sqrt(segment.startRate * segment.startRate + 2 * segment.slope * calls);
    since = root + segment.startRate === 0 ? 0 : (2 * calls) / (segment.startRate + root);
  } else {
    since = -Math.log1p(-Math.min(1, (segment.decay * calls) / segment.startRate)) / segment.decay;
  }
  return Math.min(segment.startSeconds + since, segment.endSeconds);
};

/** The same segment with its rate multiplied. */
export const scaleSegment = (segment: RateSegment, factor: number): RateSegment => {
  switch (segment.kind) {
    case "constant":
      return { ...segment, rate: segment.rate * factor };
    case "linear":
      return { ...segment, startRate: segment.startRate * factor, slope: segment.slope * factor };
    case "exponential":
      return { ...segment, startRate: segment.startRate * factor };
  }
};

/** The part of the segment within `from … to`, or undefined where there is none. */
export const cutSegment = (
  segment: RateSegment,
  fromSeconds: number,
  toSeconds: number,
): RateSegment | undefined => {
  const startSeconds = Math.max(segment.startSeconds, fromSeconds);
  const endSeconds = Math.min(segment.endSeconds, toSeconds);
  if (!(startSeconds < endSeconds)) return undefined;
  if (segment.kind === "constant") return { ...segment, startSeconds, endSeconds };
  return { ...segment, startSeconds, endSeconds, startRate: segmentRate(segment, startSeconds) };
};
