import { accessSync, constants, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

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

/** Where Chromium is missing the pages' tests are skipped, unless nothing may be. */
export const mayRunChromium = chromiumPath() !== undefined || process.env["SURGELINE_REQUIRE"] === "all";

export const launchChromium = (): Promise<Browser> => {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    throw new Error("Chromium is missing; on Debian: apt-get install --no-install-recommends chromium");
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
