import type { Faults } from "../pbx/embedded/options.ts";
import { parseDuration } from "../scenario/duration.ts";
import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";
import { parseTimeOfDay } from "../scenario/time-of-day.ts";

/** What `--degrade` takes, for the help and for messages. */
export const DEGRADE_FORM =
  "setup=100ms, dispatch=50ms (delays of wall time), failures=1% (answered 500), or restart=11:40+2s (all calls lost at that time of day, back after so long)";

const milliseconds = (text: string): number | undefined => {
  const seconds = parseDuration(text);
  return seconds === undefined ? undefined : seconds * 1000;
};

const share = (text: string): number | undefined => {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (match === null) return undefined;
  const value = Number(match[1]) / (match[2] === "%" ? 100 : 1);
  return value <= 1 ? value : undefined;
};

const restart = (text: string): Faults["restart"] => {
  const [at, down] = text.split("+");
  const atScenarioSeconds = parseTimeOfDay(at ?? "");
  const downMilliseconds = milliseconds(down ?? "");
  if (atScenarioSeconds === undefined || downMilliseconds === undefined) return undefined;
  return { atScenarioSeconds, downMilliseconds };
};

/** Reads the ways in which the embedded PBX is to be worse than it is. Throws InvalidInput with every fault. */
export const readDegradations = (texts: readonly string[]): Faults | undefined => {
  if (texts.length === 0) return undefined;
  const problems: Problem[] = [];
  const faults: { -readonly [Name in keyof Faults]: Faults[Name] } = {};
  for (const text of texts) {
    const [name, value = ""] = text.split("=", 2);
    const delay = milliseconds(value);
    const part = share(value);
    const lost = restart(value);
    if (name === "setup" && delay !== undefined) faults.setUpDelayMilliseconds = delay;
    else if (name === "dispatch" && delay !== undefined) faults.dispatchDelayMilliseconds = delay;
    else if (name === "failures" && part !== undefined) faults.failureShare = part;
    else if (name === "restart" && lost !== undefined) faults.restart = lost;
    else problems.push({ where: "--degrade", message: `got "${text}"; it takes ${DEGRADE_FORM}.` });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return faults;
};
