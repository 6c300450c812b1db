import type { Distribution } from "../../distributions/distribution.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Language } from "../format.ts";
import { escapeHtml } from "../html.ts";
import { pageWordsIn } from "../words/page-words-in.ts";

/** A script's text as it may stand between script tags: nothing in it ends the element. */
export const inlineScript = (script: string): string =>
  script.replaceAll(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");

/** The same for JSON, whose strings may hold any text of a scenario. */
const inlineJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/** Values of a measured distribution that a page carries; more would only make it heavy. */
const MOST_VALUES = 1000;

/** A measured distribution by evenly spaced values of its own, the least and the greatest among them. */
const thinned = (distribution: Distribution): Distribution => {
  if (distribution.kind !== "empirical" || distribution.sortedSeconds.length <= MOST_VALUES)
    return distribution;
  const { sortedSeconds } = distribution;
  return {
    ...distribution,
    sortedSeconds: Array.from(
      { length: MOST_VALUES },
      (_, index) =>
        sortedSeconds[Math.round((index * (sortedSeconds.length - 1)) / (MOST_VALUES - 1))] as number,
    ),
  };
};

/** The scenario as a page carries it: provenance is told in the page already and weighs most of it. */
export const scenarioForPage = (scenario: Scenario): Scenario => {
  const { callers, handling } = scenario;
  const { afterAbandoning, afterBlocked } = callers.redial;
  return {
    ...scenario,
    provenance: {},
    handling: { ...handling, talk: thinned(handling.talk), wrapUp: thinned(handling.wrapUp) },
    callers: {
      ...callers,
      patience: thinned(callers.patience),
      redial: {
        ...callers.redial,
        afterAbandoning: { ...afterAbandoning, delay: thinned(afterAbandoning.delay) },
        afterBlocked: { ...afterBlocked, delay: thinned(afterBlocked.delay) },
      },
    },
  };
};

/** Where the page's script builds the what-if, with the scenario that it starts from. */
export const whatIfSection = (scenario: Scenario, language: Language): string =>
  `<noscript><p>${escapeHtml(pageWordsIn(language).whatIf.noScript)}</p></noscript>
<div id="what-if-panel"></div>
<script type="application/json" id="what-if-scenario">${inlineJson(scenarioForPage(scenario))}</script>`;
