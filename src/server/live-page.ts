import type { Language } from "../report/format.ts";
import { escapeHtml } from "../report/html.ts";
import { bundledScript } from "../report/page-script.ts";
import { inlineScript, scenarioForPage } from "../report/sections/what-if.ts";
import { styleSheet } from "../report/style.ts";
import { themeOptions } from "../report/theme-options.ts";
import { pageWordsIn } from "../report/words/page-words-in.ts";
import { wordsIn } from "../report/words/words-in.ts";
import type { Scenario } from "../scenario/scenario.ts";

const STYLE = `
main,header.page,footer{max-width:64rem}
.live{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:.75rem;padding:0;margin:1rem 0}
.live div{background:var(--panel);border:1px solid var(--line);border-radius:.4rem;padding:.5rem .8rem}
.live dt{color:var(--faint);font-size:.85rem}.live dd{margin:0;font-size:1.4rem;font-weight:650;font-variant-numeric:tabular-nums}
.spark{display:block;width:100%;height:auto;max-height:10rem}
.beside{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.beside iframe{width:100%;height:80vh;border:1px solid var(--line);background:#fff}
@media(max-width:50rem){.beside{grid-template-columns:1fr}}
`;

/** What the page's script needs to know before it asks anything. */
interface PageSettings {
  readonly followed?: string;
  readonly whatIf: Scenario;
}

/** The live page: the run under way, all runs, and the what-if. */
export const renderLivePage = async (settings: PageSettings, language: Language): Promise<string> => {
  const words = pageWordsIn(language);
  const report = wordsIn(language);
  const script = await bundledScript(new URL("./page/live-page.ts", import.meta.url));
  const inlined = JSON.stringify({
    ...settings,
    whatIf: scenarioForPage(settings.whatIf),
  }).replaceAll("<", "\\u003c");
  const other = language === "fr" ? "en" : "fr";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(words.live.title)}</title>
<link rel="icon" href="data:,">
<style>${styleSheet()}${STYLE}</style>
</head>
<body>
<a class="skip" href="#content">${escapeHtml(report.skipToContent)}</a>
<header class="page"><h1>${escapeHtml(words.live.title)}</h1>
<div class="tools needs-script"><label for="theme">${escapeHtml(report.theme)}</label><select id="theme">${themeOptions(report)}</select>
<a href="?lang=${other}" hreflang="${other}" lang="${other}">${other === "fr" ? "français" : "English"}</a></div>
</header>
<main id="content">
<noscript><p>${escapeHtml(words.whatIf.noScript)}</p></noscript>
<section id="live" aria-labelledby="live-heading"><h2 id="live-heading">${escapeHtml(words.live.connecting)}</h2><div id="live-panel"></div></section>
<section id="runs" aria-labelledby="runs-heading"><h2 id="runs-heading">${escapeHtml(words.live.runs)}</h2><div id="runs-panel"></div></section>
<section id="trend" aria-labelledby="trend-heading"><h2 id="trend-heading">${escapeHtml(words.live.trend)}</h2><div id="trend-panel"></div></section>
<section id="beside" aria-labelledby="beside-heading"><h2 id="beside-heading">${escapeHtml(words.live.compare)}</h2><div id="beside-panel"></div></section>
<section id="what-if" aria-labelledby="what-if-heading"><h2 id="what-if-heading">${escapeHtml(words.live.whatIf)}</h2><div id="what-if-panel"></div></section>
</main>
<footer>${escapeHtml(words.live.readOnly)}</footer>
<script type="application/json" id="page-settings">${inlined}</script>
<script data-surgeline>${inlineScript(script)}</script>
</body>
</html>
`;
};
