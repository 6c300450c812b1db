import type { CommonFlags } from "./context.ts";
import type { ThresholdFlags } from "./threshold-flags.ts";

/** The flags of `surgeline run` as commander hands them over. */
export interface RunFlags extends CommonFlags, ThresholdFlags {
  readonly pbx?: string;
  readonly window?: string;
  readonly compression?: string;
  readonly force?: boolean;
  readonly agents?: string;
  readonly seed?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly verify?: boolean;
  readonly web?: boolean;
  readonly dispatch?: string;
  readonly agentAccounts?: string;
  readonly queueLog?: string;
  readonly media?: string;
  readonly degrade: readonly string[];
  readonly lang?: string;
  readonly allowTarget: readonly string[];
  readonly set: readonly string[];
  readonly junit?: string;
  readonly markdown?: string;
  readonly failOnInconclusive?: boolean;
}

/** The command that repeats a run: what was asked for, less where its result goes. */
export const repeatCommand = (file: string, flags: RunFlags, seed: number): string => {
  const quote = (text: string): string =>
    /^[\w./:=%+,@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
  const words = ["surgeline", "run", file, "--seed", String(seed)];
  const add = (flag: string, value: string | undefined): void => {
    if (value !== undefined) words.push(flag, value);
  };
  add("--pbx", flags.pbx);
  add("--dispatch", flags.dispatch);
  add("--agent-accounts", flags.agentAccounts);
  add("--queue-log", flags.queueLog);
  add("--media", flags.media);
  for (const degradation of flags.degrade) add("--degrade", degradation);
  add("--window", flags.window);
  add("--compression", flags.compression);
  add("--agents", flags.agents);
  for (const host of flags.allowTarget) add("--allow-target", host);
  for (const setting of flags.set) add("--set", setting);
  for (const threshold of flags.threshold ?? []) add("--threshold", threshold);
  for (const budget of flags.budget ?? []) add("--budget", budget);
  add("--lang", flags.lang);
  if (flags.force === true) words.push("--force");
  if (flags.verify === true) words.push("--verify");
  if (flags.web === true) words.push("--web");
  return words.map(quote).join(" ");
};
