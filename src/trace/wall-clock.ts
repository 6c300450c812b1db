/**
 * How scenario time runs in wall time during a flood: K scenario seconds pass
 * in one wall second. Wall time is milliseconds since the Unix epoch, with
 * fractions.
 */
export interface WallClock {
  readonly originEpochMilliseconds: number;
  /** Seconds after midnight of the scenario's day at the origin. */
  readonly originScenarioSeconds: number;
  /** K, at least 1 in practice, any positive number in principle. */
  readonly compression: number;
}

/** The wall time of a moment of the scenario's day. */
export const toEpochMilliseconds = (clock: WallClock, scenarioSeconds: number): number =>
  clock.originEpochMilliseconds +
  ((scenarioSeconds - clock.originScenarioSeconds) / clock.compression) * 1000;

/** The moment of the scenario's day at a wall time. */
export const toScenarioSeconds = (clock: WallClock, epochMilliseconds: number): number =>
  clock.originScenarioSeconds +
  ((epochMilliseconds - clock.originEpochMilliseconds) / 1000) * clock.compression;
