import { escapeHtml, tableHtml } from "../html.ts";
import type { Words } from "../words/english.ts";
import { drawChart } from "./draw-chart.ts";
import type { Figure } from "./figure.ts";

/** A figure as it stands in the page: title, drawing, table, and what a reader can take away. */
export const figureHtml = async (figure: Figure, words: Words): Promise<string> => {
  const drawing = await drawChart(figure);
  const button = (kind: "csv" | "svg" | "png"): string =>
    `<button type="button" data-download="${kind}" aria-label="${escapeHtml(`${words.terminal.label(`${words.charts.download} ${words.downloads[kind]}`)} ${figure.title}`)}">${words.downloads[kind]}</button>`;
  return `<figure id="figure-${figure.id}">
<figcaption><h3>${escapeHtml(figure.title)}</h3><p>${escapeHtml(figure.description)}</p></figcaption>
<div class="drawing" tabindex="0" role="group" aria-label="${escapeHtml(figure.title)}">${drawing}</div>
<div class="tools needs-script"><span>${escapeHtml(words.charts.download)}</span>${button("csv")}${button("svg")}${button("png")}</div>
<details class="figures"><summary>${escapeHtml(words.charts.showTable)}</summary>${tableHtml(figure.table)}</details>
</figure>`;
};
