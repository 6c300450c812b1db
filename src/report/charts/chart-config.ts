import type { Config } from "vega-lite";
import type { Language } from "../format.ts";
import { COLOURS } from "./palette.ts";

export const CHART_WIDTH = 720;
export const CHART_HEIGHT = 260;

const NUMBER_LOCALES = {
  en: { decimal: ".", thousands: ",", grouping: [3], currency: ["£", ""] as [string, string], percent: "%" },
  fr: {
    decimal: ",",
    thousands: "\u202f",
    grouping: [3],
    currency: ["", "\u00a0€"] as [string, string],
    percent: "\u00a0%",
  },
} as const;

/** Minutes between two labels of an axis of time. */
const CLOCK_STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240];
const MOST_CLOCK_LABELS = 9;

/**
 * An axis of the time of day from one moment to another, in seconds after midnight.
 * Labels stand at whole minutes: a short period would have each minute twice otherwise.
 */
export const clockAxis = (language: Language, title: string, fromSeconds: number, toSeconds: number) => {
  const period = toSeconds - fromSeconds;
  const step = 60 * (CLOCK_STEPS.find((minutes) => period / 60 / minutes <= MOST_CLOCK_LABELS) ?? 240);
  const first = Math.ceil(fromSeconds / step);
  const count = Math.max(0, Math.floor(toSeconds / step) - first + 1);
  return {
    format: language === "fr" ? "%-H h %M" : "%H:%M",
    // a single moment between two whole minutes is labelled as it comes
    ...(count > 0 && {
      values: Array.from({ length: count }, (_, index) => toChartTime((first + index) * step)),
    }),
    title,
    grid: false,
    // so few fit; the width that is guessed for the last one, drawn inwards, would drop every second of them
    labelOverlap: count > MOST_CLOCK_LABELS + 1,
  };
};

/** A moment of the day as the charts' time scale takes it. */
export const toChartTime = (secondsOfDay: number): number => secondsOfDay * 1000;

/** What all charts share: letters, lines, colours and the language's numbers. */
export const chartConfig = (language: Language): Config => ({
  background: "transparent",
  font: "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif",
  locale: { number: { ...NUMBER_LOCALES[language], grouping: [3] } },
  axis: {
    labelColor: COLOURS.ink,
    titleColor: COLOURS.ink,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    gridColor: COLOURS.grid,
    domainColor: COLOURS.faint,
    tickColor: COLOURS.faint,
  },
  legend: {
    orient: "top",
    title: null,
    labelColor: COLOURS.ink,
    labelFontSize: 12,
    symbolSize: 140,
    columns: 4,
    labelLimit: 260,
  },
  view: { stroke: null },
  text: { color: COLOURS.ink, fontSize: 12 },
});
