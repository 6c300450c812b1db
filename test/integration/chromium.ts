import { accessSync, constants, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Debian's Chromium, or another one on the PATH or in SURGELINE_CHROMIUM. */
export const chromiumPath = (): string | undefined =>
  [
    process.env["SURGELINE_CHROMIUM"] ?? "",
    ...(process.env["PATH"] ?? "")
      .split(delimiter)
      .flatMap((folder) => NAMES.map((name) => join(folder, name))),
  ].find((path) => path !== "" && isProgram(path));

const HOW_TO_GET_IT = "Chromium is missing; on Debian: apt-get install --no-install-recommends chromium";

/** Where Chromium is missing the pages' tests are skipped, unless nothing may be. */
export const mayRunChromium = chromiumPath() !== undefined || process.env["SURGELINE_REQUIRE"] === "all";

/** The title of tests in a browser, with the reason where they are skipped. */
export const inBrowser = (title: string): string =>
  mayRunChromium ? title : `${title} (skipped: ${HOW_TO_GET_IT})`;

export const launchChromium = (): Promise<Browser> => {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    throw new Error(HOW_TO_GET_IT);
  }
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
};

/** Longer than a busy machine takes to draw what it is told to. */
const WAIT_MILLISECONDS = 120_000;

/** A page that is waited for as long as a busy machine may take. */
export const newPage = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Page> => {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(WAIT_MILLISECONDS);
  return page;
};

/** What a page did that it must not: complaints, and requests to any host but the one allowed. */
export const watch = (page: Page, allowedHost?: string): string[] => {
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && host !== allowedHost) wrong.push(`request: ${request.url()}`);
  });
  return wrong;
};

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Every violation that axe-core finds, one line each. */
export const accessibilityViolations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeSource);
  const violations = (await page.evaluate(
    "axe.run(document, { iframes: false }).then((result) => result.violations)",
  )) as readonly AxeViolation[];
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ""}`),
  );
};
