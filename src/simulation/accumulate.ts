import { type IntervalGrid, intervalEnd, rowLength, TOTAL_COLUMNS, TOTALS } from "./day-totals.ts";
import {
  addDay,
  createRatioSums,
  type Estimate,
  meanEstimate,
  type RatioSums,
  ratioEstimate,
} from "./estimate.ts";
import { MEASURES, type MeasureName } from "./measures.ts";
import { addToSpread, createSpread, type Spread, spreadQuantile } from "./spread.ts";

/** An estimate, and between which values nine days in ten lie. */
export interface BandedEstimate extends Estimate {
  readonly band?: { readonly low: number; readonly high: number };
}

/** What replications say of one interval, or of the whole day. Means are a day's; what was not seen is absent. */
export interface IntervalEstimates {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly callers: Estimate;
  readonly attempts: Estimate;
  readonly answered: Estimate;
  readonly abandoned: Estimate;
  readonly blocked: Estimate;
  /** Agents on duty on average, overtime included. */
  readonly meanStaff: number;
  /** Callers waiting on average. */
  readonly meanQueue: number;
  /** The longest wait of any day. */
  readonly longestWaitSeconds: number;
  readonly measures: Readonly<Partial<Record<MeasureName, BandedEstimate>>>;
}

export interface SimulationEstimates {
  readonly replications: number;
  readonly confidence: number;
  readonly day: IntervalEstimates;
  readonly intervals: readonly IntervalEstimates[];
  /** What a routing adds, by name; empty without one. */
  readonly routed: Readonly<Record<string, Estimate>>;
  /** The greatest of any day, by name; empty without a routing. */
  readonly routedGreatest: Readonly<Record<string, number>>;
}

/** Taken from the numbers that stand in a day's row after the intervals: a ratio of two, or the greatest of any day. */
export type RoutedMeasure =
  | {
      readonly kind: "ratio";
      readonly name: string;
      readonly above: (extra: Float64Array) => number;
      readonly below: (extra: Float64Array) => number;
      readonly share: boolean;
    }
  | {
      readonly kind: "greatest";
      readonly name: string;
      readonly of: (extra: Float64Array) => number;
    };

const COUNTS = ["callers", "offered", "answered", "abandoned", "blocked"] as const;

/** Takes one day's row after the other; its size does not grow with them. */
export interface Accumulator {
  readonly add: (row: Float64Array) => void;
  readonly days: () => number;
  readonly estimates: () => SimulationEstimates;
  /** Half the width of the day's interval of a measure; undefined while there is none. */
  readonly halfWidth: (measure: MeasureName) => number | undefined;
}

interface Part {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly ratios: readonly RatioSums[];
  readonly spreads: readonly Spread[];
  longest: number;
}

const createPart = (): Part => ({
  sums: new Float64Array(TOTAL_COLUMNS),
  squares: new Float64Array(COUNTS.length),
  ratios: MEASURES.map(createRatioSums),
  spreads: MEASURES.map(({ share }) => createSpread(share)),
  longest: 0,
});

const addTo = (part: Part, row: Float64Array, at: number): void => {
  for (let column = 0; column < TOTAL_COLUMNS; column++) part.sums[column]! += row[at + column]!;
  COUNTS.forEach((name, index) => {
    part.squares[index]! += row[at + TOTALS[name]]! ** 2;
  });
  part.longest = Math.max(part.longest, row[at + TOTALS.longestWaitSeconds]!);
  MEASURES.forEach(({ above, below }, index) => {
    const over = below(row, at);
    const counted = above(row, at);
    addDay(part.ratios[index]!, counted, over);
    if (over > 0) addToSpread(part.spreads[index]!, counted / over);
  });
};

const addRowTotals = (row: Float64Array, intervals: number, into: Float64Array): void => {
  into.fill(0);
  for (let at = 0; at <= intervals; at++) {
    for (let column = 0; column < TOTAL_COLUMNS; column++) {
      into[column]! += row[at * TOTAL_COLUMNS + column]!;
    }
  }
  into[TOTALS.longestWaitSeconds] = 0;
  for (let at = 0; at <= intervals; at++) {
    const longest = row[at * TOTAL_COLUMNS + TOTALS.longestWaitSeconds]!;
    into[TOTALS.longestWaitSeconds] = Math.max(into[TOTALS.longestWaitSeconds]!, longest);
  }
};

const estimatesOf = (
  part: Part,
  days: number,
  confidence: number,
  startSeconds: number,
  endSeconds: number,
): IntervalEstimates => {
  const count = (name: (typeof COUNTS)[number]): Estimate => {
    const squares = part.squares[COUNTS.indexOf(name)]!;
    return meanEstimate(days, part.sums[TOTALS[name]]!, squares, confidence) ?? { mean: 0 };
  };
  const measures: Partial<Record<MeasureName, BandedEstimate>> = {};
  MEASURES.forEach(({ name, share }, index) => {
    const estimate = ratioEstimate(part.ratios[index]!, confidence, share);
    if (estimate === undefined) return;
    const low = spreadQuantile(part.spreads[index]!, 0.05);
    const high = spreadQuantile(part.spreads[index]!, 0.95);
    const banded = days > 1 && low !== undefined && high !== undefined;
    measures[name] = { ...estimate, ...(banded ? { band: { low, high } } : {}) };
  });
  const length = days * (endSeconds - startSeconds);
  return {
    startSeconds,
    endSeconds,
    callers: count("callers"),
    attempts: count("offered"),
    answered: count("answered"),
    abandoned: count("abandoned"),
    blocked: count("blocked"),
    meanStaff: part.sums[TOTALS.staffedSeconds]! / length,
    meanQueue: part.sums[TOTALS.queueSeconds]! / length,
    longestWaitSeconds: part.longest,
    measures,
  };
};

/**
 * Gathers days of one grid.
 *
 * @param confidence coverage of the intervals, such as 0.95
 * @param routed what is taken from the numbers after the intervals
 */
export const createAccumulator = (
  grid: IntervalGrid,
  confidence = 0.95,
  routed: readonly RoutedMeasure[] = [],
): Accumulator => {
  const ratios = routed.flatMap((measure) =>
    measure.kind === "ratio" ? [{ ...measure, sums: createRatioSums() }] : [],
  );
  const greatest = routed.flatMap((measure) =>
    measure.kind === "greatest" ? [{ ...measure, value: 0 }] : [],
  );
  const parts = Array.from({ length: grid.intervals }, createPart);
  const whole = createPart();
  const dayTotals = new Float64Array(TOTAL_COLUMNS);
  let days = 0;
  return {
    add: (row) => {
      if (row.length < rowLength(grid)) throw new RangeError(`A day's row has ${row.length} numbers.`);
      days++;
      const extra = row.subarray(rowLength(grid));
      for (const { sums, above, below } of ratios) addDay(sums, above(extra), below(extra));
      for (const measure of greatest) measure.value = Math.max(measure.value, measure.of(extra));
      parts.forEach((part, interval) => {
        addTo(part, row, interval * TOTAL_COLUMNS);
      });
      addRowTotals(row, grid.intervals, dayTotals);
      addTo(whole, dayTotals, 0);
    },
    days: () => days,
    halfWidth: (measure) => {
      const index = MEASURES.findIndex(({ name }) => name === measure);
      const estimate = ratioEstimate(whole.ratios[index]!, confidence, false);
      if (estimate?.high === undefined) return undefined;
      return estimate.high - estimate.mean;
    },
    estimates: () => ({
      replications: days,
      confidence,
      day: estimatesOf(whole, days, confidence, grid.startSeconds, grid.endSeconds),
      routed: Object.fromEntries(
        ratios.flatMap(({ name, share, sums }) => {
          const estimate = ratioEstimate(sums, confidence, share);
          return estimate === undefined ? [] : [[name, estimate]];
        }),
      ),
      routedGreatest: Object.fromEntries(greatest.map(({ name, value }) => [name, value])),
      intervals: parts.map((part, interval) =>
        estimatesOf(
          part,
          days,
          confidence,
          grid.startSeconds + interval * grid.intervalSeconds,
          intervalEnd(grid, interval),
        ),
      ),
    }),
  };
};
