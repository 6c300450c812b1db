import type { Provenance } from "../../scenario/scenario.ts";
import type { Format } from "../format.ts";
import { escapeHtml } from "../html.ts";
import type { ReportContents } from "../report-contents.ts";
import type { Words } from "../words/english.ts";
import { bullets, paragraphs } from "./parts.ts";

type Kind = keyof Words["provenance"]["kinds"];

const reasonOf = (provenance: Provenance, words: Words): string => {
  switch (provenance.kind) {
    case "source":
      return provenance.text;
    case "assumed":
      return provenance.reason;
    case "set":
      return words.provenance.setOnCommandLine;
  }
};

/** Paths of a scenario whose figures decide what callers and advisers do in the run. */
const INJECTED = /^(callers|handling)\b/;

const provenanceTable = (contents: ReportContents, words: Words): string => {
  const { provenance } = words;
  const row = (figure: string, kinds: readonly Kind[], reason: string): string =>
    `<tr><th scope="row">${figure}</th><td>${kinds
      .map((kind) => `<span class="tag ${kind}">${escapeHtml(provenance.kinds[kind])}</span>`)
      .join(" ")}</td><td>${escapeHtml(reason)}</td></tr>`;
  const given = Object.entries(contents.scenario.provenance).map(([path, from]) =>
    row(
      `<code>${escapeHtml(path)}</code>`,
      INJECTED.test(path) ? [from.kind, "injected"] : [from.kind],
      reasonOf(from, words),
    ),
  );
  const { measuredRows } = provenance;
  const { summary } = contents;
  const found: string[] = [];
  if (summary !== undefined) {
    const from = measuredRows.measuredFrom(words.pbxKinds[summary.pbx.kind]);
    found.push(row(measuredRows.waits, ["measured"], from));
    if (summary.setupMilliseconds !== undefined) found.push(row(measuredRows.setup, ["measured"], from));
    if (summary.load.latenessMilliseconds !== undefined)
      found.push(row(measuredRows.lateness, ["measured"], from));
    if (summary.recommendation !== undefined) {
      found.push(row(measuredRows.need, ["computed"], measuredRows.needFrom));
    }
  }
  const head = provenance.columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  return `<h3>${escapeHtml(provenance.heading)}</h3><p>${escapeHtml(provenance.explanation)}</p>
<div class="table" tabindex="0" role="group" aria-label="${escapeHtml(provenance.heading)}"><table><caption>${escapeHtml(provenance.heading)}</caption><thead><tr>${head}</tr></thead><tbody>${[
    ...found,
    ...given,
  ].join("\n")}</tbody></table></div>`;
};

/** How it was measured, where every figure comes from, with what, and how to do it again. */
export const methodSection = (contents: ReportContents, words: Words, format: Format): string => {
  const { description, summary } = contents;
  const { method } = words;
  const { host } = description;
  return `${paragraphs(method.paragraphs)}
${provenanceTable(contents, words)}
${
  summary?.notes === undefined || summary.notes.length === 0
    ? ""
    : `<h3>${escapeHtml(method.notes)}</h3>${bullets(summary.notes.map(words.note))}`
}
<h3>${escapeHtml(method.versions)}</h3>
${bullets(Object.entries(description.versions).map(([name, version]) => `${name} ${version}`))}
<p class="faint">${escapeHtml(
    method.machine(host.platform, host.processors, host.processorModel, host.memoryBytes / 2 ** 30),
  )}</p>
<h3>${escapeHtml(method.repeat)}</h3>
<pre tabindex="0">${escapeHtml(description.command)}</pre>
<p class="faint">${escapeHtml(method.seed(description.seed, description.fingerprint))} ${escapeHtml(
    format.moment(description.startedAt),
  )}</p>`;
};
