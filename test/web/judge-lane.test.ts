import { describe, expect, it } from "vitest";
import { writeFigure } from "../../src/gate/figures.ts";
import type { WebLane } from "../../src/scenario/web.ts";
import { judgeLane, type MeasuredLane } from "../../src/web/judge-lane.ts";
import { webResultSchema } from "../../src/web/web-result.ts";

const LANE: WebLane = {
  lastsSeconds: 10,
  messages: { spike: "x", count: 2, delaySeconds: 0, halfLifeSeconds: 60, overSeconds: 600 },
  thresholds: { http_req_duration: ["p(95)<500"], ws_connecting: ["avg<5"] },
};

const counter = (count: number) =>
  ({ type: "counter", contains: "default", values: { count, rate: 0 } }) as const;
const trend = (value: number, count = 2) =>
  ({
    type: "trend",
    contains: "time",
    values: { avg: value, med: value, max: value, "p(95)": value, "p(99)": value, count },
  }) as const;

const measured = (metrics: Record<string, unknown> = {}, more: Partial<MeasuredLane> = {}): MeasuredLane => ({
  planned: {
    lane: LANE,
    lastsMilliseconds: 10_000,
    messages: {
      list: [
        { due: 1, body: "{}" },
        { due: 2, body: "{}" },
      ],
      compression: 60,
    },
  },
  scenarioName: "a test",
  seed: 1,
  k6Version: "v2.2.0",
  addresses: { messages: "http://127.0.0.1:1" },
  outcome: {
    end: { kind: "complete" },
    summary: {
      state: { testRunDurationMs: 10_000 },
      metrics: {
        messages_sent: counter(2),
        messages_accepted: counter(2),
        message_lateness: trend(3),
        http_req_duration: { ...trend(20), thresholds: { "p(95)<500": { ok: true } } },
        ws_connecting: { ...trend(0, 0), thresholds: { "avg<5": { ok: true } } },
        ...metrics,
      } as never,
    },
    messages: [],
    wallSeconds: 11,
  },
  intake: { received: 2, accepted: 2, refused: 0, stored: 2 },
  ...more,
});

describe("the judgement of a lane", () => {
  it("is by k6's figures, in a form that the schema of web.json has", () => {
    const result = judgeLane(measured());
    expect(webResultSchema.parse(result)).toEqual(result);
    expect(result.messages).toMatchObject({ planned: 2, sent: 2, accepted: 2, lost: 0 });
    expect(result.load).toMatchObject({ valid: true, latenessMilliseconds: { p50: 3, p99: 3, max: 3 } });
    expect(result.thresholds).toContainEqual({
      metric: "http_req_duration",
      expression: "p(95)<500",
      observed: 20,
      verdict: "pass",
    });
  });

  it("takes a metric without a sample for not met, whatever k6 says", () => {
    const result = judgeLane(measured());
    expect(result.thresholds).toContainEqual({
      metric: "ws_connecting",
      expression: "avg<5",
      verdict: "no data",
    });
    expect(result.verdict).toBe("fail");
  });

  it("fails where an accepted message was not stored", () => {
    const result = judgeLane(measured({}, { intake: { received: 2, accepted: 2, refused: 0, stored: 1 } }));
    expect(result.messages?.lost).toBe(1);
    expect(result.thresholds).toContainEqual({
      metric: "messages_lost",
      expression: "count==0",
      observed: 1,
      verdict: "fail",
    });
  });

  it.each([
    ["messages that were not sent", { messages_sent: counter(1) }, /1 of 2 planned messages were never sent/],
    ["lateness", { message_lateness: trend(400) }, /400 ms late/],
    ["dropped iterations", { dropped_iterations: counter(3) }, /dropped 3 looks/],
  ])("is invalid by %s", (_, metrics, why) => {
    const { verdict, load } = judgeLane(measured(metrics));
    expect(verdict).toBe("invalid");
    expect(load.reasons.join(" ")).toMatch(why);
  });

  it("is invalid where k6 failed, and tells what the intake knows", () => {
    const { verdict, load } = judgeLane(
      measured(
        {},
        {
          outcome: {
            end: { kind: "failed", explanation: "k6 was killed." },
            messages: [],
            wallSeconds: 4,
          },
        },
      ),
    );
    expect(verdict).toBe("invalid");
    expect(load.reasons.join(" ")).toMatch(/killed.*accepted 2 messages and stored 2/);
  });
});

describe("the figures of k6's metrics", () => {
  it("are written in their own units beside ours", () => {
    expect(writeFigure("http_req_duration", 1219.04)).toBe("1219.0 ms");
    expect(writeFigure("http_req_duration{name:messages}", 3.5)).toBe("3.50 ms");
    expect(writeFigure("http_req_failed", 0.01)).toBe("1.00 %");
    expect(writeFigure("messages_lost", 2)).toBe("2");
    expect(writeFigure("wait", 12)).toBe("12.0 s");
  });
});
