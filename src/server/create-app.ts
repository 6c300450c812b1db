import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { streamSSE } from "hono/streaming";
import type { Language } from "../report/format.ts";
import { scenarioOfRun } from "../report/load-report.ts";
import { RUN_FILES, readRun } from "../runs/run-folder.ts";
import { InvalidInput } from "../scenario/invalid-input.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Access, mayRead } from "./access.ts";
import { followLive } from "./follow-live.ts";
import { listRun, listRuns } from "./list-runs.ts";
import type { ListedRun } from "./listed-run.ts";
import { renderLivePage } from "./live-page.ts";
import { createTrends } from "./run-trends.ts";

export interface ServeOptions {
  /** The folder that holds the runs' folders. */
  readonly folder: string;
  /** The one run that is to be shown, where one was named. */
  readonly run?: string;
  readonly language: Language;
  /** What the what-if starts from while there is no run. */
  readonly scenario: Scenario;
  readonly access: Access;
}

const COOKIE = "surgeline-token";
const KEEP_ALIVE_MILLISECONDS = 15_000;

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' blob:; worker-src blob:; " +
  "img-src data: blob:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'";

/** Files of a run that may be read, by the end of their address. */
const SERVED = {
  "report.html": { file: RUN_FILES.report, type: "text/html; charset=utf-8" },
  "summary.json": { file: RUN_FILES.summary, type: "application/json; charset=utf-8" },
  "calls.csv": { file: RUN_FILES.calls, type: "text/csv; charset=utf-8" },
} as const;

const isServed = (name: string): name is keyof typeof SERVED => Object.hasOwn(SERVED, name);

const languageOf = (context: Context, otherwise: Language): Language => {
  const asked = context.req.query("lang");
  return asked === "fr" || asked === "en" ? asked : otherwise;
};

/**
 * The pages as a web application: everything is read from the runs' folders and
 * nothing can be started or changed through it.
 */
export const createApp = (options: ServeOptions): Hono => {
  const app = new Hono();
  const { access, folder } = options;

  /** The runs that are shown: all of the folder, or the one that was named. */
  const shown = async (): Promise<readonly ListedRun[]> =>
    options.run === undefined ? listRuns(folder) : [await listRun(folder, options.run)];
  const named = async (name: string): Promise<ListedRun | undefined> =>
    (await shown()).find((run) => run.name === name);

  const trends = createTrends();

  app.use(async (context, next) => {
    const given =
      context.req.query("token") ??
      context.req.header("authorization")?.replace(/^Bearer /i, "") ??
      getCookie(context, COOKIE);
    const verdict = mayRead(access, { host: context.req.header("host"), token: given });
    if (verdict === "wrong host") {
      return context.text("This page answers to its own address on this machine only.\n", 421);
    }
    if (verdict === "token needed") {
      return context.text(
        "A token is needed: open the address that surgeline serve printed, or send Authorization: Bearer TOKEN.\n",
        401,
      );
    }
    if (context.req.method !== "GET" && context.req.method !== "HEAD") {
      return context.text("These pages only show; nothing can be changed through them.\n", 405);
    }
    if (context.req.query("token") !== undefined) {
      // the token leaves the address, so that it is in no history and no picture of the screen
      setCookie(context, COOKIE, given ?? "", { httpOnly: true, sameSite: "Strict", path: "/" });
      const address = new URL(context.req.url);
      address.searchParams.delete("token");
      return context.redirect(`${address.pathname}${address.search}`);
    }
    await next();
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("X-Frame-Options", "SAMEORIGIN");
    context.header("Cache-Control", "no-store");
    return undefined;
  });

  app.get("/", async (context) => {
    const runs = await shown();
    const followed = runs.find(({ state }) => state === "running") ?? runs[0];
    let { scenario } = options;
    if (followed !== undefined && followed.state !== "damaged") {
      scenario = scenarioOfRun(await readRun(join(folder, followed.name)));
    }
    context.header("Content-Security-Policy", PAGE_POLICY);
    return context.html(
      await renderLivePage(
        { whatIf: scenario, ...(options.run === undefined ? {} : { followed: options.run }) },
        languageOf(context, options.language),
      ),
    );
  });

  app.get("/runs.json", async (context) => context.json(await shown()));

  app.get("/trend.html", async (context) =>
    context.html(await trends(await shown(), languageOf(context, options.language))),
  );

  app.get("/runs/:name/:file", async (context) => {
    const { name, file } = context.req.param();
    const run = await named(name);
    if (run === undefined || !isServed(file)) return context.notFound();
    const path = join(folder, run.name, SERVED[file].file);
    const there = await stat(path).catch(() => undefined);
    if (there === undefined) return context.notFound();
    context.header("Content-Type", SERVED[file].type);
    context.header("Content-Length", String(there.size));
    return context.body(Readable.toWeb(createReadStream(path)) as ReadableStream);
  });

  app.get("/live/:name", async (context) => {
    const run = await named(context.req.param("name"));
    if (run === undefined) return context.notFound();
    return streamSSE(context, async (stream) => {
      const stop = new AbortController();
      stream.onAbort(() => stop.abort());
      const alive = setInterval(() => {
        stream.writeSSE({ event: "alive", data: "" }).catch(() => stop.abort());
      }, KEEP_ALIVE_MILLISECONDS);
      try {
        for await (const line of followLive(join(folder, run.name, RUN_FILES.live), stop.signal)) {
          await stream.writeSSE({ data: line });
        }
      } finally {
        clearInterval(alive);
      }
    });
  });

  app.onError((error, context) => {
    if (error instanceof InvalidInput) return context.text(`${error.message}\n`, 500);
    throw error;
  });
  return app;
};
