/** The timers of RFC 3261 table 4, milliseconds of wall time. */
export const T1 = 500;
export const T2 = 4_000;
export const T4 = 5_000;
/** Timers B, F, H, J and, by RFC 6026, L: the longest that a transaction lives. */
export const TRANSACTION_LIFE = 64 * T1;
