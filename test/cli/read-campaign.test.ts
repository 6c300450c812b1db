import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readCampaign } from "../../src/cli/read-campaign.ts";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "surgeline-campaign-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("says of every faulty field of a campaign what would be right", () => {
  const path = join(folder, "campaign.yaml");
  writeFileSync(
    path,
    [
      "start: 2026-02-30",
      "days: 0",
      "callsPerDay: -100",
      "growthPerDay: 2",
      "weekdays: { monday: -1 }",
      "announcements: [{ date: 2026-03-01, calls: 50, halfLife: 7 }]",
    ].join("\n"),
  );
  try {
    readCampaign(path);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    expect((error as InvalidInput).problems.map(({ message }) => message)).toEqual([
      "start: is no date such as 2020-03-14.",
      "days: must be a whole number of days from 1 to 3660.",
      "callsPerDay: must be a number of calls above 0.",
      "weekdays.monday: must be a factor of 0 or more, where 1 is a usual day.",
      "growthPerDay: must be a share between -1 and 1 that calls grow by each day, such as -0.005.",
      "announcements.0.halfLife: must be a duration such as 2d or 12h.",
    ]);
  }
});
