import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeReport } from "../../src/report/load-report.ts";
import { readRun } from "../../src/runs/run-folder.ts";
import { type RunningServer, startServer } from "../../src/server/start-server.ts";
import { exampleDescription, exampleScenario, writeExampleRun } from "../report/example-run.ts";
import {
  accessibilityViolations,
  inBrowser,
  launchChromium,
  mayRunChromium,
  newPage,
  watch,
} from "./chromium.ts";

const progress = (offered: number) =>
  `${JSON.stringify({
    kind: "progress",
    progress: {
      scenarioSeconds: 41_400,
      due: offered,
      placed: offered,
      offered,
      inQueue: 7,
      longestWaitSeconds: 44,
      answered: offered - 10,
      abandoned: 10,
      blocked: 0,
      failed: 0,
      latenessMilliseconds: 3,
    },
  })}\n`;

describe.runIf(mayRunChromium)(inBrowser("the live page in a browser"), () => {
  let browser: Browser;
  let folder: string;
  let server: RunningServer;
  let liveFile: string;

  beforeAll(async () => {
    browser = await launchChromium();
    folder = mkdtempSync(join(tmpdir(), "surgeline-live-"));
    for (const [name, seed] of [
      ["monday", 7],
      ["tuesday", 9],
    ] as const) {
      writeExampleRun(join(folder, name), { seed, count: 400 });
      await writeReport(await readRun(join(folder, name)), "en");
    }
    writeExampleRun(join(folder, "now"), { seed: 1, count: 100, state: "running" });
    liveFile = join(folder, "now", "logs", "live.ndjson");
    writeFileSync(liveFile, progress(100));
    mkdirSync(join(folder, "broken"));
    writeFileSync(join(folder, "broken", "run.json"), "{");
    server = await startServer(
      { folder, language: "en", scenario: exampleScenario(), access: { host: "127.0.0.1" } },
      0,
    );
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  const figure = (name: string): string => `.live div:has(dt:text-is("${name}")) dd`;

  for (const [language, scheme] of [
    ["en", "light"],
    ["fr", "dark"],
  ] as const) {
    it(`shows a run while it goes on, in ${language} and ${scheme}`, async () => {
      const page = await newPage(browser, { colorScheme: scheme, viewport: { width: 1000, height: 900 } });
      const wrong = watch(page, new URL(server.url).host);
      await page.goto(`${server.url}?lang=${language}`);
      const offered = language === "en" ? "Calls offered" : "Appels reçus";
      await page.locator(figure(offered)).waitFor();
      const before = await page.locator(figure(offered)).textContent();
      appendFileSync(liveFile, progress(language === "en" ? 250 : 350));
      await page.locator(figure(offered), { hasText: language === "en" ? "250" : "350" }).waitFor();
      expect(before).not.toBe(await page.locator(figure(offered)).textContent());
      await page.locator("#what-if-panel [data-done]").waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      expect(wrong).toEqual([]);
      await page.close();
    });
  }

  it("lists all runs, the damaged one too, and shows two reports side by side", async () => {
    const page = await newPage(browser);
    const wrong = watch(page, new URL(server.url).host);
    await page.goto(server.url);
    await page.locator("#runs-panel tbody tr").first().waitFor();
    expect(await page.locator("#runs-panel tbody tr").count()).toBe(4);
    expect(await page.locator("#runs-panel tr", { hasText: "broken" }).textContent()).toContain("damaged");
    await page.locator("[data-run=monday]").check();
    await page.locator("[data-run=tuesday]").check();
    await expect.poll(() => page.locator("#beside-panel iframe").count(), { timeout: 60_000 }).toBe(2);
    await page.frameLocator("iframe[title=tuesday]").locator("h1").waitFor();
    await page.locator("[data-run=monday]").uncheck();
    expect(await page.locator("#beside-panel iframe").count()).toBe(1);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it("draws the trend over the runs, and gives it away", async () => {
    const page = await newPage(browser, { acceptDownloads: true });
    const wrong = watch(page, new URL(server.url).host);
    await page.goto(`${server.url}?lang=fr`);
    await page.locator("#trend-panel figure").first().waitFor();
    expect(await page.locator("#trend-panel figure").count()).toBe(3);
    const lines = page.locator("#figure-trend-1-shares svg.marks .mark-line path");
    expect(await lines.count()).toBeGreaterThanOrEqual(2);
    for (const kind of ["csv", "svg", "png"]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(`#figure-trend-1-shares button[data-download=${kind}]`).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`surgeline-trend-1-shares.${kind}`);
    }
    for (const summary of await page.locator("#trend-panel figure summary").all()) await summary.click();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it("says that a run has ended, and leads to its report", async () => {
    const page = await newPage(browser);
    await page.goto(server.url);
    await page.locator(figure("Calls offered")).waitFor();
    const description = { ...exampleDescription(), scenarioName: "now", state: "complete" as const };
    writeFileSync(join(folder, "now", "run.json"), JSON.stringify(description));
    appendFileSync(liveFile, `${JSON.stringify({ kind: "finished" })}\n`);
    await page.locator("#live-heading", { hasText: "The run has ended" }).waitFor();
    expect(await page.locator("#live-panel a").getAttribute("href")).toBe("runs/now/report.html");
    await page.close();
  });
});
