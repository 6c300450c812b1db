import type { TrendPoint } from "../compare/trend.ts";
import { figureHtml } from "./charts/figure-html.ts";
import { trendCharts } from "./charts/trend-charts.ts";
import { chartsPage } from "./charts-page.ts";
import { formatFor, type Language } from "./format.ts";
import { escapeHtml } from "./html.ts";
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
  const doubtful = points.filter(({ proves }) => !proves).map(({ name }) => name);
  return chartsPage(
    {
      documentTitle: page.documentTitle(scenarioName),
      heading: scenarioName,
      subtitle: page.subtitle(points.length),
      body: `${doubtful.length === 0 ? "" : `<p class="notice">${escapeHtml(page.doubtful(doubtful))}</p>`}
${await trendHtml(points, "trend", language)}`,
    },
    language,
  );
};
