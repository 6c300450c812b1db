import { staffedWith } from "../trace/staffed-with.ts";
import { dayChart } from "./charts/day-chart.ts";
import type { Figure } from "./charts/figure.ts";
import { figureHtml } from "./charts/figure-html.ts";
import { needChart } from "./charts/need-chart.ts";
import { patienceChart } from "./charts/patience-chart.ts";
import { latenessChart, setupChart } from "./charts/timing-charts.ts";
import { waitChart, waitDistributionChart } from "./charts/wait-charts.ts";
import { formatFor, type Language } from "./format.ts";
import { escapeHtml } from "./html.ts";
import type { ReportContents } from "./report-contents.ts";
import { failuresSection } from "./sections/failures.ts";
import { callersSection, pbxSection, qualitySection } from "./sections/measurement.ts";
import { methodSection } from "./sections/method.ts";
import { bullets, chapter } from "./sections/parts.ts";
import { peopleSection } from "./sections/people.ts";
import { planSentences } from "./sections/plan.ts";
import { thresholdsSection } from "./sections/thresholds.ts";
import { verdictSection } from "./sections/verdict.ts";
import { verificationSection } from "./sections/verification.ts";
import { inlineScript, whatIfSection } from "./sections/what-if.ts";
import { styleSheet } from "./style.ts";
import { themeOptions } from "./theme-options.ts";
import { webHeading, webLines } from "./web-text.ts";
import { wordsIn } from "./words/words-in.ts";

interface Chapter {
  readonly id: string;
  readonly heading: string;
  readonly body: string;
}

/**
 * The report of a run as one HTML page that needs no network: the verdict in
 * words, the plan, the charts with their tables, the quality of the
 * measurement, the method and where every figure comes from.
 */
export const renderReport = async (contents: ReportContents, language: Language): Promise<string> => {
  const words = wordsIn(language);
  const format = formatFor(language);
  const { description, summary, tally } = contents;
  const scenario = staffedWith(contents.scenario, description.agents);
  const { window } = description;
  const within = summary?.serviceLevel?.withinSeconds ?? scenario.targets.withinSeconds;
  const draw = async (figures: readonly Figure[]): Promise<string> =>
    (await Promise.all(figures.map((figure) => figureHtml(figure, words)))).join("\n");
  const chapters: Chapter[] = [];
  const add = (id: string, heading: string, body: string): void => void chapters.push({ id, heading, body });

  const pbx = summary === undefined ? scenario.destination.pbx : words.pbxKinds[summary.pbx.kind];
  add(
    "plan",
    words.sections.plan,
    bullets(
      planSentences(scenario, { ...window, pbx, compression: description.compression, over: true }, words),
    ),
  );
  if (tally.attempts > 0) {
    const shifts = scenario.staff.schedule
      .flatMap((step) => [step.startSeconds, step.endSeconds])
      .filter((at, index, all) => all.indexOf(at) === index);
    add(
      "day",
      words.sections.day,
      await draw([
        dayChart(tally, { spikes: scenario.arrivals.spikes, shiftSeconds: shifts }, words, format),
      ]),
    );
    if (tally.answeredWaits.length + tally.abandonedWaits.length > 0) {
      add(
        "waits",
        words.sections.waits,
        await draw([
          waitChart(tally, within, words, format),
          waitDistributionChart(tally, within, words, format),
        ]),
      );
    }
  }
  const recommendation = summary?.recommendation;
  if (recommendation !== undefined && recommendation.intervals.length > 0) {
    add(
      "people",
      words.sections.people,
      (await draw([needChart(recommendation.intervals, words, format)])) +
        peopleSection(recommendation, scenario.targets.shrinkage, words, format),
    );
  }
  if (summary?.verification !== undefined) {
    add(
      "verification",
      words.sections.verification,
      verificationSection(summary.verification, words, format),
    );
  }
  if (summary !== undefined) {
    add("thresholds", words.sections.thresholds, thresholdsSection(summary.thresholds, words, format));
    const { patience } = summary;
    add(
      "callers",
      words.sections.callers,
      callersSection(summary, tally.patienceWasInjected, words) +
        (patience?.survival === undefined || patience.survival.length < 2
          ? ""
          : await draw([patienceChart(patience, words, format)])),
    );
    add(
      "pbx",
      words.sections.pbx,
      pbxSection(summary, words) +
        (tally.setupMilliseconds.length === 0 ? "" : await draw([setupChart(tally, words, format)])),
    );
  }
  if (contents.web !== undefined) {
    add("web", webHeading(language), bullets(webLines(contents.web, language)));
  }
  add("failures", words.sections.failures, failuresSection(tally, contents.messages, words, format));
  if (summary !== undefined) {
    add(
      "quality",
      words.sections.quality,
      qualitySection(summary, description, words) +
        (tally.latenessMilliseconds.length === 0 ? "" : await draw([latenessChart(tally, words, format)])),
    );
  }
  if (contents.script !== "") add("what-if", words.sections.whatIf, whatIfSection(scenario, language));
  add("method", words.sections.method, methodSection(contents, words, format));

  const links = chapters.map(({ id, heading }) => `<li><a href="#${id}">${escapeHtml(heading)}</a></li>`);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' blob:; worker-src blob:; img-src data: blob:">
<title>${escapeHtml(words.documentTitle(scenario.name))}</title>
<style>${styleSheet()}</style>
</head>
<body>
<a class="skip" href="#content">${escapeHtml(words.skipToContent)}</a>
<header class="page"><h1>${escapeHtml(words.heading(scenario.name))}</h1>
<p class="faint">${escapeHtml(words.subtitle(format.date(description.startedAt), window.startSeconds, window.endSeconds))}</p>
<div class="tools needs-script"><label for="theme">${escapeHtml(words.theme)}</label><select id="theme">${themeOptions(words)}</select></div>
</header>
<main id="content">
${verdictSection(contents, words, format)}
<nav class="contents" aria-label="${escapeHtml(words.contents)}"><ul>${links.join("")}</ul></nav>
${chapters.map(({ id, heading, body }) => chapter(id, heading, body)).join("\n")}
</main>
<footer>surgeline ${escapeHtml(description.versions["surgeline"] ?? "")}</footer>
${contents.script === "" ? "" : `<script data-surgeline>${inlineScript(contents.script)}</script>`}
</body>
</html>
`;
};
