import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isLoopback, mayRead } from "../../src/server/access.ts";
import { createApp } from "../../src/server/create-app.ts";
import { followLive } from "../../src/server/follow-live.ts";
import { startServer } from "../../src/server/start-server.ts";
import { exampleScenario, writeExampleRun } from "../report/example-run.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "surgeline-serve-"));
  writeExampleRun(join(folder, "one"), { count: 50 });
  writeFileSync(join(folder, "one", "report.html"), "<p>report</p>");
  writeExampleRun(join(folder, "two"), { count: 60, seed: 3 });
  mkdirSync(join(folder, "no-run"));
  writeFileSync(join(folder, "secret.txt"), "secret");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const appFor = (change: { token?: string; host?: string; run?: string } = {}) =>
  createApp({
    folder,
    language: "en",
    scenario: exampleScenario(),
    access: {
      host: change.host ?? "127.0.0.1",
      ...(change.token === undefined ? {} : { token: change.token }),
    },
    ...(change.run === undefined ? {} : { run: change.run }),
  });

const local = { headers: { host: "127.0.0.1:8370" } };

describe("the pages", () => {
  it("list the runs of a folder and nothing else", async () => {
    const answer = await appFor().request("/runs.json", local);
    const runs = (await answer.json()) as { name: string; hasReport: boolean }[];
    expect(runs.map(({ name }) => name).sort()).toEqual(["one", "two"]);
    expect(runs.find(({ name }) => name === "one")?.hasReport).toBe(true);
  });

  it("show the trend of runs that were asked the same, in the language asked for", async () => {
    const app = appFor();
    const english = await (await app.request("/trend.html", local)).text();
    expect(english).toContain("2 runs");
    expect(english.match(/<figure /g)).toHaveLength(3);
    expect(await (await app.request("/trend.html?lang=fr", local)).text()).toContain("2 essais");
    expect(await (await appFor({ run: "two" }).request("/trend.html", local)).text()).not.toContain(
      "<figure",
    );
  });

  it("show only the run that was named", async () => {
    const app = appFor({ run: "two" });
    expect(await (await app.request("/runs.json", local)).json()).toHaveLength(1);
    expect((await app.request("/runs/one/report.html", local)).status).toBe(404);
  });

  it("give out a run's report and no other file of the machine", async () => {
    const app = appFor();
    expect(await (await app.request("/runs/one/report.html", local)).text()).toBe("<p>report</p>");
    for (const path of [
      "/runs/../secret.txt",
      "/runs/..%2Fsecret.txt/report.html",
      "/runs/%2e%2e/secret.txt",
      "/runs/one/scenario.yaml",
      "/runs/one/..%2f..%2fsecret.txt",
      "/runs/no-run/report.html",
      "/secret.txt",
    ]) {
      expect((await app.request(path, local)).status, path).toBe(404);
    }
  });

  it("change nothing", async () => {
    for (const method of ["POST", "PUT", "DELETE"]) {
      expect((await appFor().request("/runs.json", { ...local, method })).status).toBe(405);
    }
  });

  it("answer on loopback to no other name, so that no page of the web can read them", async () => {
    const answer = await appFor().request("/", { headers: { host: "attacker.example" } });
    expect(answer.status).toBe(421);
  });

  it("ask for the token where there is one, and take it out of the address", async () => {
    const token = "0123456789abcdef";
    const app = appFor({ token, host: "0.0.0.0" });
    const headers = { host: "hotline.example" };
    expect((await app.request("/runs.json", { headers })).status).toBe(401);
    expect((await app.request("/runs.json?token=wrong", { headers })).status).toBe(401);
    const entered = await app.request(`/?token=${token}`, { headers });
    expect(entered.status).toBe(302);
    expect(entered.headers.get("location")).toBe("/");
    const cookie = entered.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly/);
    expect(
      (await app.request("/runs.json", { headers: { ...headers, cookie: cookie.split(";")[0] ?? "" } }))
        .status,
    ).toBe(200);
    expect(
      (await app.request("/runs.json", { headers: { ...headers, authorization: `Bearer ${token}` } })).status,
    ).toBe(200);
  });

  it("are not served beyond loopback without a token", async () => {
    const options = {
      folder,
      language: "en",
      scenario: exampleScenario(),
      access: { host: "0.0.0.0" },
    } as const;
    await expect(startServer(options, 0)).rejects.toThrow(/token/);
  });

  it("say so where the port is taken", async () => {
    const options = {
      folder,
      language: "en",
      scenario: exampleScenario(),
      access: { host: "127.0.0.1" },
    } as const;
    const server = await startServer(options, 0);
    try {
      const port = Number(new URL(server.url).port);
      await expect(startServer(options, port)).rejects.toThrow(/in use/);
    } finally {
      await server.stop();
    }
  });
});

describe("access", () => {
  it("knows loopback from other addresses", () => {
    for (const host of ["127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost"])
      expect(isLoopback(host), host).toBe(true);
    for (const host of ["0.0.0.0", "192.168.1.4", "::", "127.0.0.1.example.org", "example.org"]) {
      expect(isLoopback(host), host).toBe(false);
    }
  });

  it("compares tokens whole", () => {
    const access = { host: "10.0.0.1", token: "0123456789abcdef" };
    expect(mayRead(access, { host: "x", token: "0123456789abcde" })).toBe("token needed");
    expect(mayRead(access, { host: "x", token: undefined })).toBe("token needed");
    expect(mayRead(access, { host: "x", token: "0123456789abcdef" })).toBe("yes");
  });
});

describe("following a run", () => {
  it("gives the lines that are there and those that come, whole ones only, until it is stopped", async () => {
    const file = join(folder, "live.ndjson");
    writeFileSync(file, '{"n":1}\n{"n":2}\n{"half"');
    const stop = new AbortController();
    const lines: string[] = [];
    const following = (async () => {
      for await (const line of followLive(file, stop.signal)) {
        lines.push(line);
        if (lines.length === 2) appendFileSync(file, ':true}\nnot json\n{"n":4}\n');
        if (lines.length === 4) stop.abort();
      }
    })();
    const limit = pause(20_000).then(() => stop.abort());
    await Promise.race([following, limit]);
    expect(lines).toEqual(['{"n":1}', '{"n":2}', '{"half":true}', '{"n":4}']);
  });
});
