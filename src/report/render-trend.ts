import type { TrendPoint } from "../compare/trend.ts";
import { figureHtml } from "./charts/figure-html.ts";
import { trendCharts } from "./charts/trend-charts.ts";
import { formatFor, type Language } from "./format.ts";
import { escapeHtml } from "./html.ts";
import { bundledScript } from "./page-script.ts";
import { inlineScript } from "./sections/what-if.ts";
import { styleSheet } from "./style.ts";
import { wordsIn } from "./words/words-in.ts";

/** The charts of a trend with their tables, as they stand in a page. */
export const trendHtml = async (
  points: readonly TrendPoint[],
  id: string,
  language: Language,
): Promise<string> => {
  const words = wordsIn(language);
  const charts = trendCharts(points, id, words, formatFor(language));
  return (await Promise.all(charts.map((chart) => figureHtml(chart, words)))).join("\n");
};

/** The trend over many runs as one HTML page that needs no network. */
export const renderTrend = async (
  scenarioName: string,
  points: readonly TrendPoint[],
  language: Language,
): Promise<string> => {
  const words = wordsIn(language);
  const { page } = words.charts.trend;
  const script = await bundledScript(new URL("./page/trend-page.ts", import.meta.url));
  const themes = (["system", "light", "dark"] as const).map(
    (theme) => `<option value="${theme}">${escapeHtml(words.themes[theme])}</option>`,
  );
  const doubtful = points.filter(({ proves }) => !proves).map(({ name }) => name);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:">
<title>${escapeHtml(page.documentTitle(scenarioName))}</title>
<style>${styleSheet()}</style>
</head>
<body>
<a class="skip" href="#content">${escapeHtml(words.skipToContent)}</a>
<header class="page"><h1>${escapeHtml(scenarioName)}</h1>
<p class="faint">${escapeHtml(page.subtitle(points.length))}</p>
<div class="tools needs-script"><label for="theme">${escapeHtml(words.theme)}</label><select id="theme">${themes.join("")}</select></div>
</header>
<main id="content">
${doubtful.length === 0 ? "" : `<p class="notice">${escapeHtml(page.doubtful(doubtful))}</p>`}
${await trendHtml(points, "trend", language)}
</main>
<script data-surgeline>${inlineScript(script)}</script>
</body>
</html>
`;
};
