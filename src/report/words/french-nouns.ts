import { formatFor } from "../format.ts";

const f = formatFor("fr");

/** In French the plural begins at two. */
export const plural = (count: number, one: string, many: string): string =>
  Math.abs(count) < 2 ? one : many;
export const counted = (count: number, one: string, many: string): string =>
  `${f.integer(count)} ${plural(Math.round(count), one, many)}`;
export const calls = (count: number): string => counted(count, "appel", "appels");
export const callers = (count: number): string => counted(count, "appelant", "appelants");
export const people = (count: number): string => counted(count, "personne", "personnes");
