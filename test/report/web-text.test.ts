import { describe, expect, it } from "vitest";
import { backlogLines, webLines } from "../../src/report/web-text.ts";
import type { WebResult } from "../../src/web/web-result.ts";

const RESULT: WebResult = {
  schemaVersion: 1,
  verdict: "pass",
  scenario: "a test",
  seed: 1,
  k6: "v2.2.0",
  messages: {
    address: "http://127.0.0.1:1",
    compression: 1800,
    planned: 16_000,
    sent: 16_000,
    accepted: 15_990,
    refused: 10,
    unanswered: 0,
    intake: { received: 16_000, accepted: 15_990, refused: 10, stored: 15_990 },
    lost: 0,
  },
  agents: {
    address: "ws://127.0.0.1:1/ws",
    logins: 500,
    registered: 499,
    refused: 1,
    unanswered: 0,
    unconnected: 0,
    refreshed: 700,
    ended: 499,
    unended: 0,
    lost: 0,
    mostHeld: 499,
    timeToRegisterMilliseconds: { p50: 4, p95: 21, p99: 40, max: 80 },
  },
  wallboard: { address: "http://127.0.0.1:1/wallboard", looks: 60, blind: 0 },
  load: { droppedIterations: 0, valid: true, reasons: [] },
  backlog: {
    messages: 16_000,
    handlingSeconds: 300,
    handlingAssumed: true,
    deadlineSeconds: 7 * 86_400,
    personHours: 1333.3,
    telephoneHoursPerDay: 380,
    fewestPeople: 9,
    staffings: [
      {
        people: 4,
        clearedAfterSeconds: 14.4 * 86_400,
        waitingAtDeadline: 8512,
        mostWaiting: 9000,
        meetsDeadline: false,
      },
      { people: 1, waitingAtDeadline: 14_000, mostWaiting: 15_000, meetsDeadline: false },
    ],
  },
  metrics: {},
  thresholds: [],
  notes: ["1 log-ins were refused: is the password right?"],
  wallSeconds: 130,
};

describe("the web lane in words", () => {
  it("says what was sent, accepted, refused and stored, and who registered", () => {
    const text = webLines(RESULT, "en").join("\n");
    expect(text).toMatch(/16,000 of 16,000 sent: 15,990 accepted, 10 refused, 0 unanswered, 15,990 stored/);
    expect(text).toMatch(/499 of 500 registered \(median 4 ms, 95% within 21 ms, at most 80 ms\), 1 refused/);
    expect(text).toMatch(/60 looks/);
    expect(text).toMatch(/is the password right/);
  });

  it("says what the backlog takes, with a deadline that is met and without", () => {
    const text = backlogLines(RESULT.backlog!, "en").join("\n");
    expect(text).toMatch(/at 5m each \(assumed\)/);
    expect(text).toMatch(/1,333 hours of work, beside 380 hours at the telephone a day/);
    expect(text).toMatch(/within 7d 0h takes 9 people/);
    expect(text).toMatch(/With 4 on duty all are answered after 14d 10h; 8,512 still wait/);
    expect(text).toMatch(/With 1 on duty it takes more than three years/);
    const { fewestPeople: _none, ...never } = RESULT.backlog!;
    expect(backlogLines(never, "en").join(" ")).toMatch(/Nobody can answer all within 7d 0h/);
  });

  it("has as many sentences in French", () => {
    expect(webLines(RESULT, "fr")).toHaveLength(webLines(RESULT, "en").length);
    expect(webLines(RESULT, "fr").join(" ")).toMatch(/15.990 enregistrés.*connexions|Connexions des agents/s);
  });

  it("says why a lane is invalid", () => {
    const invalid = { ...RESULT, load: { ...RESULT.load, valid: false, reasons: ["k6 was killed."] } };
    expect(webLines(invalid, "en")).toContain("Invalid: k6 was killed.");
    expect(webLines(invalid, "fr")).toContain("Non valable : k6 was killed.");
  });
});
