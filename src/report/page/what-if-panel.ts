import type { Scenario } from "../../scenario/scenario.ts";
import { type Format, formatFor, type Language } from "../format.ts";
import { type Answer, answerAtOnce } from "../what-if/answer.ts";
import {
  decodeQuestion,
  encodeQuestion,
  KNOBS,
  type Knob,
  type Question,
  questionOf,
  rangesFor,
  scenarioFor,
} from "../what-if/question.ts";
import type { PageWords } from "../words/english-page.ts";
import { pageWordsIn } from "../words/page-words-in.ts";
import { element, svgElement } from "./element.ts";
import { createSimulationClient } from "./simulation-client.ts";
import type { SimulationReply } from "./simulation-worker.ts";

/** How a link to a question starts. */
const LINK = "#what-if?";

const writeKnob = (knob: Knob, value: number, format: Format): string => {
  switch (knob) {
    case "calls":
    case "spike":
    case "people":
      return format.integer(value);
    case "target":
      return format.percent(value, 0);
    default:
      return format.duration(value);
  }
};

const WIDTH = 640;
const HEIGHT = 200;
const LEFT = 38;
const BOTTOM = 22;

/** People on duty as bars, people needed as a line of steps. */
const drawAnswer = ({ intervals }: Answer, words: PageWords, format: Format): SVGElement => {
  const most = Math.max(1, ...intervals.map(({ onDuty, erlangA }) => Math.max(onDuty, erlangA ?? 0)));
  const step = (WIDTH - LEFT) / intervals.length;
  const y = (people: number): number => HEIGHT - BOTTOM - (people / most) * (HEIGHT - BOTTOM - 10);
  const bars = intervals.map(({ onDuty }, index) =>
    svgElement("rect", {
      x: LEFT + index * step,
      y: y(onDuty),
      width: Math.max(0.5, step - 0.5),
      height: Math.max(0, HEIGHT - BOTTOM - y(onDuty)),
      fill: "var(--line)",
    }),
  );
  const path = intervals
    .map(({ erlangA }, index) =>
      erlangA === undefined
        ? ""
        : `${index === 0 || intervals[index - 1]?.erlangA === undefined ? "M" : "L"}${LEFT + index * step} ${y(erlangA)}H${LEFT + (index + 1) * step}`,
    )
    .join("");
  const every = Math.max(1, Math.ceil(intervals.length / 8));
  const labels = intervals.flatMap(({ startSeconds }, index) =>
    index % every === 0
      ? [
          svgElement(
            "text",
            { x: LEFT + index * step, y: HEIGHT - 6, "font-size": 11, fill: "var(--ink)" },
            format.clock(startSeconds),
          ),
        ]
      : [],
  );
  const scale = [0, Math.round(most / 2), most].map((people) =>
    svgElement(
      "text",
      { x: LEFT - 6, y: y(people) + 4, "font-size": 11, "text-anchor": "end", fill: "var(--ink)" },
      format.integer(people),
    ),
  );
  return svgElement(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words.whatIf.chart, class: "steps" },
    ...bars,
    svgElement("path", { d: path, fill: "none", stroke: "var(--link)", "stroke-width": 2.2 }),
    ...labels,
    ...scale,
  );
};

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): HTMLTableElement =>
  element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
    element(
      "tbody",
      {},
      ...rows.map((row) =>
        element(
          "tr",
          {},
          ...row.map((cell, index) =>
            index === 0 ? element("th", { scope: "row" }, cell) : element("td", { class: "figure" }, cell),
          ),
        ),
      ),
    ),
  );

const simulatedTable = (reply: SimulationReply | undefined, words: PageWords, format: Format): Node => {
  const { whatIf } = words;
  if (reply === undefined) return element("p", { class: "faint" }, whatIf.simulating);
  if ("problem" in reply) return element("p", {}, whatIf.failed(reply.problem));
  const { measures, days } = reply.days;
  const percent = (share: number): string => format.percent(share, 1);
  const row = (
    name: string,
    estimate: { readonly mean: number; readonly low?: number; readonly high?: number } | undefined,
    write: (value: number) => string,
  ): readonly string[][] =>
    estimate === undefined
      ? []
      : [
          [
            name,
            write(estimate.mean),
            estimate.low === undefined || estimate.high === undefined
              ? ""
              : whatIf.interval(write(estimate.low), write(estimate.high)),
          ],
        ];
  const made = table(
    [whatIf.measure, whatIf.simulated, format.percent(0.95, 0)],
    [
      ...row(whatIf.serviceLevel, measures.serviceLevel, percent),
      ...row(whatIf.abandonment, measures.abandonment, percent),
      ...row(whatIf.meanWait, measures.meanWaitSeconds, format.duration),
      ...row(whatIf.neverServed, measures.neverServed, percent),
    ],
  );
  made.prepend(element("caption", {}, whatIf.simulatedDays(days)));
  return made;
};

/**
 * Builds the what-if into an element: sliders, the models' answer at once, the
 * simulation's when it is there, and a link that holds the question.
 */
export const startWhatIf = (into: HTMLElement, scenario: Scenario, language: Language): void => {
  const words = pageWordsIn(language);
  const { whatIf } = words;
  const format = formatFor(language);
  const base = questionOf(scenario);
  const ranges = rangesFor(base);
  const simulation = createSimulationClient();
  const fromLink = (): Question =>
    location.hash.startsWith(LINK) ? decodeQuestion(location.hash.slice(LINK.length), base) : base;
  let question = fromLink();

  const answerPlace = element("div", { "aria-live": "polite" });
  const drawingPlace = element("div", {});
  const simulationPlace = element("div", { "aria-live": "polite", "data-simulation": "" });
  const linkNote = element("p", { class: "faint", role: "status" });
  const inputs = new Map<Knob, { readonly slider: HTMLInputElement; readonly output: HTMLOutputElement }>();

  const show = (): void => {
    for (const [knob, { slider, output }] of inputs) {
      slider.value = String(question[knob]);
      output.textContent = writeKnob(knob, question[knob], format);
      slider.setAttribute("aria-valuetext", output.textContent);
    }
    const asked = scenarioFor(scenario, question);
    const answer = answerAtOnce(asked);
    const met = answer.serviceLevel >= question.target;
    answerPlace.replaceChildren(
      element("h3", {}, whatIf.atOnce),
      element(
        "p",
        { class: met ? "met" : "missed" },
        `${met ? "✔" : "✘"} ${whatIf.verdict(met, answer.serviceLevel, question.target)}`,
      ),
      element(
        "p",
        {},
        answer.peak.erlangA === undefined
          ? whatIf.unreachable
          : whatIf.needed(
              answer.peak.startSeconds,
              answer.peak.erlangA,
              answer.peak.erlangC,
              answer.headcount,
            ),
      ),
      element("p", {}, whatIf.gaveUp(answer.abandonment, asked.targets.maximumAbandonment)),
    );
    const rows = answer.intervals.map((interval) => [
      format.clock(interval.startSeconds),
      format.decimal(interval.calls, 1),
      format.integer(interval.onDuty),
      interval.erlangA === undefined ? "–" : format.integer(interval.erlangA),
      interval.erlangC === undefined ? "–" : format.integer(interval.erlangC),
      format.percent(interval.serviceLevel, 0),
      format.percent(interval.abandonment, 0),
    ]);
    const intervalTable = table(whatIf.columns, rows);
    intervalTable.prepend(element("caption", {}, whatIf.chart));
    const opened = drawingPlace.querySelector("details")?.open === true;
    const details = element(
      "details",
      {},
      element("summary", {}, whatIf.chartTable),
      element(
        "div",
        { class: "table", tabindex: 0, role: "group", "aria-label": whatIf.chart },
        intervalTable,
      ),
    );
    details.open = opened;
    drawingPlace.replaceChildren(
      drawAnswer(answer, words, format),
      element("p", { class: "faint" }, whatIf.chart),
      details,
    );
    simulationPlace.replaceChildren(
      element("h3", {}, whatIf.simulated),
      simulatedTable(undefined, words, format),
    );
    delete simulationPlace.dataset["done"];
    simulation.ask(asked, (reply) => {
      simulationPlace.replaceChildren(
        element("h3", {}, whatIf.simulated),
        simulatedTable(reply, words, format),
      );
      simulationPlace.dataset["done"] = "true";
    });
  };

  const change = (next: Question): void => {
    question = next;
    const link = encodeQuestion(question, base);
    history.replaceState(null, "", link === "" ? location.pathname + location.search : `${LINK}${link}`);
    linkNote.textContent = "";
    show();
  };

  const sliders = KNOBS.filter((knob) => knob !== "spike" || scenario.arrivals.spikes.length > 0).map(
    (knob) => {
      const { least, most, step } = ranges[knob];
      const slider = element("input", {
        type: "range",
        id: `what-if-${knob}`,
        min: least,
        max: most,
        step,
      });
      const output = element("output", { for: `what-if-${knob}` });
      inputs.set(knob, { slider, output });
      slider.addEventListener("input", () => change({ ...question, [knob]: Number(slider.value) }));
      return element(
        "p",
        {},
        element("label", { for: `what-if-${knob}` }, `${whatIf.knobs[knob]} `),
        output,
        slider,
      );
    },
  );
  const reset = element("button", { type: "button" }, whatIf.reset);
  reset.addEventListener("click", () => change(base));
  const copy = element("button", { type: "button" }, whatIf.copy);
  copy.addEventListener("click", async () => {
    const address = `${location.href.replace(/#.*$/, "")}${LINK}${encodeQuestion(question, base)}`;
    try {
      await navigator.clipboard.writeText(address);
      linkNote.textContent = whatIf.copied;
    } catch {
      // a page opened from a file may not reach the clipboard: then the link is shown to be copied
      linkNote.replaceChildren(`${whatIf.linkIs} `, element("a", { href: address }, address));
    }
  });
  addEventListener("hashchange", () => {
    if (!location.hash.startsWith(LINK)) return;
    question = fromLink();
    show();
  });

  into.replaceChildren(
    element("p", {}, whatIf.intro),
    element(
      "div",
      { class: "what-if" },
      element("div", {}, ...sliders, element("p", { class: "tools" }, reset, copy), linkNote),
      element("div", {}, answerPlace, simulationPlace),
    ),
    drawingPlace,
  );
  show();
  if (location.hash.startsWith(LINK)) into.scrollIntoView();
};
