import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { z } from "zod";
import type { Campaign } from "../planning/campaign.ts";
import { parseDuration } from "../scenario/duration.ts";
import { InvalidInput, invalidInput } from "../scenario/invalid-input.ts";

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

const date = z.iso.date("is no date such as 2020-03-14");

const days = z
  .string()
  .transform((text) => parseDuration(text))
  .refine((seconds) => seconds !== undefined && seconds > 0, "is no duration such as 2.2d")
  .transform((seconds) => (seconds as number) / 86_400);

const campaignSchema = z.strictObject({
  start: date,
  days: z.int().min(1).max(3660),
  callsPerDay: z.number().positive(),
  weekdays: z.partialRecord(z.enum(WEEKDAYS), z.number().min(0)).default({}),
  growthPerDay: z.number().gt(-1).lt(1).default(0),
  announcements: z.array(z.strictObject({ date, calls: z.number().positive(), halfLife: days })).default([]),
});

/**
 * Reads a campaign's YAML.
 *
 * @throws InvalidInput with every problem.
 */
export const readCampaign = (path: string): Campaign => {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw invalidInput(path, `the campaign cannot be read: ${(error as Error).message}.`);
  }
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new InvalidInput(document.errors.map(({ message }) => ({ where: path, message })));
  }
  const result = campaignSchema.safeParse(document.toJS());
  if (!result.success) {
    throw new InvalidInput(
      result.error.issues.map((issue) => ({
        where: path,
        message: `${issue.path.join(".") || "the campaign"}: ${issue.message}.`,
      })),
    );
  }
  const { start, callsPerDay, growthPerDay, weekdays, announcements } = result.data;
  return {
    start,
    days: result.data.days,
    callsPerDay,
    growthPerDay,
    weekdayFactors: WEEKDAYS.map((name) => weekdays[name] ?? 1),
    announcements: announcements.map((one) => ({
      date: one.date,
      calls: one.calls,
      halfLifeDays: one.halfLife,
    })),
  };
};
