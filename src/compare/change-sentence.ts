import type { MetricChange } from "./compare-runs.ts";

const NAMES: Readonly<Record<MetricChange["metric"], string>> = {
  setup_time: "set-up time",
  dispatch: "dispatch (a free agent's wait for the next caller)",
  wait: "wait",
  abandonment: "abandonment",
  blocking: "blocked calls",
  failure: "failed calls",
  never_served: "callers never served",
};

const write = (unit: MetricChange["unit"], value: number): string => {
  if (unit === "share") return `${(value * 100).toFixed(2)} %`;
  return `${value.toFixed(Math.abs(value) < 10 ? 2 : 1)} ${unit === "seconds" ? "s" : "ms"}`;
};

const signed = (unit: MetricChange["unit"], value: number): string => {
  const text = unit === "share" ? `${(value * 100).toFixed(2)} points` : write(unit, value);
  return value > 0 ? `+${text}` : text;
};

/** One metric's change in a sentence. */
export const changeSentence = (change: MetricChange): string => {
  const { unit, metric, verdict, base, run, difference, low, high, effectSize, probability } = change;
  const relative = unit === "share" || base === 0 ? "" : `, ${((difference / base) * 100).toFixed(1)} %`;
  return [
    `${verdict === "same" ? "no difference" : verdict} in ${NAMES[metric]}: `,
    `${write(unit, base)} before, ${write(unit, run)} now `,
    `(${signed(unit, difference)}${relative}; 99 %: ${signed(unit, low)} to ${signed(unit, high)}; `,
    `effect ${effectSize.toFixed(2)}, p ${probability < 0.001 ? "< 0.001" : probability.toFixed(3)}, ${change.callers} callers)`,
  ].join("");
};
