import { formatFor } from "../format.ts";
import { calls, people } from "./english-nouns.ts";

const f = formatFor("en");

/** Whether the 95 % intervals of a trend's two ends overlap, as the end of its title. */
const OVERLAP: Readonly<Record<string, string>> = {
  true: "; the intervals of the two overlap",
  false: "; the intervals of the two do not overlap",
};

/** The words of the charts in English; `french-charts.ts` has the same shape. */
export const ENGLISH_CHARTS = {
  callsMissing: (count: number) =>
    `The run's calls.csv is missing, so that the charts of its ${calls(count)} are left out. What stands here comes from summary.json.`,
  showTable: "Show the figures as a table",
  download: "Download",
  time: "Time of day",
  day: {
    title: (peakCalls: number, from: number, answeredShare: number) =>
      `The busiest interval, from ${f.clock(from)}, brought ${calls(peakCalls)}; over the whole time ${f.percent(answeredShare, 0)} were answered`,
    description: (width: number) =>
      `Calls by the time of their arrival, in intervals of ${f.duration(width)}, stacked by how they ended. The line counts the callers who first called then and never reached anyone. At a dotted line the number of people on duty changes.`,
    neverServed: "callers never served",
    axis: "Calls per interval",
    columns: ["From", "Answered", "Answered in time", "Gave up", "Blocked", "Failed", "Callers never served"],
  },
  outcomes: { answered: "answered", abandoned: "gave up", blocked: "blocked", failed: "failed" },
  waits: {
    title: (worst: number, from: number) =>
      `The longest typical wait was ${f.duration(worst)}, for those who called from ${f.clock(from)} on`,
    titleNone: "Hardly anyone waited",
    description:
      "Waits by the time of arrival: the median as a line, half of the callers within the inner band, nine in ten within the outer one. Those who gave up count with the time they waited.",
    axis: "Wait in seconds",
    median: "median",
    half: "half of the callers",
    ninety: "nine in ten",
    target: (within: number) => `target: ${f.duration(within)}`,
    columns: ["From", "Calls", "5% waited less than", "25%", "Median", "75%", "95%"],
  },
  distribution: {
    title: (share: number, within: number, longest: number) =>
      `${f.percent(share, 0)} of those answered waited at most ${f.duration(within)}; the longest waited ${f.duration(longest)}`,
    description: "How many calls waited how long, those answered and those who gave up.",
    axis: "Wait in seconds",
    count: "Calls",
    columns: ["Wait from", "to", "Answered", "Gave up"],
  },
  need: {
    title: (short: number, from: string, missing: number) =>
      short === 0
        ? "Enough people were on duty in every interval"
        : `Too few people were on duty in ${f.integer(short)} ${short === 1 ? "interval" : "intervals"}; ${people(missing)} were missing from ${from} on`,
    description:
      "People on duty (grey area) against the people that each model asks for. A line ends where its model was not computed.",
    axis: "People",
    columns: { start: "From", end: "To", calls: "Calls", staffed: "On duty" },
    models: {
      erlangC: "Erlang C",
      erlangA: "Erlang A",
      offeredLoad: "offered load",
      simulated: "simulation",
      expected: "expected",
      assured: "assured",
      staffed: "on duty",
    },
    modelWords: {
      erlangC:
        "Erlang C: nobody ever gives up and every interval lasts for ever. What most planners use; asks for too many when callers give up.",
      erlangA:
        "Erlang A: callers give up after a while. Asks for fewer, since those who gave up need nobody.",
      offeredLoad:
        "Offered load: Erlang A on the load as it really is at a time, which lags behind the calls by a handling time.",
      simulated: "Simulation: the same day many times over, with its spike, its shifts and its redials.",
      expected: "Expected: the fewest with whom the average day meets the target; half of the days miss it.",
      assured: "Assured: the fewest with whom 99 days in 100 meet it.",
    },
  },
  patience: {
    title: (median: number | undefined) =>
      median === undefined
        ? "Fewer than half of the callers lost patience within the waits seen"
        : `Half of the callers lose patience within ${f.duration(median)}`,
    description:
      "The share of callers who would still be waiting, by Kaplan-Meier: being answered ends what can be known of a caller's patience. The band is the 95% interval.",
    axis: "Still waiting",
    columns: ["Seconds", "Still waiting", "Low", "High"],
    seconds: "Seconds waited",
  },
  /** Of a chart whose last bar holds all beyond it. */
  farthest: (milliseconds: number) =>
    `The last bar holds the farthest calls, too, up to ${f.milliseconds(milliseconds)}.`,
  setup: {
    title: (p50: number, p95: number) =>
      `The PBX answered the first message within ${f.milliseconds(p50)} for half of the calls, ${f.milliseconds(p95)} for 95%`,
    description:
      "From the INVITE to the first sign of ringing or answer, in real time, never scaled. Waiting for an adviser is not in it.",
    axis: "Set-up time in milliseconds",
    count: "Calls",
    columns: ["From (ms)", "To (ms)", "Calls"],
  },
  lateness: {
    title: (p99: number) => `99 in 100 calls were placed at most ${f.milliseconds(p99)} late`,
    titleOfFew: (longest: number) => `Every call was placed at most ${f.milliseconds(longest)} late`,
    description: "How late each INVITE left after it was due, in real time.",
    axis: "Lateness in milliseconds",
    count: "Calls",
    columns: ["From (ms)", "To (ms)", "Calls"],
  },
  trend: {
    run: "Run",
    provesNothing: "proves nothing",
    shares: {
      title: (
        within: number | undefined,
        from: number,
        to: number,
        runs: number,
        overlap: boolean | undefined,
      ) =>
        `The share answered${within === undefined ? " in time" : ` within ${f.duration(within)}`} ${
          f.percent(from, 1) === f.percent(to, 1)
            ? `stayed at ${f.percent(to, 1)}`
            : // what chance alone may have moved has neither risen nor fallen
              `${overlap === true ? "went" : to > from ? "rose" : "fell"} from ${f.percent(from, 1)} to ${f.percent(to, 1)}`
        } over ${f.integer(runs)} runs${OVERLAP[String(overlap)] ?? ""}`,
      plain: "Shares of the calls, run by run",
      description:
        "The runs in their order. Answered in time and gave up are shares of the calls offered, never served of the callers. A bar is the 95% interval. A cross marks a run that proves nothing: stopped early, or with a generator that was late.",
      axis: "Share",
      serviceLevel: "answered in time",
      abandonment: "gave up",
      neverServed: "callers never served",
    },
    wait: {
      title: (from: number, to: number, runs: number, overlap: boolean | undefined) =>
        `The mean wait ${
          f.duration(from) === f.duration(to)
            ? `stayed at ${f.duration(to)}`
            : `went from ${f.duration(from)} to ${f.duration(to)}`
        } over ${f.integer(runs)} runs${OVERLAP[String(overlap)] ?? ""}`,
      plain: "Mean wait, run by run",
      description:
        "The mean wait of all calls offered that waited, of those who gave up too, in seconds of the scenario. A bar is the 95% interval.",
      axis: "Mean wait in seconds",
      series: "mean wait",
    },
    setup: {
      title: (from: number, to: number, runs: number) =>
        `95% of the set-ups took at most ${
          f.milliseconds(from) === f.milliseconds(to)
            ? `${f.milliseconds(to)}, in the first run and in the last`
            : `${f.milliseconds(from)} in the first run and ${f.milliseconds(to)} in the last`
        } of ${f.integer(runs)}`,
      plain: "Set-up time, run by run",
      description:
        "From the INVITE to the first sign of ringing or answer, in real time: what the PBX itself takes for a call.",
      axis: "Set-up time in milliseconds",
      p50: "half of the calls",
      p95: "95% of the calls",
    },
    columns: {
      started: "Started",
      offered: "Offered",
      low: (name: string) => `${name}, low`,
      high: (name: string) => `${name}, high`,
      proves: "Proves something",
    },
    page: {
      documentTitle: (scenario: string) => `${scenario} · surgeline trend`,
      subtitle: (runs: number) => `The trend over ${f.integer(runs)} runs.`,
      doubtful: (names: readonly string[]) =>
        `Marked with a cross, since stopped early or with a generator that was late: ${names.join(", ")}.`,
    },
    yes: "yes",
    no: "no",
  },
};

export type ChartWords = typeof ENGLISH_CHARTS;
