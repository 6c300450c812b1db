import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Language } from "../../src/report/format.ts";
import { pageScript } from "../../src/report/page-script.ts";
import { renderReport } from "../../src/report/render-report.ts";
import { exampleCalls, exampleContents } from "../report/example-run.ts";
import {
  accessibilityViolations,
  inBrowser,
  launchChromium,
  mayRunChromium,
  newPage,
  watch,
} from "./chromium.ts";

const FIGURES = ["day", "waits", "wait-distribution", "need", "patience", "setup", "lateness"];

describe.runIf(mayRunChromium)(inBrowser("the report in a browser"), () => {
  let browser: Browser;
  let folder: string;
  const addresses = new Map<Language, string>();

  beforeAll(async () => {
    browser = await launchChromium();
    folder = mkdtempSync(join(tmpdir(), "surgeline-report-"));
    const script = await pageScript();
    for (const language of ["en", "fr"] as const) {
      const path = join(folder, `report-${language}.html`);
      writeFileSync(path, await renderReport({ ...exampleContents(exampleCalls()), script }, language));
      addresses.set(language, pathToFileURL(path).href);
    }
  });

  afterAll(async () => {
    await browser?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  const open = async (
    language: Language,
    options: { readonly colorScheme?: "light" | "dark"; readonly width?: number } = {},
    hash = "",
  ): Promise<{ page: Page; wrong: string[] }> => {
    const page = await newPage(browser, {
      viewport: { width: options.width ?? 1000, height: 900 },
      colorScheme: options.colorScheme ?? "light",
      acceptDownloads: true,
    });
    const wrong = watch(page);
    await page.goto(`${addresses.get(language)}${hash}`);
    await page.locator("#what-if-panel [data-done]").waitFor();
    return { page, wrong };
  };

  for (const language of ["en", "fr"] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`draws every chart, in ${language} and ${colorScheme}, and anyone can read it`, async () => {
        const { page, wrong } = await open(language, { colorScheme });
        for (const id of FIGURES) {
          const marks = page.locator(
            `#figure-${id} svg.marks .mark-rect path, #figure-${id} svg.marks .mark-line path`,
          );
          expect(await marks.count(), id).toBeGreaterThan(0);
          const box = await page.locator(`#figure-${id} svg.marks`).boundingBox();
          expect(box?.width, id).toBeGreaterThan(300);
          expect(box?.height, id).toBeGreaterThan(100);
        }
        for (const summary of await page.locator("main details > summary").all()) await summary.click();
        expect(await accessibilityViolations(page)).toEqual([]);
        expect(wrong).toEqual([]);
        await page.close();
      });
    }
  }

  it("gives each chart away as CSV, SVG and PNG", async () => {
    const { page, wrong } = await open("en");
    for (const id of FIGURES) {
      // Chromium drops what a page gives away beyond ten files within a second
      await page.waitForTimeout(400);
      const take = async (kind: string): Promise<Buffer> => {
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.locator(`#figure-${id} button[data-download=${kind}]`).click(),
        ]);
        expect(download.suggestedFilename()).toBe(`surgeline-${id}.${kind}`);
        return readFileSync(await download.path());
      };
      const rows = (await take("csv")).toString().trim().split("\n");
      expect(rows.length, id).toBeGreaterThan(2);
      expect(rows[1], id).toMatch(/\d/);
      const svg = (await take("svg")).toString();
      expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
      const title = await page.locator(`#figure-${id} h3`).textContent();
      expect(svg).toContain((title ?? "").replaceAll("<", "&lt;"));
      const png = await take("png");
      expect(png.subarray(1, 4).toString()).toBe("PNG");
      // IHDR: width in pixels, twice that of the drawing
      expect(png.readUInt32BE(16)).toBeGreaterThan(1000);
    }
    expect(wrong).toEqual([]);
    await page.close();
  });

  it("answers every slider, and a link holds the question", async () => {
    const { page, wrong } = await open("fr");
    const answer = page.locator("#what-if-panel");
    for (const knob of ["calls", "spike", "handling", "patience", "people", "target", "within"]) {
      const before = await answer.textContent();
      await page.locator(`#what-if-${knob}`).press("ArrowRight");
      expect(await answer.textContent(), knob).not.toBe(before);
    }
    await page.locator("#what-if-people").fill("60");
    await page.locator("#what-if-panel [data-done]").waitFor();
    const asked = new URL(page.url()).hash;
    expect(asked).toContain("people=60");
    const figures = await page.locator("#what-if-panel .what-if > div").first().textContent();

    const again = await open("fr", {}, asked);
    expect(await again.page.locator("#what-if-panel .what-if > div").first().textContent()).toBe(figures);
    expect(again.wrong).toEqual([]);
    await again.page.close();

    const [reset, copy] = await page.locator("#what-if-panel button").all();
    await copy?.click();
    await page.locator("#what-if-panel [role=status]:not(:empty)").waitFor();
    await reset?.click();
    expect(new URL(page.url()).hash).toBe("");
    expect(wrong).toEqual([]);
    await page.close();
  });

  it("shows the theme that is chosen, and prints in light", async () => {
    const { page } = await open("en", { colorScheme: "light" });
    const ground = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const line = (): Promise<string> =>
      page.evaluate("getComputedStyle(document.querySelector('#figure-waits .mark-line path')).stroke");
    const light = [await ground(), await line()];
    await page.locator("#theme").selectOption("dark");
    const dark = [await ground(), await line()];
    expect(dark[0]).not.toBe(light[0]);
    expect(dark[1]).not.toBe(light[1]);
    await page.emulateMedia({ media: "print" });
    expect([await ground(), await line()]).toEqual(light);
    expect(await page.locator("#what-if").isVisible()).toBe(false);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 4).toString()).toBe("%PDF");
    await page.close();
  });

  it("fits a telephone without scrolling sideways", async () => {
    const { page } = await open("fr", { width: 360 });
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(360);
    await page.close();
  });
});
