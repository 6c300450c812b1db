/** One line of SIPp's statistics file: a value by its column's name. */
export type StatisticsRow = ReadonlyMap<string, string>;

/**
 * Reads what SIPp writes with `-trace_stat`: names in the first line, `;`
 * between columns. A last line that SIPp has not ended yet is left out.
 */
export const readStatistics = (text: string): readonly StatisticsRow[] => {
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const [head, ...lines] = whole.split("\n").filter((line) => line !== "");
  if (head === undefined) return [];
  const names = head.split(";").filter((name) => name !== "");
  return lines.map((line) => {
    const values = line.split(";");
    return new Map(names.map((name, index) => [name, values[index] ?? ""]));
  });
};
