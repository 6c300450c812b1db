import type { Language } from "../../report/format.ts";
import { startDownloads } from "../../report/page/downloads.ts";
import { startSimulationWorker } from "../../report/page/simulation-worker.ts";
import { startTheme } from "../../report/page/theme.ts";
import { startWhatIf } from "../../report/page/what-if-panel.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { ListedRun } from "../listed-run.ts";
import { createLivePanel } from "./live-panel.ts";
import { createRunsPanel } from "./runs-panel.ts";
import { createTrendPanel } from "./trend-panel.ts";

const MILLISECONDS_BETWEEN_LISTS = 3000;
const MILLISECONDS_BEFORE_TREND = 300;

interface Settings {
  readonly followed?: string;
  readonly whatIf: Scenario;
}

const place = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
};

const startPage = (): void => {
  const language: Language = document.documentElement.lang === "fr" ? "fr" : "en";
  document.documentElement.classList.add("scripted");
  startTheme();
  startDownloads();
  const settings = JSON.parse(place("page-settings").textContent ?? "") as Settings;
  startWhatIf(place("what-if-panel"), settings.whatIf, language);
  const runs = createRunsPanel(place("runs-panel"), place("beside-panel"), language);
  const trend = createTrendPanel(place("trend-panel"), language);
  let followed: string | undefined;
  let shown = "";
  const live = createLivePanel(place("live-heading"), place("live-panel"), language, () => void look());

  const look = async (): Promise<void> => {
    let listed: readonly ListedRun[];
    try {
      const answer = await fetch("runs.json");
      if (!answer.ok) return;
      listed = (await answer.json()) as readonly ListedRun[];
    } catch {
      // the server is gone or going; the live panel says so
      return;
    }
    const text = JSON.stringify(listed);
    // a table that is built anew would take the reader's place in it away
    const changed = text !== shown;
    if (changed) {
      shown = text;
      runs.show(listed);
    }
    const running = listed.find(({ state }) => state === "running");
    if (running !== undefined && running.name !== followed) {
      followed = running.name;
      live.follow(running.name, running.scenarioName);
    } else if (running === undefined && followed === undefined) {
      live.rest();
    }
    // what goes on comes first: the server draws charts and answers nothing else meanwhile
    if (changed) setTimeout(() => void trend.show(), MILLISECONDS_BEFORE_TREND);
  };
  void look();
  setInterval(() => void look(), MILLISECONDS_BETWEEN_LISTS);
};

// The same script is the page's and its worker's.
if (typeof document === "undefined") startSimulationWorker();
else startPage();
