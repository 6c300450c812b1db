import type * as z from "zod";
import { GREATEST_CV, LEAST_CV } from "../distributions/law-of.ts";
import { block, choice, duration, figure, listOf, number, oneOf, text } from "./fields.ts";

export const DISTRIBUTION_KINDS = [
  "constant",
  "exponential",
  "lognormal",
  "gamma",
  "weibull",
  "uniform",
  "empirical",
] as const;

/** The fields that a kind needs, and those that it may have besides. */
export const FIELDS_OF_KIND: Readonly<
  Record<
    (typeof DISTRIBUTION_KINDS)[number],
    { readonly needed: readonly string[]; readonly allowed: readonly string[] }
  >
> = {
  constant: { needed: ["mean"], allowed: [] },
  exponential: { needed: ["mean"], allowed: [] },
  lognormal: { needed: ["mean", "cv"], allowed: [] },
  gamma: { needed: ["mean", "cv"], allowed: [] },
  weibull: { needed: ["mean", "cv"], allowed: [] },
  uniform: { needed: ["mean", "cv"], allowed: [] },
  empirical: { needed: [], allowed: ["values", "file", "column", "unit"] },
};

/** Fields that mean something for one kind or another. */
export const FIELDS_OF_SOME_KIND: readonly string[] = ["mean", "cv", "values", "file", "column", "unit"];

const CV_FORM = `a coefficient of variation (standard deviation over mean) from ${LEAST_CV} to ${GREATEST_CV}, such as 1.1`;

/** A distribution of durations; which fields it needs depends on its kind. */
export const distributionSchema = (description: string) =>
  block(
    {
      distribution: choice(oneOf(DISTRIBUTION_KINDS), "The kind of distribution."),
      mean: figure(duration("zero"), "The mean; every kind but empirical needs it.").optional(),
      cv: figure(
        number(CV_FORM, LEAST_CV).lte(GREATEST_CV, { error: CV_FORM }),
        "Standard deviation over mean, for lognormal, gamma, weibull and uniform (there at most 0.577).",
      ).optional(),
      values: figure(
        listOf(duration("zero"), "a list of durations such as [35s, 2m]"),
        "For empirical: the values, each equally likely.",
      ).optional(),
      file: figure(
        text("the name of a CSV file beside the scenario"),
        "For empirical, instead of values: a CSV file beside the scenario.",
      ).optional(),
      column: choice(text("a column's name"), "The column of the file that holds the durations.").optional(),
      unit: choice(
        oneOf(["ms", "s", "m", "h"]),
        "The unit of bare numbers in that column; not needed where its name ends in _s, _seconds or _ms.",
      ).optional(),
    },
    description,
  );

/** A distribution as written. */
export type WrittenDistribution = z.infer<ReturnType<typeof distributionSchema>>;
