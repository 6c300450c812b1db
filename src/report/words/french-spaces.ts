const NO_BREAK = "\u00a0";

/** French sets a space before these signs, and no line may begin with one. */
const held = (text: string): string => text.replaceAll(/ (?=[:;?!»%])|(?<=«) /g, NO_BREAK);

/** Words with the spaces of French punctuation held to their signs, whatever they are made of. */
export const withFrenchSpaces = <T>(words: T): T => {
  const hold = (value: unknown): unknown => {
    if (typeof value === "string") return held(value);
    if (typeof value === "function") {
      return (...parts: readonly unknown[]): unknown => hold(value(...parts));
    }
    if (Array.isArray(value)) return value.map(hold);
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, hold(part)]));
    }
    return value;
  };
  return hold(words) as T;
};
