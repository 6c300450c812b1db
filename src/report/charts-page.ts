import type { Language } from "./format.ts";
import { escapeHtml } from "./html.ts";
import { bundledScript } from "./page-script.ts";
import { inlineScript } from "./sections/what-if.ts";
import { styleSheet } from "./style.ts";
import { themeOptions } from "./theme-options.ts";
import { wordsIn } from "./words/words-in.ts";

/** A page of charts that needs no network: light and dark, charts and their figures to take away. */
export const chartsPage = async (
  page: {
    readonly documentTitle: string;
    readonly heading: string;
    readonly subtitle: string;
    /** HTML of what stands below. */
    readonly body: string;
  },
  language: Language,
): Promise<string> => {
  const words = wordsIn(language);
  const script = await bundledScript(new URL("./page/trend-page.ts", import.meta.url));
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:">
<title>${escapeHtml(page.documentTitle)}</title>
<style>${styleSheet()}</style>
</head>
<body>
<a class="skip" href="#content">${escapeHtml(words.skipToContent)}</a>
<header class="page"><h1>${escapeHtml(page.heading)}</h1>
<p class="faint">${escapeHtml(page.subtitle)}</p>
<div class="tools needs-script"><label for="theme">${escapeHtml(words.theme)}</label><select id="theme">${themeOptions(words)}</select></div>
</header>
<main id="content">
${page.body}
</main>
<script data-surgeline>${inlineScript(script)}</script>
</body>
</html>
`;
};
