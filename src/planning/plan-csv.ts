import type { IntervalPlan } from "./staff-plan.ts";

/** How a spreadsheet of the language expects numbers and columns. */
const FORMATS = {
  en: { separator: ",", decimal: "." },
  fr: { separator: ";", decimal: "," },
} as const;

const COLUMNS: readonly {
  readonly field: keyof IntervalPlan;
  readonly en: string;
  readonly fr: string;
  readonly digits?: number;
}[] = [
  { field: "start", en: "start", fr: "début" },
  { field: "end", en: "end", fr: "fin" },
  { field: "calls", en: "calls", fr: "appels", digits: 1 },
  { field: "erlangC", en: "Erlang C", fr: "Erlang C" },
  { field: "erlangA", en: "Erlang A", fr: "Erlang A" },
  { field: "offeredLoad", en: "offered load", fr: "trafic offert" },
  { field: "transient", en: "transient", fr: "transitoire" },
  { field: "simulated", en: "simulated", fr: "simulation" },
  { field: "expected", en: "expected", fr: "attendu" },
  { field: "expectedLow", en: "expected low", fr: "attendu bas" },
  { field: "expectedHigh", en: "expected high", fr: "attendu haut" },
  { field: "assured", en: "assured", fr: "assuré" },
  { field: "assuredLow", en: "assured low", fr: "assuré bas" },
  { field: "assuredHigh", en: "assured high", fr: "assuré haut" },
  { field: "staffed", en: "scheduled", fr: "planifié" },
  { field: "serviceLevel", en: "service level", fr: "qualité de service", digits: 4 },
  { field: "abandonment", en: "abandonment", fr: "abandon", digits: 4 },
  { field: "occupancy", en: "occupancy", fr: "occupation", digits: 4 },
  { field: "missedDays", en: "missed days", fr: "jours manqués", digits: 4 },
];

/**
 * The plan's intervals as a table that a spreadsheet opens: commas and decimal
 * points in English, semicolons and decimal commas in French. A figure that a
 * model does not give is an empty cell.
 */
export const planCsv = (intervals: readonly IntervalPlan[], language: "en" | "fr"): string => {
  const { separator, decimal } = FORMATS[language];
  const cell = (value: string | number | undefined, digits: number | undefined): string => {
    if (value === undefined) return "";
    if (typeof value === "string") return value;
    return (digits === undefined ? String(value) : value.toFixed(digits)).replace(".", decimal);
  };
  const rows = intervals.map((interval) =>
    COLUMNS.map(({ field, digits }) => cell(interval[field], digits)).join(separator),
  );
  return `${[COLUMNS.map((column) => column[language]).join(separator), ...rows].join("\r\n")}\r\n`;
};
