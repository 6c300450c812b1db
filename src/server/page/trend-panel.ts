import type { Language } from "../../report/format.ts";
import { element } from "../../report/page/element.ts";
import { pageWordsIn } from "../../report/words/page-words-in.ts";

/** The trends over the runs, drawn by the server: what draws charts is too heavy for a page. */
export const createTrendPanel = (
  into: HTMLElement,
  language: Language,
): { readonly show: () => Promise<void> } => {
  let shown = "";
  into.replaceChildren(element("p", { class: "faint" }, pageWordsIn(language).live.drawingTrend));
  return {
    show: async () => {
      let text: string;
      try {
        const answer = await fetch(`trend.html?lang=${language}`);
        if (!answer.ok) return;
        text = await answer.text();
      } catch {
        // the server is gone or going; the live panel says so
        return;
      }
      if (text === shown) return;
      shown = text;
      const open = [...into.querySelectorAll("details")].map((details) => details.open);
      into.innerHTML = text;
      // a chart that the reader has opened stays open when a run is added
      const now = into.querySelectorAll("details");
      if (open.length !== now.length) return;
      now.forEach((details, index) => {
        details.open = open[index] === true;
      });
    },
  };
};
