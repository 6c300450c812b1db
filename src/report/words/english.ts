import { formatFor } from "../format.ts";
import { ENGLISH_CHARTS } from "./english-charts.ts";
import { callers, calls, people } from "./english-nouns.ts";
import { ENGLISH_PBX } from "./english-pbx.ts";
import { ENGLISH_QUALITY } from "./english-quality.ts";
import { ENGLISH_TERMINAL } from "./english-terminal.ts";

const f = formatFor("en");

const range = (low: number, high: number): string =>
  low === high ? "" : ` (between ${f.integer(low)} and ${f.integer(high)})`;

/** Every word of the report in English; `french.ts` has the same shape. */
export const ENGLISH = {
  documentTitle: (scenario: string) => `${scenario} · surgeline report`,
  skipToContent: "Skip to the content",
  contents: "Contents",
  heading: (scenario: string) => scenario,
  subtitle: (date: string, from: number, to: number) =>
    `Measured on ${date}. The day from ${f.clock(from)} to ${f.clock(to)}.`,
  theme: "Light or dark",
  themes: { system: "as the device", light: "light", dark: "dark" },

  verdicts: {
    pass: { mark: "✔", word: "Holds" },
    fail: { mark: "✘", word: "Does not hold" },
    tooFew: { mark: "✘", word: "Too few people" },
    inconclusive: { mark: "?", word: "Not settled" },
    invalid: { mark: "!", word: "Proves nothing" },
    interrupted: { mark: "‖", word: "Stopped early" },
    none: { mark: "–", word: "No result yet" },
  },
  /** A note of calibration or planning, which are written in English. */
  note: (written: string): string => written,
  verdictSentence: {
    pass: "Every threshold was met.",
    /** @param what the figures whose thresholds were missed. */
    fail: (failed: number, of: number, what: readonly string[]) =>
      failed === 1 && of === 1
        ? `The one threshold was missed: ${f.list(what)}.`
        : `${f.integer(failed)} of ${f.integer(of)} thresholds ${failed === 1 ? "was" : "were"} missed: ${f.list(what)}.`,
    inconclusive: (open: number, callsToSettle: number | undefined) =>
      `No threshold was missed, but ${open === 1 ? "one is" : `${f.integer(open)} are`} not settled by so few calls.${
        callsToSettle === undefined
          ? ""
          : ` About ${calls(callsToSettle)} would settle ${open === 1 ? "it" : "them"}.`
      }`,
    invalid:
      "The generator could not place the calls as planned, so this run says nothing about the hotline.",
    interrupted: "The run was stopped before its end; what was measured until then is shown.",
    none: "This run has no summary: it was stopped before its figures were computed, or is still going on.",
  },
  /** The first sentence: what happened to the people who called. */
  whatHappened: (told: {
    offered: number;
    servedShare: number | undefined;
    withinSeconds: number;
    abandonedShare: number | undefined;
    neverServed: number | undefined;
  }) =>
    [
      `${calls(told.offered)} came`,
      told.servedShare === undefined
        ? ""
        : `; ${f.percent(told.servedShare, 0)} were answered within ${f.duration(told.withinSeconds)}`,
      told.abandonedShare === undefined
        ? ""
        : `${told.servedShare === undefined ? ";" : ","} ${f.percent(told.abandonedShare, 0)} gave up waiting`,
      ".",
      told.neverServed === undefined
        ? ""
        : told.neverServed === 0
          ? " Everyone who called reached an adviser in the end."
          : ` ${callers(told.neverServed)} never reached an adviser.`,
    ].join(""),
  targetMet: (targetShare: number, within: number, met: boolean) =>
    met
      ? `The target, ${f.percent(targetShare, 0)} within ${f.duration(within)}, was met.`
      : `The target, ${f.percent(targetShare, 0)} within ${f.duration(within)}, was missed.`,
  /** Of a run that was stopped, in place of whether the target was met. */
  restsOn: (placed: number) =>
    `It was interrupted after ${calls(placed)}: whether the target is met cannot be told from ${placed === 1 ? "it" : "them"}.`,
  /** The waits with the PBX's lag taken out, beside those that stand above. */
  withoutDispatchLag: (told: {
    lagSeconds: number;
    lagMilliseconds: { readonly p95: number };
    limitSeconds: number;
    meanWaitSeconds?: number | undefined;
    serviceLevel?: { readonly withinSeconds: number; readonly value: number } | undefined;
  }) =>
    `These waits hold the PBX's own dispatch lag: up to ${f.milliseconds(told.lagMilliseconds.p95)} of real time (95th percentile), which is ${f.duration(told.lagSeconds)} here, more than a tenth of the target.${
      told.meanWaitSeconds === undefined
        ? ""
        : ` Without each call's own lag the mean wait is ${f.duration(told.meanWaitSeconds)}`
    }${
      told.meanWaitSeconds === undefined || told.serviceLevel === undefined
        ? ""
        : `, and ${f.percent(told.serviceLevel.value, 1)} are answered within ${f.duration(told.serviceLevel.withinSeconds)}`
    }${told.meanWaitSeconds === undefined ? "" : "."}`,
  neededPeople: (told: {
    staffedAtPeak: number | undefined;
    agents: number;
    low: number;
    high: number;
    assured: boolean;
    headcount: number | undefined;
  }) =>
    `${
      told.staffedAtPeak === undefined
        ? ""
        : `There were ${people(told.staffedAtPeak)} on duty at the busiest time. `
    }To meet the target${told.assured ? " on 99 days in 100" : " on an average day"}, ${people(told.agents)} must be on duty then${range(
      told.low,
      told.high,
    )}${
      told.headcount === undefined
        ? "."
        : `: ${people(told.headcount)} on the rota, breaks, training and absence included.`
    }`,
  neededByErlangC: (agents: number, from: string, staffed: number) =>
    `By Erlang C, ${people(agents)} must be on duty in the busiest interval (from ${from}); ${f.integer(staffed)} were.`,
  fewCalls: (count: number) =>
    `Only ${calls(count)} were counted. Every share below is uncertain by several points; read the intervals, not the figures alone.`,
  noCalls: "No call was counted. There is nothing to show but the plan and what went wrong.",

  cards: {
    offered: "Calls offered",
    answeredWithin: (within: number) => `Answered within ${f.duration(within)}`,
    abandonment: "Gave up waiting",
    meanWait: "Mean wait",
    neverServed: "Never served",
    failed: "Failed calls",
    occupancy: "Occupancy",
    needed: "People needed at the peak",
    of: (count: number) => `of ${callers(count)}`,
    interval: (low: string, high: string) => `95%: ${low} to ${high}`,
  },

  sections: {
    plan: "What was asked",
    day: "The day",
    waits: "How long people waited",
    people: "People needed and people on duty",
    callers: "What callers do",
    pbx: "What the PBX adds",
    failures: "Failed calls",
    thresholds: "Thresholds",
    quality: "Quality of the measurement",
    whatIf: "What if",
    verification: "The staffing, flooded again",
    method: "Method and assumptions",
  },

  plan: {
    calls: (count: number, from: number, to: number) =>
      `The scenario has about ${calls(count)} on the day, open from ${f.clock(from)} to ${f.clock(to)}.`,
    spike: (name: string, at: number, count: number, rise: number, halfLife: number, probability: number) =>
      `${name}: from ${f.clock(at)} on, ${calls(count)} more, rising for ${f.duration(rise)} and then halving every ${f.duration(halfLife)}${
        probability < 1 ? `, with a probability of ${f.percent(probability, 0)}` : ""
      }.`,
    handling: (talk: number, wrapUp: number, ring: number) =>
      `A call keeps an adviser for ${f.duration(talk + wrapUp + ring)} on average: ${f.duration(talk)} of talk, ${f.duration(wrapUp)} of work after it${
        ring > 0 ? `, ${f.duration(ring)} of ringing` : ""
      }.`,
    patience: (mean: number, kind: string, redial: number) =>
      `Callers give up after ${f.duration(mean)} on average (${kind}); ${f.percent(redial, 0)} of those who gave up call again.`,
    patienceNever: "Callers never give up.",
    staff: (least: number, most: number, effective: number) =>
      `${least === most ? people(most) : `Between ${f.integer(least)} and ${people(most)}`} on duty${
        effective < 1 ? `, of whom ${f.percent(effective, 0)} are really effective` : ""
      }.`,
    trunks: (count: number | undefined) =>
      count === undefined
        ? "As many lines as calls come."
        : `${f.integer(count)} lines; a call beyond them is refused.`,
    target: (share: number, within: number, maximumAbandonment: number | undefined) =>
      `The target: ${f.percent(share, 0)} of all calls answered within ${f.duration(within)}${
        maximumAbandonment === undefined ? "" : `, at most ${f.percent(maximumAbandonment, 0)} giving up`
      }.`,
    flood: (pbx: string, from: number, to: number, compression: number, over: boolean) =>
      `The part from ${f.clock(from)} to ${f.clock(to)} ${over ? "was" : "is"} placed as real SIP calls at ${pbx}${
        compression === 1
          ? ", in real time."
          : `, ${f.decimal(compression, Number.isInteger(compression) ? 0 : 1)} times as fast as life; waits and patience are scaled back.`
      }`,
  },
  pbxKinds: { embedded: "the embedded PBX", asterisk: "Asterisk", external: "an external PBX" },
  distributions: {
    constant: "always the same",
    exponential: "exponential",
    lognormal: "lognormal",
    gamma: "gamma",
    weibull: "Weibull",
    uniform: "uniform",
    empirical: "as measured",
  },

  provenance: {
    heading: "Where each figure comes from",
    explanation:
      "A figure of the scenario has a source or is assumed. What the scenario assumes about callers and calls is injected into the run: that it comes back in the measurement is no finding about people. Measured is what the PBX and the queue made of it.",
    kinds: {
      source: "source",
      assumed: "assumed",
      set: "set by --set",
      injected: "injected",
      measured: "measured",
      computed: "computed",
    },
    columns: ["Figure", "Kind", "Source or reason"],
    setOnCommandLine: "given on the command line",
    measuredRows: {
      waits: "Waits, abandonment, service level",
      setup: "Set-up time and dispatch of the PBX",
      lateness: "Lateness of the generator",
      need: "People needed",
      needFrom: "computed from the scenario's calls and handling time by the models named",
      measuredFrom: (pbx: string) => `measured from outside, call by call, at ${pbx}`,
    },
  },

  charts: ENGLISH_CHARTS,
  people: {
    peak: (expected: string, assured: string) => `At the peak: ${expected} expected, ${assured} assured.`,
    agentHours: (hours: number) => `${f.decimal(hours, 1)} hours of work over the day.`,
    headcount: (count: number, shrinkage: number) =>
      `${people(count)} on the rota for the peak, since ${f.percent(shrinkage, 0)} of paid time is not on duty.`,
    models: "What the models assume, and why they differ",
  },

  callers: {
    injected:
      "Patience, handling time and redials of this run were injected from the scenario. What comes back here checks the measurement; it is no finding about people. Those come from production calls: surgeline calibrate.",
    patienceMean: (mean: number, low: number | undefined, high: number | undefined) =>
      `Mean patience (exponential): ${f.duration(mean)}${low === undefined || high === undefined ? "" : `, between ${f.duration(low)} and ${f.duration(high)}`}.`,
    handleTime: (mean: number, cv: number | undefined) =>
      `Mean handling time: ${f.duration(mean)}${cv === undefined ? "" : `, coefficient of variation ${f.decimal(cv, 2)}`}.`,
    redial: (probability: number) =>
      `${f.percent(probability, 0)} of the unserved attempts were followed by another.`,
    dispersion: (value: number) =>
      `Arrivals vary ${f.decimal(value, 2)} times as much as independent callers would (variance over mean).`,
  },

  pbx: ENGLISH_PBX,

  failures: {
    none: "No call failed.",
    cause: (status: number) => (status === 0 ? "No answer at all" : `Response ${status}`),
    meaning: (status: number): string =>
      status === 0
        ? "The PBX did not respond before the time ran out."
        : status === 408
          ? "The request timed out."
          : status === 404
            ? "The PBX does not know the number dialled."
            : status === 401 || status === 403 || status === 407
              ? "The PBX refused the caller."
              : status === 488
                ? "The PBX does not accept the audio offered."
                : status >= 500 && status < 600
                  ? "The PBX failed to handle the call."
                  : status >= 600
                    ? "The PBX refused the call for good."
                    : "The PBX ended the call with this response.",
    columns: ["Cause", "Calls", "What it means"],
    ladder: (callId: string, at: number) => `SIP messages of one of them (${callId}, ${f.clock(at)})`,
    noMessages: "No SIP messages of these calls were kept.",
    ladderColumns: ["Time", "Direction", "Message"],
    sent: "caller → PBX",
    received: "PBX → caller",
    firstCalls: (ids: string) => `First of them: ${ids}`,
  },

  thresholds: {
    none: "No thresholds were set.",
    columns: ["Metric", "Demand", "Observed", "95% interval", "Verdict"],
    verdicts: { pass: "✔ met", fail: "✘ missed", inconclusive: "? not settled", "no data": "✘ no data" },
    settle: (count: number) => `about ${calls(count)} would settle it`,
    explanation:
      "A threshold is not settled where the 95% interval spans its bound. Intervals know that neighbouring calls are alike: who calls after a waiting caller waits too.",
    metrics: {
      wait: "Wait",
      answer_wait: "Wait of the answered",
      setup_time: "Set-up time",
      schedule_lateness: "Lateness of the generator",
      abandonment: "Abandonment",
      blocking: "Blocked calls",
      failure: "Failed calls",
      service_level: "Service level",
      never_served: "Callers never served",
      occupancy: "Occupancy",
    } as Readonly<Record<string, string>>,
  },

  verify: {
    proved: "✔ Proved: the assured staff was good on every trace, the failing staff on none.",
    unproved: "✘ Not proved.",
    caption: "Each staffing on traces that were not used in planning, predicted and measured",
    columns: ["Staffing", "Day", "Answered in time", "Gave up", "In time by Erlang A", "In time by Erlang C"],
    names: { assured: "assured", failing: "failing" },
    predicted: (name: string, people: number) => `${name}, ${f.integer(people)} at the peak: predicted`,
    measured: (name: string, seed: number) => `${name}: measured, seed ${String(seed)}`,
    goodDays: (share: number) => `good on ${f.percent(share, 1)} of days`,
    good: "✔ good",
    missed: "✘ missed",
    invalid: "! proves nothing",
  },

  quality: ENGLISH_QUALITY,

  method: {
    paragraphs: [
      "The scenario is compiled into callers, each with a time of arrival, a patience and a handling time, from one seed. SIPp places each call at its own time, whatever the PBX does: the load is open. An attempt is one INVITE; a caller may make several.",
      "Wait is the time from the first INVITE to the adviser's answer or to hanging up. Service level is the share of all offered calls answered in time; those who gave up early stay in. Abandonment is the share of offered calls that gave up. Never served are the callers with no answered attempt. Failed calls stand apart from all of these.",
      "The time before the counted part fills the queue and counts nowhere.",
    ],
    notes: "What could not be said, and why",
    versions: "Versions",
    machine: (platform: string, processors: number, model: string, gigabytes: number) =>
      `${platform}, ${f.integer(processors)} processors (${model}), ${f.decimal(gigabytes, 1)} GB of memory.`,
    repeat: "The command that repeats this run",
    seed: (seed: number, fingerprint: string) =>
      `Seed ${String(seed)}; fingerprint of the scenario ${fingerprint.slice(0, 12)}.`,
  },
  downloads: { csv: "CSV", svg: "SVG", png: "PNG" },
  terminal: ENGLISH_TERMINAL,
};

/** The shape of a language's words. */
export type Words = typeof ENGLISH;
