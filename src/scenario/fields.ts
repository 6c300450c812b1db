import * as z from "zod";
import { DURATION_FORM, parseDuration } from "./duration.ts";
import {
  DURATION_ABOVE_ZERO_PATTERN,
  DURATION_PATTERN,
  percentPattern,
  TIME_OF_DAY_PATTERN,
  TIME_SPAN_PATTERN,
} from "./patterns.ts";
import { parseTimeOfDay, parseTimeSpan, TIME_OF_DAY_FORM, TIME_SPAN_FORM } from "./time-of-day.ts";

/**
 * The kinds of field that a scenario is made of. Every schema's error text says
 * what is accepted; what was found, and where, is added by `structure.ts`.
 */

/** Fields whose value is a figure: a fact or an assumption about the world, so it must say which. */
const figures = new WeakSet<z.ZodType>();

/** Blocks whose `source:` or `assumed:` covers the figures inside. */
const blocks = new WeakSet<z.ZodType>();

export const isFigure = (schema: z.ZodType): boolean => figures.has(schema);
export const isBlock = (schema: z.ZodType): boolean => blocks.has(schema);

/** A field that must carry its source or the reason for which it is assumed. */
export const figure = <Schema extends z.ZodType>(schema: Schema, description: string): Schema => {
  const described = schema.describe(description);
  figures.add(described);
  return described;
};

/** A field that is a choice of the test and needs no source. */
export const choice = <Schema extends z.ZodType>(schema: Schema, description: string): Schema =>
  schema.describe(description);

const fieldsOf = (shape: z.ZodRawShape): string => Object.keys(shape).join(", ");

/** A map with these fields and no others. */
export const fields = <Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> =>
  z.strictObject(shape, { error: `a map with the fields ${fieldsOf(shape)}` });

/** A map with figures inside, whose `source:` or `assumed:` covers those that have none of their own. */
export const block = <Shape extends z.ZodRawShape>(
  shape: Shape,
  description: string,
): z.ZodObject<Shape, z.core.$strict> => {
  const described = fields(shape).describe(description);
  blocks.add(described);
  return described;
};

export const listOf = <Item extends z.ZodType>(item: Item, accepts: string): z.ZodArray<Item> =>
  z.array(item, { error: accepts }).min(1, { error: accepts });

export const text = (accepts: string): z.ZodString =>
  z.string({ error: accepts }).regex(/\S/, { error: accepts });

export const oneOf = <const Names extends readonly string[]>(
  names: Names,
): z.ZodEnum<{ [Name in Names[number]]: Name }> =>
  z.enum(names, { error: names.length === 1 ? `${names[0]}` : `one of ${names.join(", ")}` }) as z.ZodEnum<{
    [Name in Names[number]]: Name;
  }>;

export const number = (accepts: string, minimum: number, options: { above?: boolean } = {}): z.ZodNumber =>
  options.above === true
    ? z.number({ error: accepts }).gt(minimum, { error: accepts })
    : z.number({ error: accepts }).gte(minimum, { error: accepts });

export const wholeNumber = (accepts: string, minimum: number): z.ZodNumber =>
  z.number({ error: accepts }).int({ error: accepts }).gte(minimum, { error: accepts });

/** As many as `--agents` takes: a day holds each of them in memory. */
export const MOST_PEOPLE = 100_000;

const PEOPLE_FORM = "a whole number of people from 0 to 100,000";

/** People on duty. */
export const people = (): z.ZodNumber => wholeNumber(PEOPLE_FORM, 0).lte(MOST_PEOPLE, { error: PEOPLE_FORM });

const WHOLE_SECONDS_FORM = "a duration of whole seconds, 1s or more, such as 15s";

/** Seconds that a PBX counts whole. */
export const wholeSeconds = (): z.ZodString =>
  z
    .string({ error: WHOLE_SECONDS_FORM })
    .refine((value) => Number.isInteger(parseDuration(value)) && (parseDuration(value) ?? 0) >= 1, {
      error: WHOLE_SECONDS_FORM,
    })
    .meta({ pattern: DURATION_ABOVE_ZERO_PATTERN });

export const timeOfDay = (): z.ZodString =>
  z
    .string({ error: TIME_OF_DAY_FORM })
    .refine((value) => parseTimeOfDay(value) !== undefined, { error: TIME_OF_DAY_FORM })
    .meta({ pattern: TIME_OF_DAY_PATTERN });

export const timeSpan = (): z.ZodString =>
  z
    .string({ error: TIME_SPAN_FORM })
    .refine((value) => parseTimeSpan(value) !== undefined, {
      error: `${TIME_SPAN_FORM}, its end after its start`,
    })
    .meta({ pattern: TIME_SPAN_PATTERN });

/** A duration with its unit; `zero` says whether 0s is one. */
export const duration = (zero: "zero" | "above zero" = "above zero"): z.ZodString => {
  const accepts = zero === "zero" ? DURATION_FORM : `${DURATION_FORM}, more than 0s`;
  return z
    .string({ error: `${accepts}, written with its unit` })
    .refine(
      (value) => {
        const seconds = parseDuration(value);
        return seconds !== undefined && (zero === "zero" || seconds > 0);
      },
      { error: accepts },
    )
    .meta({ pattern: zero === "zero" ? DURATION_PATTERN : DURATION_ABOVE_ZERO_PATTERN });
};

const SHARE_FORM = "a share from 0 to 1 such as 0.8, or from 0% to 100% such as 80%";

/** The share that `0.8` or `80%` means; undefined where it is outside 0 to 1. */
export const parseShare = (value: number | string): number | undefined => {
  const parsed =
    typeof value === "number"
      ? value
      : /^\d+(\.\d+)?\s*%$/.test(value.trim())
        ? Number.parseFloat(value) / 100
        : Number.NaN;
  return parsed >= 0 && parsed <= 1 ? parsed : undefined;
};

export const share = (
  limits: { accepts?: string; above?: 0; below?: 1 } = {},
): z.ZodUnion<readonly [z.ZodNumber, z.ZodString]> => {
  const accepts = limits.accepts ?? SHARE_FORM;
  const fits = (value: number | string): boolean => {
    const parsed = parseShare(value);
    if (parsed === undefined) return false;
    return parsed > (limits.above ?? -1) && parsed < (limits.below ?? 2);
  };
  return z.union(
    [
      z
        .number()
        .refine(fits, { error: accepts })
        .meta({
          [limits.above === undefined ? "minimum" : "exclusiveMinimum"]: 0,
          [limits.below === undefined ? "maximum" : "exclusiveMaximum"]: 1,
        }),
      z
        .string()
        .refine(fits, { error: accepts })
        .meta({
          pattern: percentPattern({ zero: limits.above !== undefined, hundred: limits.below !== undefined }),
        }),
    ],
    { error: accepts },
  );
};
