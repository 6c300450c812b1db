import type { CampaignDay } from "./campaign.ts";
import type { IntervalPlan } from "./staff-plan.ts";

/** How a spreadsheet of the language expects numbers and columns. */
const FORMATS = {
  en: { separator: ",", decimal: "." },
  fr: { separator: ";", decimal: "," },
} as const;

interface Column<Row> {
  readonly field: keyof Row;
  readonly en: string;
  readonly fr: string;
  readonly digits?: number;
  /** French for the words of the column. */
  readonly words?: Readonly<Record<string, string>>;
}

const DAY_COLUMNS: readonly Column<CampaignDay>[] = [
  { field: "date", en: "day", fr: "jour" },
  { field: "calls", en: "calls", fr: "appels", digits: 1 },
  { field: "plannedFor", en: "planned for", fr: "prévu pour", digits: 1 },
  { field: "offeredLoad", en: "offered load", fr: "trafic offert" },
  { field: "expected", en: "expected", fr: "attendu" },
  { field: "assured", en: "assured", fr: "assuré" },
  { field: "headcount", en: "headcount", fr: "effectif" },
  { field: "agentHours", en: "agent-hours", fr: "heures", digits: 1 },
];

const COLUMNS: readonly Column<IntervalPlan>[] = [
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
  {
    field: "unreachable",
    en: "unreachable",
    fr: "hors d’atteinte",
    words: { both: "les deux", assured: "assuré" },
  },
];

/**
 * A table that a spreadsheet opens: commas and decimal points in English, semicolons
 * and decimal commas in French. What is not known is an empty cell.
 */
const spreadsheet = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  language: "en" | "fr",
): string => {
  const { separator, decimal } = FORMATS[language];
  const cell = (value: unknown, { digits, words }: Column<Row>): string => {
    if (typeof value === "string") return (language === "fr" && words?.[value]) || value;
    if (typeof value !== "number") return "";
    return (digits === undefined ? String(value) : value.toFixed(digits)).replace(".", decimal);
  };
  const lines = rows.map((row) => columns.map((column) => cell(row[column.field], column)).join(separator));
  return `${[columns.map((column) => column[language]).join(separator), ...lines].join("\r\n")}\r\n`;
};

/** The plan's intervals for a spreadsheet. A figure that a model does not give is an empty cell. */
export const planCsv = (intervals: readonly IntervalPlan[], language: "en" | "fr"): string =>
  spreadsheet(COLUMNS, intervals, language);

/** A campaign's days for a spreadsheet. */
export const campaignCsv = (days: readonly CampaignDay[], language: "en" | "fr"): string =>
  spreadsheet(DAY_COLUMNS, days, language);
