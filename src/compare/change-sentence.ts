import type { MetricChange } from "./compare-runs.ts";
import { type CompareWords, ENGLISH_COMPARE } from "./compare-words.ts";

/** One metric's change in a sentence. */
export const changeSentence = (change: MetricChange, words: CompareWords = ENGLISH_COMPARE): string => {
  const { unit, metric, verdict, base, run, difference, low, high, effectSize, probability } = change;
  const decimal = (value: number, digits: number): string =>
    value.toFixed(digits).replace(".", words.decimalMark);
  const write = (value: number): string =>
    unit === "share"
      ? `${decimal(value * 100, 2)} %`
      : `${decimal(value, Math.abs(value) < 10 ? 2 : 1)} ${unit === "seconds" ? "s" : "ms"}`;
  const signed = (value: number): string => {
    const text = unit === "share" ? words.points(decimal(value * 100, 2)) : write(value);
    return value > 0 ? `+${text}` : text;
  };
  const relative = unit === "share" || base === 0 ? "" : `, ${decimal((difference / base) * 100, 1)} %`;
  const strength = words.strength(
    decimal(effectSize, 2),
    probability < 0.001 ? `< ${decimal(0.001, 3)}` : decimal(probability, 3),
    change.callers,
  );
  return [
    words.verdict(verdict, words.metrics[metric]),
    `${words.beforeAndNow(write(base), write(run))} `,
    `(${[`${signed(difference)}${relative}`, words.interval(signed(low), signed(high)), strength].join(words.semicolon)})`,
  ].join("");
};
