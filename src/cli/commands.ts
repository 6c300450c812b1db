import type { CommandModule } from "./context.ts";

/** A command as `surgeline --help` lists it; its file is loaded only when it is called. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "run",
    summary: "the main job: flood, measure, recommend, judge, report",
    load: () => import("./run.ts"),
  },
  {
    name: "doctor",
    summary: "what is installed, and what each lack costs",
    load: () => import("./doctor.ts"),
  },
  {
    name: "erlang",
    summary: "waits, losses and occupancy of a load and a staff, by Erlang B, C or A",
    load: () => import("./erlang.ts"),
  },
  {
    name: "staff",
    summary: "the fewest agents for a target, and the headcount behind them",
    load: () => import("./staff.ts"),
  },
  {
    name: "simulate",
    summary: "the same trace through the simulator, a thousand days at a time",
    load: () => import("./simulate.ts"),
  },
  {
    name: "plan",
    summary: "headcount for each interval of a day, or each day of a campaign",
    load: () => import("./plan.ts"),
  },
  {
    name: "calibrate",
    summary: "estimates from measured calls, each with its interval",
    load: () => import("./calibrate.ts"),
  },
  {
    name: "init",
    summary: "a commented scenario to start from",
    load: () => import("./init.ts"),
  },
  {
    name: "gate",
    summary: "judge a run by thresholds, for release jobs",
    load: () => import("./gate.ts"),
  },
  {
    name: "ramp",
    summary: "the load at which the PBX gives way",
    load: () => import("./ramp.ts"),
  },
  {
    name: "report",
    summary: "rebuild the page of a run",
    load: () => import("./report.ts"),
  },
  {
    name: "compare",
    summary: "two runs on the same callers: what got worse",
    load: () => import("./compare.ts"),
  },
  {
    name: "k6",
    summary: "the web lane: messages, agents' log-ins and a wallboard, by k6",
    load: () => import("./k6.ts"),
  },
  {
    name: "serve",
    summary: "live page, list of runs and what-if, on this machine",
    load: () => import("./serve.ts"),
  },
  {
    name: "completion",
    summary: "what makes bash, zsh or fish complete commands and flags",
    load: async () => (await import("./completion.ts")).completionOf(() => COMMANDS),
  },
];
