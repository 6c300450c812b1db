import { formatFor, type Language } from "../../report/format.ts";
import { element, svgElement } from "../../report/page/element.ts";
import { pageWordsIn } from "../../report/words/page-words-in.ts";
import { wordsIn } from "../../report/words/words-in.ts";

/** What a run tells about once a second; a figure that it does not tell is not shown. */
interface Progress {
  readonly scenarioSeconds: number;
  readonly due?: number;
  readonly placed: number;
  readonly offered?: number;
  readonly inQueue: number;
  readonly longestWaitSeconds?: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly blocked: number;
  readonly failed: number;
  readonly agentsBusy?: number;
  readonly agentsOnDuty?: number;
  readonly latenessMilliseconds?: number;
}

interface LiveEvent {
  readonly kind?: string;
  readonly what?: string;
  readonly progress?: Progress;
}

/** How many moments the drawing of the queue holds. */
const MOMENTS = 240;
/** A drawing of fewer moments does not fill the width. */
const FEWEST_MOMENTS = 40;

export interface LivePanel {
  /** Follows another run from its beginning. */
  readonly follow: (name: string, title: string) => void;
  /** Shows that there is nothing to follow. */
  readonly rest: () => void;
}

/** The figures of a run under way, as server-sent events bring them. */
export const createLivePanel = (
  heading: HTMLElement,
  into: HTMLElement,
  language: Language,
  onEnd: () => void,
): LivePanel => {
  const words = pageWordsIn(language).live;
  const format = formatFor(language);
  const kinds: Readonly<Record<string, string>> = wordsIn(language).pbxKinds;
  const status = element("p", { class: "faint", role: "status" });
  const list = element("dl", { class: "live" });
  const spark = element("div", {});
  into.replaceChildren(status, list, spark);
  let source: EventSource | undefined;
  let queue: number[] = [];

  const card = (name: string, value: string): HTMLElement =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value));

  const draw = (longest: number): SVGElement => {
    const most = Math.max(1, longest);
    const points = queue.map(
      (waiting, index) =>
        `${(index / Math.max(FEWEST_MOMENTS, queue.length - 1)) * 600},${96 - (waiting / most) * 88}`,
    );
    return svgElement(
      "svg",
      { viewBox: "0 0 600 100", class: "spark", role: "img", "aria-label": words.queueChart(longest) },
      svgElement("path", { d: "M0 96H600", stroke: "var(--line)", "stroke-width": 1, fill: "none" }),
      svgElement("polyline", {
        points: points.join(" "),
        fill: "none",
        stroke: "var(--link)",
        "stroke-width": 2,
      }),
    );
  };

  const show = (progress: Progress): void => {
    const { figures } = words;
    const offered = progress.offered ?? progress.answered + progress.abandoned + progress.blocked;
    queue = [...queue.slice(1 - MOMENTS), progress.inQueue];
    list.replaceChildren(
      card(figures.time, format.clock(progress.scenarioSeconds)),
      card(
        figures.placed,
        progress.due === undefined
          ? format.integer(progress.placed)
          : words.ofDuty(progress.placed, progress.due),
      ),
      card(figures.offered, format.integer(offered)),
      card(figures.waiting, format.integer(progress.inQueue)),
      ...(progress.longestWaitSeconds === undefined
        ? []
        : [card(figures.longest, format.duration(progress.longestWaitSeconds))]),
      card(figures.answered, format.integer(progress.answered)),
      card(figures.abandoned, format.integer(progress.abandoned)),
      card(figures.abandonment, offered === 0 ? "–" : format.percent(progress.abandoned / offered, 1)),
      card(figures.blocked, format.integer(progress.blocked)),
      card(figures.failed, format.integer(progress.failed)),
      ...(progress.agentsBusy === undefined
        ? []
        : [
            card(
              figures.busy,
              progress.agentsOnDuty === undefined
                ? format.integer(progress.agentsBusy)
                : words.ofDuty(progress.agentsBusy, progress.agentsOnDuty),
            ),
          ]),
      ...(progress.latenessMilliseconds === undefined
        ? []
        : [card(figures.lateness, format.milliseconds(progress.latenessMilliseconds))]),
    );
    const longest = Math.max(...queue);
    spark.replaceChildren(draw(longest), element("p", { class: "faint" }, words.queueChart(longest)));
  };

  const stop = (): void => {
    source?.close();
    source = undefined;
  };

  return {
    follow: (name, title) => {
      stop();
      queue = [];
      heading.textContent = words.running(title);
      status.textContent = words.connecting;
      source = new EventSource(`live/${encodeURIComponent(name)}`);
      source.onopen = () => {
        status.textContent = "";
        queue = [];
      };
      // the browser tries again by itself
      source.onerror = () => {
        status.textContent = words.lost;
      };
      source.onmessage = (message: MessageEvent<string>) => {
        let event: LiveEvent;
        try {
          event = JSON.parse(message.data) as LiveEvent;
        } catch {
          // half a line of a run that was killed while it wrote
          return;
        }
        if (event.kind === "progress" && event.progress !== undefined) {
          status.textContent = "";
          show(event.progress);
        }
        if (event.kind === "preparing" && event.what !== undefined) {
          status.textContent = words.preparing(
            Object.hasOwn(kinds, event.what) ? (kinds[event.what] ?? "") : event.what,
          );
        }
        if (event.kind === "finished") {
          stop();
          heading.textContent = words.ended;
          status.replaceChildren(
            element("a", { href: `runs/${encodeURIComponent(name)}/report.html` }, words.openReport),
          );
          onEnd();
        }
      };
    },
    rest: () => {
      stop();
      heading.textContent = words.noRun;
      status.textContent = "";
    },
  };
};
