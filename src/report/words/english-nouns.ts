import { formatFor } from "../format.ts";

const f = formatFor("en");

export const calls = (count: number): string => `${f.integer(count)} ${count === 1 ? "call" : "calls"}`;
export const callers = (count: number): string => `${f.integer(count)} ${count === 1 ? "caller" : "callers"}`;
export const people = (count: number): string => `${f.integer(count)} ${count === 1 ? "person" : "people"}`;
