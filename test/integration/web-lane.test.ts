import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { NoAnswer } from "../../src/flood/ask-options.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { askAddresses } from "../../src/web/allowed-address.ts";
import { planLane } from "../../src/web/plan-lane.ts";
import { type RunLaneRequest, runLane } from "../../src/web/run-lane.ts";
import { startRegistrar } from "../../src/web/start-registrar.ts";
import type { WebResult } from "../../src/web/web-result.ts";
import { hasAsterisk, hasK6, titleWith } from "./web-programs.ts";

const SCENARIO = resolve(import.meta.dirname, "../../scenarios/hotline-sante-press-conference.yaml");
const k6IsThere = await hasK6();
const asteriskIsThere = await hasAsterisk();

const takeDown: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of takeDown.splice(0)) await stop();
});

const run = async (
  settings: readonly string[],
  parts: readonly ("messages" | "agents" | "wallboard")[],
  more: Partial<RunLaneRequest> = {},
): Promise<WebResult> => {
  const scenario = loadScenario(SCENARIO, settings);
  const { messages, agents, wallboard, ...rest } = scenario.web!;
  const lane = {
    ...rest,
    ...(parts.includes("messages") && messages ? { messages } : {}),
    ...(parts.includes("agents") && agents ? { agents } : {}),
    ...(parts.includes("wallboard") && wallboard ? { wallboard } : {}),
    thresholds: {},
  };
  const planned = await planLane({ scenario, lane, seed: 7 });
  return runLane({ planned, scenarioName: scenario.name, seed: 7, ...more });
};

const register = async (kind: "embedded" | "asterisk", agents: number) => {
  const registrar = await startRegistrar({ kind, agents, tell: () => {} });
  takeDown.push(registrar.stop);
  return registrar;
};

/** Whatever came of the log-ins and the registrations, each is in the books exactly once. */
const expectBalanced = (agents: NonNullable<WebResult["agents"]>) => {
  expect(agents.registered + agents.refused + agents.unanswered + agents.unconnected).toBe(agents.logins);
  expect(agents.ended + agents.unended + agents.lost).toBe(agents.registered);
};

describe.runIf(k6IsThere)(titleWith("the web lane with k6", "k6", k6IsThere), () => {
  // a run that only waits, for two thirds of a minute, goes on beside the others
  let silentAddress: string;
  let atSilent: Promise<WebResult>;
  let closeSilent: () => Promise<unknown>;
  beforeAll(async () => {
    const sockets = new Set<Socket>();
    const silent = createServer();
    silent.on("connection", (socket) => sockets.add(socket));
    silent.on("upgrade", () => {});
    await new Promise<void>((ready) => silent.listen(0, "127.0.0.1", ready));
    closeSilent = () =>
      new Promise((closed) => {
        silent.close(closed);
        for (const socket of sockets) socket.destroy();
      });
    silentAddress = `ws://127.0.0.1:${(silent.address() as AddressInfo).port}/ws`;
    atSilent = run(["web.lasts=3s", "web.agents.count=4", "web.agents.storm=1s"], ["agents"], {
      pbx: { name: "silent", webSocketAddress: silentAddress, password: "x" },
      answerWithinMilliseconds: 1000,
    });
    // its test awaits it
    atSilent.catch(() => {});
  });
  afterAll(async () => {
    await atSilent.catch(() => {});
    await closeSilent();
  });

  it("loses none of 2,000 messages, counted on both sides", async () => {
    const { messages, wallboard, metrics } = await run(
      ["web.lasts=10s", "web.messages.count=2000", "web.wallboard.every=500ms"],
      ["messages", "wallboard"],
    );
    expect(messages).toMatchObject({
      planned: 2000,
      sent: 2000,
      accepted: 2000,
      refused: 0,
      unanswered: 0,
      lost: 0,
      intake: { received: 2000, accepted: 2000, refused: 0, stored: 2000 },
    });
    expect(wallboard?.looks).toBeGreaterThan(20);
    expect(wallboard?.blind).toBe(0);
    // k6's own count, which knows nothing of our counters
    expect(metrics["http_reqs"]?.values["count"]).toBe(2000 + (wallboard?.looks ?? 0));
  });

  it("counts what a refusing and slow intake does: sent = accepted + refused, accepted = stored", async () => {
    const { messages, notes } = await run(["web.lasts=5s", "web.messages.count=600"], ["messages"], {
      intakeFaults: { refuseEvery: 3, delayMilliseconds: 300 },
    });
    expect(messages).toMatchObject({ sent: 600, accepted: 400, refused: 200, unanswered: 0, lost: 0 });
    expect(messages?.intake).toMatchObject({ accepted: 400, stored: 400 });
    expect(notes.join(" ")).toMatch(/200 messages were refused/);
  });

  it("logs agents in over the embedded PBX's WebSocket, renews and ends their registrations", async () => {
    const pbx = await register("embedded", 60);
    const { agents } = await run(
      ["web.lasts=12s", "web.agents.count=60", "web.agents.storm=3s", "web.agents.expires=4s"],
      ["agents"],
      { pbx },
    );
    expect(agents).toMatchObject({ registered: 60, refused: 0, unanswered: 0, unconnected: 0 });
    expect(agents).toMatchObject({ ended: 60, lost: 0, mostHeld: 60 });
    expect(agents?.refreshed).toBeGreaterThan(60);
    expectBalanced(agents!);
  });

  it.runIf(asteriskIsThere)(
    titleWith("logs agents in over Asterisk's WebSocket", "Asterisk", asteriskIsThere),
    async () => {
      const pbx = await register("asterisk", 40);
      const { agents } = await run(
        ["web.lasts=12s", "web.agents.count=40", "web.agents.storm=4s", "web.agents.expires=4s"],
        ["agents"],
        { pbx },
      );
      expect(agents).toMatchObject({ registered: 40, refused: 0, ended: 40, lost: 0, mostHeld: 40 });
      expectBalanced(agents!);
    },
  );

  it.each(["embedded", ...(asteriskIsThere ? (["asterisk"] as const) : [])] as const)(
    "counts a wrong password at the %s PBX as refused, and explains it",
    async (kind) => {
      const pbx = await register(kind, 5);
      const { agents, notes } = await run(
        ["web.lasts=4s", "web.agents.count=5", "web.agents.storm=1s"],
        ["agents"],
        { pbx: { ...pbx, password: "wrong" } },
      );
      expect(agents).toMatchObject({ logins: 5, registered: 0, refused: 5 });
      expect(notes.join(" ")).toMatch(/5 log-ins were refused: is the password right\?/);
      expect(notes.join(" ")).toMatch(/refused the log-in of soft\d with 40[13]/);
    },
  );

  it("counts the registrations lost when every WebSocket closes in the middle, and comes to its end", async () => {
    const pbx = await register("embedded", 10);
    const { agents, notes } = await run(
      ["web.lasts=10s", "web.agents.count=10", "web.agents.storm=1s"],
      ["agents"],
      { pbx, onStart: () => void setTimeout(() => void pbx.stop(), 6000) },
    );
    expectBalanced(agents!);
    expect((agents?.lost ?? 0) + (agents?.unconnected ?? 0)).toBeGreaterThan(0);
    expect(notes.join(" ")).toMatch(/lost in the middle|found no connection/);
  });

  it("is invalid and says why when k6 is killed, and knows what the intake has kept", async () => {
    let killed = false;
    let k6 = 0;
    const { verdict, load, messages } = await run(
      ["web.lasts=20s", "web.messages.count=2000"],
      ["messages"],
      {
        onStart: (pid) => {
          k6 = pid;
        },
        onProgress: ({ stored }) => {
          if (killed || stored === 0) return;
          killed = true;
          process.kill(k6, "SIGKILL");
        },
      },
    );
    expect(verdict).toBe("invalid");
    expect(load.reasons.join(" ")).toMatch(/killed from outside by SIGKILL/);
    expect(messages?.intake?.accepted).toBe(messages?.intake?.stored);
    expect(messages?.intake?.stored).toBeGreaterThan(0);
  });

  it("keeps what was measured when it is interrupted", async () => {
    const drain = new AbortController();
    const { verdict, messages } = await run(["web.lasts=20s", "web.messages.count=2000"], ["messages"], {
      drain: drain.signal,
      onProgress: ({ stored }) => {
        if (stored > 0) drain.abort();
      },
    });
    expect(verdict).toBe("interrupted");
    expect(messages?.sent).toBeGreaterThan(0);
    expect(messages?.sent).toBeLessThan(2000);
  });

  it("gives up on a PBX that takes connections and never answers", async () => {
    const { web } = loadScenario(SCENARIO);
    const asked = askAddresses({ ...web!, agents: { ...web!.agents!, address: silentAddress } });
    await expect(asked).rejects.toThrow(NoAnswer);
    const { verdict, load, agents } = await atSilent;
    expect(agents?.registered).toBe(0);
    expect(verdict).toBe("invalid");
    expect(load.reasons.join(" ")).toMatch(/did not come to its end|never tried to the end/);
  });
});
