import type { RunSummary } from "../../runs/summary.ts";
import type { Format } from "../format.ts";
import { escapeHtml, numberCell, tableHtml, textCell } from "../html.ts";
import type { Words } from "../words/english.ts";
import { bullets } from "./parts.ts";

/** The staffings that were flooded again, predicted and measured side by side. */
export const verificationSection = (
  verification: NonNullable<RunSummary["verification"]>,
  words: Words,
  format: Format,
): string => {
  const { verify } = words;
  const percent = (share: number): string => format.percent(share, 1);
  const rows = verification.staffings.flatMap(({ name, peopleAtPeak, predicted, traces }) => [
    [
      textCell(verify.predicted(verify.names[name], peopleAtPeak)),
      textCell(verify.goodDays(predicted.goodDays)),
      numberCell(predicted.simulatedServiceLevel, percent),
      numberCell(predicted.simulatedAbandonment, percent),
      numberCell(predicted.erlangAServiceLevel, percent),
      numberCell(predicted.erlangCServiceLevel, percent),
    ],
    ...traces.map(({ seed, serviceLevel, abandonment, good, valid }) => [
      textCell(verify.measured(verify.names[name], seed)),
      textCell(valid ? (good ? verify.good : verify.missed) : verify.invalid),
      numberCell(serviceLevel, percent),
      numberCell(abandonment, percent),
      textCell(""),
      textCell(""),
    ]),
  ]);
  return `<p class="${verification.proved ? "met" : "missed"}">${escapeHtml(
    verification.proved ? verify.proved : verify.unproved,
  )}</p>
${tableHtml({ caption: verify.caption, columns: verify.columns, rows })}
${bullets(verification.reasons.map(words.note))}`;
};
