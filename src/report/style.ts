import { COLOURS, DARK_COLOURS } from "./charts/palette.ts";

const LIGHT = `--ink:${COLOURS.ink};--faint:#4d5661;--paper:#ffffff;--panel:#f4f6f8;--line:#cfd6dd;--link:#0a5c8f;--good:#0a6b45;--good-back:#e3f4ec;--bad:#a31d16;--bad-back:#fbe9e7;--open:#7a4a00;--open-back:#fdf1dc`;
const DARK = `--ink:#e8ebef;--faint:#a9b2bd;--paper:#14181d;--panel:#1e242b;--line:#3a424c;--link:#7cc3f2;--good:#6fd6a6;--good-back:#12352a;--bad:#ff9d94;--bad-back:#40191a;--open:#f2c07a;--open-back:#3a2a10`;

/** Chart colours are written into the drawing, so that it can be taken away; the dark page overrides them. */
const darkCharts = (scope: string): string =>
  [...Object.entries(DARK_COLOURS), ["#ffffff", "#14181d"] as const]
    .map(
      ([light, dark]) =>
        `${scope} svg.marks [fill="${light}"]{fill:${dark}}${scope} svg.marks [stroke="${light}"]{stroke:${dark}}`,
    )
    .join("");

const BASE = `
*{box-sizing:border-box}
html{color-scheme:light dark;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","DejaVu Sans",sans-serif}
main,header.page,nav.contents{max-width:56rem;margin:0 auto;padding:0 1.25rem}
header.page{padding-top:1.5rem}
h1{font-size:1.7rem;line-height:1.2;margin:.2em 0}
h2{font-size:1.3rem;margin:2.4rem 0 .6rem;border-top:1px solid var(--line);padding-top:1.4rem}
h3{font-size:1.02rem;margin:0 0 .25rem;line-height:1.35}
p,ul{margin:.5rem 0}
a{color:var(--link)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem;z-index:2}
.faint{color:var(--faint)}
.verdict{border:2px solid var(--line);border-radius:.5rem;padding:1rem 1.25rem;margin:1rem 0;background:var(--panel)}
.verdict p{font-size:1.08rem}
.verdict .word{font-weight:700;font-size:1.25rem;margin:0}
.verdict.pass{border-color:var(--good);background:var(--good-back)}.verdict.pass .word{color:var(--good)}
.verdict.fail{border-color:var(--bad);background:var(--bad-back)}.verdict.fail .word{color:var(--bad)}
.verdict.open{border-color:var(--open);background:var(--open-back)}.verdict.open .word{color:var(--open)}
.notice{border-left:.3rem solid var(--open);background:var(--open-back);padding:.6rem 1rem;margin:1rem 0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(11.5rem,1fr));gap:.75rem;margin:1rem 0;padding:0;list-style:none}
.cards li{background:var(--panel);border:1px solid var(--line);border-radius:.4rem;padding:.6rem .8rem}
.cards .name{display:block;color:var(--faint);font-size:.85rem}
.cards .figure{display:block;font-size:1.45rem;font-weight:650;line-height:1.3}
.cards .note{display:block;color:var(--faint);font-size:.8rem}
nav.contents ul{display:flex;flex-wrap:wrap;gap:.3rem 1rem;padding:0;list-style:none;font-size:.92rem}
figure{margin:1.4rem 0;padding:0;break-inside:avoid}
figure .drawing{overflow-x:auto}
figure svg.marks{display:block;width:100%;min-width:34rem;height:auto}
figcaption p{margin:.1rem 0 .6rem;color:var(--faint);font-size:.9rem}
.tools{display:flex;gap:.5rem;flex-wrap:wrap;align-items:center;font-size:.88rem;margin:.3rem 0}
button,select,input,.button{font:inherit;color:inherit}
button,select{background:var(--panel);color:var(--ink)}
button{border:1px solid var(--faint);border-radius:.3rem;padding:.2rem .7rem;cursor:pointer}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
details>summary{cursor:pointer;font-size:.92rem;color:var(--link);padding:.2rem 0}
.table{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.9rem;margin:.4rem 0;min-width:50%}
caption{text-align:left;color:var(--faint);font-size:.85rem;padding:.2rem 0}
th,td{border-bottom:1px solid var(--line);padding:.25rem .7rem .25rem 0;text-align:left;vertical-align:top}
th.figure,td.figure{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
thead th{vertical-align:bottom}
.tag{display:inline-block;border:1px solid var(--faint);border-radius:.8rem;padding:0 .5rem;font-size:.78rem;color:var(--faint);white-space:nowrap}
.tag.assumed{border-style:dashed;color:var(--open);border-color:var(--open)}
.met{color:var(--good)}.missed{color:var(--bad);font-weight:650}.unsettled{color:var(--open)}
code,pre{font:.88rem/1.45 ui-monospace,"DejaVu Sans Mono",monospace}
pre{background:var(--panel);border:1px solid var(--line);border-radius:.3rem;padding:.6rem .8rem;overflow-x:auto;white-space:pre}
.needs-script{display:none}
.scripted .needs-script{display:revert}
.scripted .tools.needs-script{display:flex}
.what-if{display:grid;grid-template-columns:minmax(17rem,1fr) minmax(17rem,1fr);gap:1rem 2rem}
.what-if label{display:block;font-size:.92rem}
.what-if input[type=range]{width:100%}
.what-if output{font-variant-numeric:tabular-nums;font-weight:600}
footer{max-width:56rem;margin:3rem auto 2rem;padding:0 1.25rem;color:var(--faint);font-size:.85rem}
@media(max-width:40rem){.what-if{grid-template-columns:1fr}.cards{grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.5rem}}
@page{size:A4;margin:16mm 14mm}
@media print{
body{font-size:10.5pt}
nav.contents,.tools,.skip,details.figures,#what-if,.needs-script,.scripted .needs-script,.scripted .tools.needs-script{display:none!important}
figure svg.marks{min-width:0}
h2,h3{break-after:avoid}
h2{margin-top:1.2rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
.verdict,.cards li,tr,pre{break-inside:avoid}
a{color:inherit;text-decoration:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}`;

/** The page's style sheet: light and dark by the device or the reader's choice, and A4. */
export const styleSheet = (): string =>
  [
    `:root{${LIGHT}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK}}${darkCharts(":root:not([data-theme=light])")}}`,
    `@media screen{:root[data-theme=dark]{${DARK};color-scheme:dark}:root[data-theme=light]{color-scheme:light}${darkCharts(":root[data-theme=dark]")}}`,
    BASE,
  ].join("\n");
