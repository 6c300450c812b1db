import type { Scenario } from "../../scenario/scenario.ts";
import { startDownloads } from "./downloads.ts";
import { startSimulationWorker } from "./simulation-worker.ts";
import { startTheme } from "./theme.ts";
import { startWhatIf } from "./what-if-panel.ts";

// The same script is the page's and its worker's: a report is one file.
if (typeof document === "undefined") {
  startSimulationWorker();
} else {
  document.documentElement.classList.add("scripted");
  startTheme();
  startDownloads();
  const into = document.querySelector<HTMLElement>("#what-if-panel");
  const scenario = document.querySelector("#what-if-scenario")?.textContent;
  if (into !== null && scenario !== null && scenario !== undefined) {
    const language = document.documentElement.lang === "fr" ? "fr" : "en";
    startWhatIf(into, JSON.parse(scenario) as Scenario, language);
  }
}
