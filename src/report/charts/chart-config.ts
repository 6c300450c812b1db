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

/** How a time of day stands on an axis; a moment is seconds after midnight as UTC milliseconds. */
export const clockFormat = (language: Language): string => (language === "fr" ? "%-H h %M" : "%H:%M");

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
