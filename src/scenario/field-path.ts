/** The way to a field of a scenario: keys of maps and places in lists. */
export type FieldPath = readonly (string | number)[];

/** Writes a path as messages and `provenance` do: `arrivals.spikes[0].calls`. */
export const formatPath = (path: FieldPath): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");

/**
 * Reads a path as `--set` takes it: `arrivals.spikes[0].calls`, and
 * `arrivals.spikes.0.calls` as well. Undefined where it is no path.
 */
export const parsePath = (text: string): FieldPath | undefined => {
  const dotted = text.trim().replaceAll(/\[(\d+)\]/g, ".$1");
  if (!/^[A-Za-z][\w-]*(\.[\w-]+)*$/.test(dotted)) return undefined;
  return dotted.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
};
