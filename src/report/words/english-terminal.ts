import { formatFor } from "../format.ts";

const f = formatFor("en");

/** The words of the terminal in English; `french-terminal.ts` has the same shape. */
export const ENGLISH_TERMINAL = {
  label: (name: string) => `${name}:`,
  plan: "Plan",
  expectation: (told: { calls: number; peakPerHour: number; erlangs: number; agents: number; at: number }) =>
    `${f.integer(told.calls)} callers are due; at the peak, about ${f.clock(told.at)}, ${f.integer(told.peakPerHour)} calls an hour come, which is work for ${f.decimal(told.erlangs, 1)} people (erlangs); ${f.integer(told.agents)} are at work then.`,
  overload: (erlangs: number, agents: number) =>
    `That is more work (${f.decimal(erlangs, 1)}) than ${f.integer(agents)} people can do, even if nobody is ever idle: a queue will build up.`,
  leadIn: (seconds: number) =>
    `The calls of the ${f.duration(seconds)} before the window are placed, too, to fill the queue; they count nowhere.`,
  provenance: (source: number, assumed: number, set: number) =>
    `Of the scenario's figures ${f.integer(source)} have a source, ${f.integer(assumed)} are assumed${set > 0 ? `, ${f.integer(set)} ${set === 1 ? "was" : "were"} set on the command line` : ""}; the report lists each.`,
  wall: (seconds: number) => `This will take about ${f.duration(seconds)} of real time.`,
  forced: (what: string) => `Forced: ${what}`,
  live: {
    due: (placed: number, planned: number | undefined) =>
      planned === undefined
        ? `${f.integer(placed)} placed`
        : `${f.integer(placed)}/${f.integer(planned)} placed`,
    waiting: (count: number) => `${f.integer(count)} waiting`,
    longest: (seconds: number) => `longest ${f.duration(seconds)}`,
    answered: (count: number) => `${f.integer(count)} answered`,
    abandoned: (count: number) => `${f.integer(count)} gave up`,
    blocked: (count: number) => `${f.integer(count)} blocked`,
    failed: (count: number) => `${f.integer(count)} failed`,
    busy: (busy: number, onDuty: number | undefined) =>
      onDuty === undefined ? `${f.integer(busy)} busy` : `${f.integer(busy)}/${f.integer(onDuty)} busy`,
    late: (milliseconds: number) => `late ${f.milliseconds(milliseconds)}`,
  },
  thresholds: "Thresholds",
  calls: "Calls",
  waits: "Waits",
  people: "People needed",
  quality: "Measurement",
  counts: (told: {
    offered: number;
    answered: number;
    abandoned: number;
    blocked: number | undefined;
    failed: number;
  }) =>
    `offered ${f.integer(told.offered)} · answered ${f.integer(told.answered)} · gave up ${f.integer(told.abandoned)}${
      told.blocked === undefined ? "" : ` · blocked ${f.integer(told.blocked)}`
    } · failed ${f.integer(told.failed)}`,
  meanWait: (all: string, answered: string | undefined) =>
    `mean ${all}${answered === undefined ? "" : `, of the answered ${answered}`}`,
  needColumns: { start: "from", calls: "calls", staffed: "on duty" },
  settle: (count: number) => `${f.integer(count)} calls would settle it`,
  interval: (text: string) => `95%: ${text}`,
  files: { folder: "Run", report: "Report", repeat: "Again" },
};

export type TerminalWords = typeof ENGLISH_TERMINAL;
