import { unitOf } from "../../gate/metrics.ts";
import type { ThresholdResult } from "../../runs/summary.ts";
import type { Format } from "../format.ts";
import { escapeHtml } from "../html.ts";
import type { Words } from "../words/english.ts";

/** Writes a figure of a metric, selector or not, in its own unit. */
export const metricWriter = (metric: string, format: Format): ((value: number) => string) => {
  const unit = unitOf(metric);
  if (unit === "count") return (value) => format.decimal(value, Number.isInteger(value) ? 0 : 2);
  if (unit === "seconds") return format.duration;
  if (unit === "milliseconds") return format.milliseconds;
  return (share) => format.percent(share);
};

/** The 95 % interval of a result as text; a side that the sample cannot bound stays open. */
export const intervalText = (result: ThresholdResult, format: Format): string => {
  if (result.low === undefined && result.high === undefined) return "";
  const write = metricWriter(result.metric, format);
  const side = (value: number | undefined): string => (value === undefined ? "…" : write(value));
  return `${side(result.low)} – ${side(result.high)}`;
};

const TONES = { pass: "met", fail: "missed", inconclusive: "unsettled", "no data": "missed" } as const;

export const thresholdsSection = (
  results: readonly ThresholdResult[],
  words: Words,
  format: Format,
): string => {
  const { thresholds } = words;
  if (results.length === 0) return `<p>${escapeHtml(thresholds.none)}</p>`;
  const rows = results.map((result) => {
    const name = result.metric.replace(/\{.*$/, "");
    const selector = result.metric.slice(name.length);
    const write = metricWriter(result.metric, format);
    const settle = result.callsToSettle === undefined ? "" : ` (${thresholds.settle(result.callsToSettle)})`;
    return `<tr><th scope="row">${escapeHtml(thresholds.metrics[name] ?? name)}${
      selector === "" ? "" : ` <code>${escapeHtml(selector)}</code>`
    }</th><td><code>${escapeHtml(result.expression)}</code></td><td class="figure">${
      result.observed === undefined ? "" : escapeHtml(write(result.observed))
    }</td><td class="figure">${escapeHtml(intervalText(result, format))}</td><td class="${TONES[result.verdict]}">${escapeHtml(
      thresholds.verdicts[result.verdict] + settle,
    )}</td></tr>`;
  });
  const head = thresholds.columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  return `<div class="table" tabindex="0" role="group" aria-label="${escapeHtml(words.sections.thresholds)}"><table><caption>${escapeHtml(words.sections.thresholds)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>
<p class="faint">${escapeHtml(thresholds.explanation)}</p>`;
};
