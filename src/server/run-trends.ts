import { formatFor, type Language } from "../report/format.ts";
import { escapeHtml } from "../report/html.ts";
import { trendHtml } from "../report/render-trend.ts";
import { pageWordsIn } from "../report/words/page-words-in.ts";
import { wordsIn } from "../report/words/words-in.ts";
import type { AskedRun, ListedRun } from "./listed-run.ts";

/** A chart holds so many runs, the newest; more could not be told apart. */
const MOST_RUNS = 60;
const MOST_TRENDS = 8;

interface Group {
  readonly asked: AskedRun;
  readonly points: NonNullable<ListedRun["trend"]>["point"][];
}

/** Runs that were asked the same, oldest first; the group with the newest run comes first. */
const groupsOf = (runs: readonly ListedRun[]): readonly Group[] => {
  const groups = new Map<string, Group>();
  for (const { trend } of runs) {
    if (trend === undefined) continue;
    const group = groups.get(trend.key) ?? { asked: trend.asked, points: [] };
    groups.set(trend.key, group);
    if (group.points.length < MOST_RUNS) group.points.unshift(trend.point);
  }
  return [...groups.values()].filter(({ points }) => points.length > 1).slice(0, MOST_TRENDS);
};

/**
 * Makes what draws the trends of the runs that are listed, newest first, as a
 * part of a page. What was drawn last is kept: many pages ask for the same.
 */
export const createTrends = (): ((runs: readonly ListedRun[], language: Language) => Promise<string>) => {
  const drawn = new Map<string, Promise<string>>();
  return (runs, language) => {
    const groups = groupsOf(runs);
    const key = JSON.stringify([language, groups]);
    const known = drawn.get(key);
    if (known !== undefined) return known;
    // the list has changed: what it looked like before is not asked for again
    if (drawn.size > 3) drawn.clear();
    const made = draw(groups, language);
    drawn.set(key, made);
    return made;
  };
};

const draw = async (groups: readonly Group[], language: Language): Promise<string> => {
  const words = pageWordsIn(language).live;
  const kinds = wordsIn(language).pbxKinds;
  const format = formatFor(language);
  if (groups.length === 0) return `<p class="faint">${escapeHtml(words.noTrend)}</p>`;
  const parts = await Promise.all(
    groups.map(async ({ asked, points }, index) => {
      const { scenarioName, window, agents, pbx } = asked;
      const title = words.trendOf(
        scenarioName,
        format.clock(window.startSeconds),
        format.clock(window.endSeconds),
        kinds[pbx],
        agents,
        points.length,
      );
      const charts = await trendHtml(points, `trend-${index + 1}`, language);
      return `<details${index === 0 ? " open" : ""}><summary>${escapeHtml(title)}</summary>${charts}</details>`;
    }),
  );
  return parts.join("\n");
};
