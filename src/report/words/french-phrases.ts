import { FRENCH_CALIBRATE_PHRASES } from "./french-phrases-calibrate.ts";
import { FRENCH_PLAN_PHRASES } from "./french-phrases-plan.ts";
import { FRENCH_RUN_PHRASES } from "./french-phrases-run.ts";
import { FRENCH_SIMULATE_PHRASES } from "./french-phrases-simulate.ts";

/** What commands say on a terminal, by the English of it. */
export const FRENCH_PHRASES = {
  ...FRENCH_CALIBRATE_PHRASES,
  ...FRENCH_PLAN_PHRASES,
  ...FRENCH_RUN_PHRASES,
  ...FRENCH_SIMULATE_PHRASES,
} as const;
