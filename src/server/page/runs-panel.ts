import { formatFor, type Language } from "../../report/format.ts";
import { element } from "../../report/page/element.ts";
import { pageWordsIn } from "../../report/words/page-words-in.ts";
import { wordsIn } from "../../report/words/words-in.ts";
import type { ListedRun } from "../listed-run.ts";

const reportAddress = (name: string): string => `runs/${encodeURIComponent(name)}/report.html`;

/** Two reports beside each other. */
const showBeside = (into: HTMLElement, chosen: readonly string[], note: string): void => {
  if (chosen.length === 0) {
    into.replaceChildren(element("p", { class: "faint" }, note));
    return;
  }
  // a report that is shown already stays as it is: moving its frame would load it anew
  let row = into.querySelector(".beside");
  if (row === null) {
    row = element("div", { class: "beside" });
    into.replaceChildren(row);
  }
  for (const frame of row.querySelectorAll("iframe")) {
    if (!chosen.includes(frame.title)) frame.remove();
  }
  for (const name of chosen) {
    const shown = [...row.querySelectorAll("iframe")].some((frame) => frame.title === name);
    if (!shown) row.append(element("iframe", { src: reportAddress(name), title: name }));
  }
};

/** The list of runs, with their reports and the choice of two of them to be seen together. */
export const createRunsPanel = (
  into: HTMLElement,
  beside: HTMLElement,
  language: Language,
): { readonly show: (runs: readonly ListedRun[]) => void } => {
  const words = pageWordsIn(language).live;
  const { verdicts } = wordsIn(language);
  const format = formatFor(language);
  let chosen: string[] = [];
  showBeside(beside, chosen, words.chooseTwo);

  const verdictOf = (run: ListedRun): string => {
    if (run.verdict === undefined || !Object.hasOwn(verdicts, run.verdict)) return words.states[run.state];
    const { mark, word } = verdicts[run.verdict as keyof typeof verdicts];
    return `${mark} ${word}`;
  };

  const row = (run: ListedRun): HTMLTableRowElement => {
    const box = element("input", { type: "checkbox", "aria-label": words.choose(run.name) });
    box.checked = chosen.includes(run.name);
    box.disabled = !run.hasReport;
    box.addEventListener("change", () => {
      // the third choice takes the place of the first
      chosen = box.checked ? [...chosen, run.name].slice(-2) : chosen.filter((name) => name !== run.name);
      for (const other of into.querySelectorAll<HTMLInputElement>("input[type=checkbox]")) {
        other.checked = chosen.includes(other.dataset["run"] ?? "");
      }
      showBeside(beside, chosen, words.chooseTwo);
    });
    box.dataset["run"] = run.name;
    const figure = (text: string): HTMLElement => element("td", { class: "figure" }, text);
    const number = (value: number | undefined, write: (value: number) => string): HTMLElement =>
      figure(value === undefined ? "" : write(value));
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, run.name),
      element("td", {}, run.startedAt === undefined ? "" : format.moment(run.startedAt)),
      element("td", {}, verdictOf(run)),
      number(run.offered, format.integer),
      number(run.serviceLevel, (share) => format.percent(share, 1)),
      number(run.abandonment, (share) => format.percent(share, 1)),
      number(run.needed, format.integer),
      element("td", {}, box),
      element(
        "td",
        {},
        run.hasReport
          ? element(
              "a",
              { href: reportAddress(run.name), "aria-label": `${words.openReport} ${run.name}` },
              words.openReport,
            )
          : "",
      ),
    );
  };

  return {
    show: (runs) => {
      if (runs.length === 0) {
        into.replaceChildren(element("p", {}, words.noRuns));
        return;
      }
      into.replaceChildren(
        element(
          "div",
          { class: "table", tabindex: 0, role: "group", "aria-label": words.runs },
          element(
            "table",
            {},
            element(
              "thead",
              {},
              element("tr", {}, ...words.columns.map((name) => element("th", { scope: "col" }, name))),
            ),
            element("tbody", {}, ...runs.map(row)),
          ),
        ),
      );
    },
  };
};
