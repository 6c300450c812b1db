import type { RunSummary } from "../../runs/summary.ts";
import { leadingModel } from "../charts/need-chart.ts";
import type { Format } from "../format.ts";
import { escapeHtml } from "../html.ts";
import type { ReportContents } from "../report-contents.ts";
import type { Words } from "../words/english.ts";

type VerdictName = keyof Words["verdicts"];

const TONE: Readonly<Record<VerdictName, "pass" | "fail" | "open">> = {
  pass: "pass",
  fail: "fail",
  tooFew: "fail",
  inconclusive: "open",
  invalid: "open",
  interrupted: "open",
  none: "open",
};

/** What the verdict is told from. */
export type VerdictInput = Pick<ReportContents, "summary" | "description" | "scenario">;

/** Below this many calls a share is uncertain by several points, and the page says so on top. */
const FEW_CALLS = 200;

/**
 * The word at the top. A run whose thresholds say nothing against it may still
 * have shown that the people on duty were too few, and that comes first: by the
 * whole 95 % interval of the service level where there is one.
 */
export const verdictOf = ({ summary, description, scenario }: VerdictInput): VerdictName => {
  if (summary === undefined) return description.state === "interrupted" ? "interrupted" : "none";
  const { verdict, serviceLevel, confidence } = summary;
  if (verdict !== "pass" && verdict !== "inconclusive") return verdict;
  const atBest = confidence?.["serviceLevel"]?.high ?? serviceLevel?.value;
  return atBest !== undefined && atBest < scenario.targets.serviceLevel ? "tooFew" : verdict;
};

/** The figures whose thresholds were missed, each once, as they stand inside a sentence. */
const missedFigures = (missed: readonly { readonly metric: string }[], words: Words): readonly string[] => {
  const names = missed.map(({ metric }) => {
    const [figure = metric, narrowed] = metric.split(/(?=\{)/);
    const name = words.thresholds.metrics[figure];
    if (name === undefined) return metric;
    return `${name.charAt(0).toLowerCase()}${name.slice(1)}${narrowed === undefined ? "" : ` ${narrowed}`}`;
  });
  return [...new Set(names)];
};

/** The sentence on the thresholds that belongs to the verdict. */
const verdictSentence = (contents: VerdictInput, words: Words): string => {
  const { summary, description } = contents;
  const name = summary?.verdict ?? (description.state === "interrupted" ? "interrupted" : "none");
  const thresholds = summary?.thresholds ?? [];
  switch (name) {
    case "pass":
      return thresholds.length === 0 ? "" : words.verdictSentence.pass;
    case "fail": {
      const failed = thresholds.filter(({ verdict }) => verdict === "fail" || verdict === "no data");
      return words.verdictSentence.fail(failed.length, thresholds.length, missedFigures(failed, words));
    }
    case "inconclusive": {
      const open = thresholds.filter(({ verdict }) => verdict === "inconclusive");
      const settle = open.map(({ callsToSettle }) => callsToSettle);
      return words.verdictSentence.inconclusive(
        open.length,
        settle.every((count) => count !== undefined) ? Math.max(...settle) : undefined,
      );
    }
    default:
      return words.verdictSentence[name];
  }
};

/** How many callers were never served, where it is known. */
const neverServedCallers = ({ callers, neverServed }: RunSummary): number | undefined =>
  callers === undefined || neverServed === undefined ? undefined : Math.round(callers * neverServed);

/** What the run says in sentences: what happened, whether the target was met, how many people it takes. */
export const verdictSentences = (contents: VerdictInput, words: Words): readonly string[] => {
  const { summary, scenario } = contents;
  if (summary === undefined) return [verdictSentence(contents, words)];
  const { targets } = scenario;
  // what proves nothing says so first, and claims nothing of the target
  const provesNothing = summary.verdict === "invalid";
  const sentences = [
    ...(provesNothing ? [verdictSentence(contents, words)] : []),
    words.whatHappened({
      offered: summary.offered,
      servedShare: summary.serviceLevel?.value,
      withinSeconds: summary.serviceLevel?.withinSeconds ?? targets.withinSeconds,
      abandonedShare: summary.abandonment,
      neverServed: neverServedCallers(summary),
    }),
  ];
  if (summary.verdict === "interrupted") {
    sentences.push(words.restsOn(summary.load.placed));
  } else if (summary.serviceLevel !== undefined && !provesNothing) {
    const met = summary.serviceLevel.value >= targets.serviceLevel;
    sentences.push(words.targetMet(targets.serviceLevel, targets.withinSeconds, met));
  }
  const lagless = summary.withoutDispatchLag;
  if (lagless !== undefined) sentences.push(words.withoutDispatchLag(lagless));
  const { recommendation } = summary;
  const needed = recommendation?.assured ?? recommendation?.expected;
  const intervals = recommendation?.intervals ?? [];
  const model = leadingModel(intervals);
  const peak =
    model === undefined
      ? undefined
      : intervals.reduce((best, interval) => ((interval[model] ?? 0) > (best[model] ?? 0) ? interval : best));
  if (needed !== undefined) {
    sentences.push(
      words.neededPeople({
        ...needed,
        staffedAtPeak: peak?.staffed,
        assured: recommendation?.assured !== undefined,
        headcount: recommendation?.headcount === needed.agents ? undefined : recommendation?.headcount,
      }),
    );
  } else if (peak?.erlangC !== undefined) {
    sentences.push(words.neededByErlangC(peak.erlangC, peak.start, peak.staffed));
  }
  const last = provesNothing ? "" : verdictSentence(contents, words);
  return [...sentences, last].filter((sentence) => sentence !== "");
};

const card = (name: string, figure: string, note = ""): string =>
  `<li><span class="name">${escapeHtml(name)}</span><span class="figure">${escapeHtml(figure)}</span>${
    note === "" ? "" : `<span class="note">${escapeHtml(note)}</span>`
  }</li>`;

const cards = (contents: ReportContents, words: Words, format: Format): string => {
  const { summary } = contents;
  if (summary === undefined) return "";
  const interval = (name: string, write: (value: number) => string): string => {
    const found = summary.confidence?.[name];
    return found === undefined ? "" : words.cards.interval(write(found.low), write(found.high));
  };
  const percent = (share: number): string => format.percent(share, 1);
  const list = [card(words.cards.offered, format.integer(summary.offered))];
  if (summary.serviceLevel !== undefined) {
    const { withinSeconds, value } = summary.serviceLevel;
    list.push(
      card(words.cards.answeredWithin(withinSeconds), percent(value), interval("serviceLevel", percent)),
    );
  }
  if (summary.abandonment !== undefined) {
    list.push(card(words.cards.abandonment, percent(summary.abandonment), interval("abandonment", percent)));
  }
  if (summary.meanWaitSeconds !== undefined) {
    list.push(
      card(
        words.cards.meanWait,
        format.duration(summary.meanWaitSeconds),
        interval("meanWaitSeconds", format.duration),
      ),
    );
  }
  const neverServed = neverServedCallers(summary);
  if (neverServed !== undefined && summary.callers !== undefined) {
    list.push(card(words.cards.neverServed, format.integer(neverServed), words.cards.of(summary.callers)));
  }
  list.push(card(words.cards.failed, format.integer(summary.failed)));
  if (summary.occupancy !== undefined) list.push(card(words.cards.occupancy, percent(summary.occupancy)));
  const needed = summary.recommendation?.assured ?? summary.recommendation?.expected;
  if (needed !== undefined) {
    const { agents, low, high } = needed;
    list.push(
      card(
        words.cards.needed,
        format.integer(agents),
        low === high ? "" : words.cards.interval(format.integer(low), format.integer(high)),
      ),
    );
  }
  return `<ul class="cards">${list.join("\n")}</ul>`;
};

/** The top of the page: the verdict in words, then the figures that a reader looks for first. */
export const verdictSection = (contents: ReportContents, words: Words, format: Format): string => {
  const name = verdictOf(contents);
  const { mark, word } = words.verdicts[name];
  const counted = contents.tally.attempts;
  const planned = contents.summary?.load.planned ?? 0;
  const none = planned > 0 ? words.charts.callsMissing(planned) : words.noCalls;
  const notice = counted === 0 ? none : counted < FEW_CALLS ? words.fewCalls(counted) : "";
  return `${notice === "" ? "" : `<p class="notice">${escapeHtml(notice)}</p>`}
<section class="verdict ${TONE[name]}" aria-label="${escapeHtml(word)}"><p class="word"><span aria-hidden="true">${mark}</span> ${escapeHtml(word)}</p>
${verdictSentences(contents, words)
  .map((sentence) => `<p>${escapeHtml(sentence)}</p>`)
  .join("\n")}</section>
${cards(contents, words, format)}`;
};
