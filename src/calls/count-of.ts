/** A count with what it counts, in the singular where it is one: `countOf(1, "row is", "rows are")`. */
export const countOf = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
