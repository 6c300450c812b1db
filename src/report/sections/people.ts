import type { Recommendation } from "../../runs/summary.ts";
import { MODELS } from "../charts/need-chart.ts";
import type { Format } from "../format.ts";
import { escapeHtml } from "../html.ts";
import type { Words } from "../words/english.ts";
import { bullets, paragraphs } from "./parts.ts";

/** The recommendation in sentences, and what the models that gave it assume. */
export const peopleSection = (
  recommendation: Recommendation,
  shrinkage: number,
  words: Words,
  format: Format,
): string => {
  const { people, charts } = words;
  const { expected, assured, headcount, agentHours, notes } = recommendation;
  const written = (estimate: typeof expected): string =>
    estimate === undefined
      ? ""
      : `${format.integer(estimate.agents)}${
          estimate.low === estimate.high
            ? ""
            : ` (${format.integer(estimate.low)}–${format.integer(estimate.high)})`
        }`;
  const models = MODELS.filter((model) =>
    recommendation.intervals.some((interval) => interval[model] !== undefined),
  );
  return `${paragraphs([
    expected === undefined || assured === undefined ? "" : people.peak(written(expected), written(assured)),
    headcount === undefined || shrinkage === 0 ? "" : people.headcount(headcount, shrinkage),
    agentHours === undefined ? "" : people.agentHours(agentHours),
  ])}
<h3>${escapeHtml(people.models)}</h3>
${bullets(models.map((model) => charts.need.modelWords[model]))}
${notes === undefined ? "" : bullets(notes.map(words.note))}`;
};
