import { describe, expect, it } from "vitest";
import type { WebMessages } from "../../src/scenario/web.ts";
import { shareArrived } from "../../src/trace/message-arrivals.ts";
import { iterationsBy, messageStages } from "../../src/web/export-stages.ts";

const messages = (over: Partial<WebMessages> = {}): WebMessages => ({
  spike: "conference",
  count: 16_000,
  delaySeconds: 0,
  halfLifeSeconds: 21 * 3600,
  overSeconds: 60 * 3600,
  ...over,
});

describe("the stages of an exported script", () => {
  it.each([
    ["the press conference in two minutes", messages(), 1800],
    ["the same in an hour", messages(), 60],
    ["the same in its own time", messages(), 1],
    [
      "twenty messages in two days, far below one a minute",
      messages({ count: 20, overSeconds: 48 * 3600 }),
      1,
    ],
    ["a short half-life", messages({ halfLifeSeconds: 600, overSeconds: 3600 }), 1],
    ["a half-life longer than all of it", messages({ halfLifeSeconds: 1e7 }), 600],
  ])("have the counts of each minute within 1 %%: %s", (_, asked, compression) => {
    const stages = messageStages(asked, compression);
    const minutes = Math.floor(asked.overSeconds / compression / 60);
    expect(minutes).toBeGreaterThan(0);
    for (let minute = 0; minute < minutes; minute++) {
      const [from, to] = [minute * 60, (minute + 1) * 60];
      const expected =
        asked.count * (shareArrived(asked, to * compression) - shareArrived(asked, from * compression));
      const told = iterationsBy(stages, to) - iterationsBy(stages, from);
      expect(Math.abs(told - expected) / expected).toBeLessThan(0.01);
    }
  });

  it("are whole numbers in a time unit that is long where the rate is low, as k6 wants them", () => {
    const few = messageStages(messages({ count: 20 }), 1);
    expect(few.timeUnitSeconds).toBeGreaterThan(3600);
    for (const { target } of few.stages) expect(Number.isSafeInteger(target)).toBe(true);
    expect(Number.isSafeInteger(few.startRate)).toBe(true);
  });
});
