const UNIT_SECONDS = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** How durations are written, for messages. */
export const DURATION_FORM = "a duration such as 20s, 4m or 1h30m";

/**
 * Seconds of a duration written like `20s`, `4m`, `1h30m`, `250ms`, `1.5h`.
 * Undefined for anything else, a bare number included: its unit would be a guess.
 */
export const parseDuration = (text: string): number | undefined => {
  const trimmed = text.trim();
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(trimmed)) return undefined;
  let seconds = 0;
  let lastUnit = Number.POSITIVE_INFINITY;
  for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
    const unitSeconds = UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS];
    // 30m1h is a slip of the pen, not a duration
    if (unitSeconds >= lastUnit) return undefined;
    lastUnit = unitSeconds;
    seconds += Number(amount) * unitSeconds;
  }
  return Number.isFinite(seconds) ? seconds : undefined;
};

/** A duration as people write it: `1h30m`, `4m20s`, `20s`, `0.5s`. */
export const formatDuration = (seconds: number): string => {
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds < 60) return `${Number(seconds.toFixed(seconds < 10 ? 2 : 1))}s`;
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  return `${hours > 0 ? `${hours}h` : ""}${minutes > 0 ? `${minutes}m` : ""}${rest > 0 ? `${rest}s` : ""}`;
};
