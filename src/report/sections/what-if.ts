import type { Scenario } from "../../scenario/scenario.ts";
import type { Language } from "../format.ts";
import { escapeHtml } from "../html.ts";
import { pageWordsIn } from "../words/page-words-in.ts";

/** A script's text as it may stand between script tags: nothing in it ends the element. */
export const inlineScript = (script: string): string =>
  script.replaceAll(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");

/** The same for JSON, whose strings may hold any text of a scenario. */
const inlineJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/** Where the page's script builds the what-if, with the scenario that it starts from. */
export const whatIfSection = (scenario: Scenario, language: Language): string => {
  // provenance is told in the page already and weighs most of a scenario
  const asked: Scenario = { ...scenario, provenance: {} };
  return `<noscript><p>${escapeHtml(pageWordsIn(language).whatIf.noScript)}</p></noscript>
<div id="what-if-panel"></div>
<script type="application/json" id="what-if-scenario">${inlineJson(asked)}</script>`;
};
