/**
 * The colours of the charts, chosen to stay apart for every kind of colour
 * vision and in grey (after Okabe and Ito 2008, darkened to a contrast of 3 on
 * white). The dark page maps each to a lighter one; see `style.ts`.
 */
export const COLOURS = {
  ink: "#1b1f24",
  faint: "#5b6470",
  grid: "#d5dae0",
  answered: "#0b6aa2",
  abandoned: "#c87a00",
  blocked: "#6f5f90",
  failed: "#b3261e",
  staffed: "#c9ced6",
  band: "#9cc4de",
  lightBand: "#d3e5f0",
  target: "#b3261e",
  erlangC: "#0b6aa2",
  erlangA: "#007a5a",
  offeredLoad: "#8a5a00",
  simulated: "#6f5f90",
  expected: "#a03a7a",
  assured: "#1b1f24",
} as const;

/** The same colours on a dark page, by their light ones. */
export const DARK_COLOURS: Readonly<Record<string, string>> = {
  "#1b1f24": "#e8ebef",
  "#5b6470": "#a9b2bd",
  "#d5dae0": "#3a424c",
  "#0b6aa2": "#62b5e8",
  "#c87a00": "#f2ab3c",
  "#6f5f90": "#b9a6e0",
  "#b3261e": "#ff8a80",
  "#c9ced6": "#4a525d",
  "#9cc4de": "#2c5f80",
  "#d3e5f0": "#20394a",
  "#007a5a": "#4fd1a5",
  "#8a5a00": "#d9a441",
  "#a03a7a": "#ee8fc8",
};

/** Patterns that tell the outcomes apart without colour: plain, stripes, dots, crosses. */
export const patternsFor = (id: string): string => {
  const pattern = (name: string, colour: string, drawing: string): string =>
    `<pattern id="${id}-${name}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="${colour}"/>${drawing}</pattern>`;
  return `<defs>${[
    pattern(
      "abandoned",
      COLOURS.abandoned,
      '<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="#ffffff" stroke-width="1.4"/>',
    ),
    pattern("blocked", COLOURS.blocked, '<circle cx="3" cy="3" r="1.3" fill="#ffffff"/>'),
    pattern("failed", COLOURS.failed, '<path d="M0 0L6 6M6 0L0 6" stroke="#ffffff" stroke-width="1"/>'),
  ].join("")}</defs>`;
};

/** The fill of an outcome in the chart of this id. */
export const outcomeFill = (id: string, outcome: "answered" | "abandoned" | "blocked" | "failed"): string =>
  outcome === "answered" ? COLOURS.answered : `url(#${id}-${outcome})`;
