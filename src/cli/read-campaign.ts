import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { z } from "zod";
import type { Campaign } from "../planning/campaign.ts";
import { parseDuration } from "../scenario/duration.ts";
import { InvalidInput, invalidInput } from "../scenario/invalid-input.ts";

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

const date = z.iso.date("is no date such as 2020-03-14");

const HALF_LIFE_FORM = "must be a duration such as 2d or 12h";

const days = z
  .string(HALF_LIFE_FORM)
  .transform((text) => parseDuration(text))
  .refine((seconds) => seconds !== undefined && seconds > 0, HALF_LIFE_FORM)
  .transform((seconds) => (seconds as number) / 86_400);

const CALLS_FORM = "must be a number of calls above 0";
const GROWTH_FORM = "must be a share between -1 and 1 that calls grow by each day, such as -0.005";
const DAYS_FORM = "must be a whole number of days from 1 to 3660";
const FACTOR_FORM = "must be a factor of 0 or more, where 1 is a usual day";

const campaignSchema = z.strictObject({
  start: date,
  days: z.int(DAYS_FORM).min(1, DAYS_FORM).max(3660, DAYS_FORM),
  callsPerDay: z.number(CALLS_FORM).positive(CALLS_FORM),
  weekdays: z.partialRecord(z.enum(WEEKDAYS), z.number(FACTOR_FORM).min(0, FACTOR_FORM)).default({}),
  growthPerDay: z.number(GROWTH_FORM).gt(-1, GROWTH_FORM).lt(1, GROWTH_FORM).default(0),
  announcements: z
    .array(z.strictObject({ date, calls: z.number(CALLS_FORM).positive(CALLS_FORM), halfLife: days }))
    .default([]),
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
