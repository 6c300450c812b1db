import { estimatesOf } from "../../src/calibration/calibrate.ts";
import type { Estimates } from "../../src/calibration/estimates.ts";
import { newObservations, observeCall } from "../../src/calibration/observe.ts";
import type { MeasuredCall } from "../../src/calls/measured-call.ts";
import { quantile } from "../../src/distributions/quantile.ts";
import { transientQueue } from "../../src/queueing/transient.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { ABANDONED, ANSWERED } from "../../src/simulation/attempts.ts";
import { hotlineOf } from "../../src/simulation/scenario-hotline.ts";
import { createWorkspace, simulateQueue } from "../../src/simulation/simulate-queue.ts";
import { createDaySampler } from "../../src/trace/day-sampler.ts";
import { markdownTable, type Proof } from "./evidence.ts";
import { plainHotline } from "./scenarios/plain-hotline.ts";

export const title = "Coverage: 95 % intervals over 2,000 hotlines of known truth";

interface Design {
  readonly agents: number;
  readonly callsPerDay: number;
  readonly dayCv: number;
  readonly days: number;
  /** Only so many minutes are measured, from so many hours after the opening on. */
  readonly record?: { readonly minutes: number; readonly hoursOpen: number };
}

const HOTLINES = 2000;

const DESIGNS: readonly Design[] = [
  { agents: 4, callsPerDay: 640, dayCv: 0, days: 10 },
  { agents: 4, callsPerDay: 720, dayCv: 0.1, days: 15 },
  { agents: 6, callsPerDay: 1000, dayCv: 0, days: 10 },
  { agents: 6, callsPerDay: 1000, dayCv: 0.1, days: 20 },
  { agents: 6, callsPerDay: 1100, dayCv: 0.2, days: 20 },
  { agents: 12, callsPerDay: 2000, dayCv: 0, days: 8 },
  { agents: 12, callsPerDay: 2100, dayCv: 0.1, days: 12 },
  { agents: 8, callsPerDay: 1300, dayCv: 0.2, days: 30 },
];

/** One to three days, alike: intervals come from blocks within them. */
const SHORT_DESIGNS: readonly Design[] = [
  { agents: 6, callsPerDay: 1000, dayCv: 0, days: 1 },
  { agents: 12, callsPerDay: 2000, dayCv: 0, days: 1 },
  { agents: 40, callsPerDay: 7200, dayCv: 0, days: 1 },
  { agents: 6, callsPerDay: 1000, dayCv: 0, days: 3 },
];

/** Records of ten minutes to an hour: intervals come from the calls. */
const SHORT_RECORDS: readonly Design[] = [
  { agents: 6, callsPerDay: 1000, dayCv: 0, days: 1, record: { minutes: 10, hoursOpen: 3 } },
  { agents: 29, callsPerDay: 6000, dayCv: 0, days: 1, record: { minutes: 10, hoursOpen: 3 } },
  { agents: 29, callsPerDay: 6000, dayCv: 0, days: 1, record: { minutes: 10, hoursOpen: 0 } },
  { agents: 12, callsPerDay: 2100, dayCv: 0, days: 1, record: { minutes: 15, hoursOpen: 0 } },
  { agents: 12, callsPerDay: 2100, dayCv: 0, days: 1, record: { minutes: 20, hoursOpen: 3 } },
  { agents: 40, callsPerDay: 7500, dayCv: 0, days: 1, record: { minutes: 30, hoursOpen: 3 } },
  { agents: 6, callsPerDay: 1300, dayCv: 0, days: 1, record: { minutes: 30, hoursOpen: 0 } },
  { agents: 12, callsPerDay: 2100, dayCv: 0, days: 1, record: { minutes: 60, hoursOpen: 3 } },
];

/** The hardest kind: waiting is rare and nearly all on the few busiest days. */
const LIMIT: Design = { agents: 12, callsPerDay: 760, dayCv: 0.3, days: 30 };

const PATIENCE_SECONDS = 150;
const TALK_SECONDS = 200;
const WITHIN_SECONDS = 20;

const scenarioOf = ({ agents, callsPerDay, dayCv }: Design): Scenario =>
  plainHotline({
    callsPerDay,
    dayCv,
    agents,
    patienceSeconds: PATIENCE_SECONDS,
    talkSeconds: TALK_SECONDS,
    withinSeconds: WITHIN_SECONDS,
  });

const NAMES = ["patience", "handleTime", "abandonment", "serviceLevel"] as const;
const SHORT_NAMES = [...NAMES, "meanWaitSeconds"] as const;
type Name = (typeof SHORT_NAMES)[number];

const windowOf = ({ hours }: Scenario, { record }: Design): { startSeconds: number; endSeconds: number } => {
  if (record === undefined) return { startSeconds: hours.openSeconds, endSeconds: hours.closeSeconds };
  const startSeconds = hours.openSeconds + record.hoursOpen * 3600;
  return { startSeconds, endSeconds: startSeconds + record.minutes * 60 };
};

const LEVELS = 100;

/** The long-run expectation: exact in each level of the day by the transient chain, the levels by their quantiles. */
const truthOf = (design: Design): Readonly<Record<Name, number>> => {
  const scenario = scenarioOf(design);
  const { openSeconds, closeSeconds } = scenario.hours;
  const { startSeconds, endSeconds } = windowOf(scenario, design);
  let offered = 0;
  let abandoned = 0;
  let inTime = 0;
  let waited = 0;
  const levels = design.dayCv === 0 ? 1 : LEVELS;
  for (let i = 0; i < levels; i++) {
    const level =
      levels === 1 ? 1 : quantile({ kind: "gamma", meanSeconds: 1, cv: design.dayCv }, (i + 0.5) / levels);
    const callsPerSecond = (level * design.callsPerDay) / (closeSeconds - openSeconds);
    const { intervals } = transientQueue({
      rates: [
        {
          startSeconds: openSeconds,
          endSeconds: closeSeconds,
          callsPerSecondAtStart: callsPerSecond,
          callsPerSecondAtEnd: callsPerSecond,
        },
      ],
      staff: [{ startSeconds: openSeconds, endSeconds: closeSeconds, agents: design.agents }],
      handlingSeconds: TALK_SECONDS,
      patienceSeconds: PATIENCE_SECONDS,
      boundsSeconds:
        startSeconds > openSeconds ? [openSeconds, startSeconds, endSeconds] : [openSeconds, endSeconds],
      withinSeconds: WITHIN_SECONDS,
      tolerance: 1e-6,
    });
    for (const interval of intervals) {
      if (interval.startSeconds < startSeconds) continue;
      offered += interval.offered;
      abandoned += interval.abandoned;
      inTime += interval.answeredInTime;
      waited += interval.waitedSeconds;
    }
  }
  return {
    patience: PATIENCE_SECONDS,
    handleTime: TALK_SECONDS,
    abandonment: abandoned / offered,
    serviceLevel: inTime / offered,
    meanWaitSeconds: waited / offered,
  };
};

/** The calls of one hotline's days, as a PBX would have recorded them. */
const estimatesOfHotline = (design: Design, seed: number): Estimates => {
  const scenario = scenarioOf(design);
  const { startSeconds, endSeconds } = windowOf(scenario, design);
  const sampler = createDaySampler(scenario, { topics: false });
  const hotline = hotlineOf(scenario, { admitUntilSeconds: endSeconds });
  const workspace = createWorkspace();
  const seen = newObservations(WITHIN_SECONDS);
  for (let day = 0; day < design.days; day++) {
    const callers = sampler.draw(seed, day);
    simulateQueue(hotline, callers, undefined, workspace);
    const { attempts } = workspace;
    for (let row = 0; row < attempts.count; row++) {
      const outcome = attempts.outcome[row];
      const at = attempts.arrivalSeconds[row] as number;
      if (at < startSeconds) continue;
      const caller = attempts.caller[row] as number;
      const call: MeasuredCall = {
        arrivalSeconds: day * 86_400 + at,
        waitSeconds: attempts.waitSeconds[row] as number,
        outcome: outcome === ANSWERED ? "answered" : outcome === ABANDONED ? "abandoned" : "blocked",
        ...(outcome === ANSWERED ? { talkSeconds: callers.talkSeconds[caller] as number } : {}),
      };
      observeCall(seen, call);
    }
  }
  return estimatesOf(seen);
};

const HEADER_TITLES: Readonly<Record<Name, string>> = {
  patience: "patience",
  handleTime: "handling time",
  abandonment: "abandonment",
  serviceLevel: "service level",
  meanWaitSeconds: "mean wait",
};

const headerOf = (names: readonly Name[], length: readonly [string, string]): string[] => [
  "agents",
  "calls a day",
  ...length,
  "true abandonment",
  "true service level",
  ...names.map((name) => HEADER_TITLES[name]),
];

interface Covered {
  readonly rows: readonly (readonly string[])[];
  readonly held: boolean;
}

interface Tally {
  /** Intervals that hold the truth. */
  held: number;
  /** Hotlines that have the interval at all. */
  given: number;
}

/** The share of the intervals given that hold the truth and, where some lack, of how many hotlines they are. */
const told = ({ held, given }: Tally, hotlines: number): string => {
  if (given === 0) return "none given";
  const share = `${((100 * held) / given).toFixed(given >= 1000 ? 2 : 1)} %`;
  if (given === hotlines) return share;
  // where next to all are given, that some lack must not be rounded away
  const ofAll = Math.min(99.9, (100 * given) / hotlines);
  return `${share} (of ${ofAll.toFixed(ofAll > 99 ? 1 : 0)} %)`;
};

/** Simulates hotlines of each design and counts how often each interval holds the truth. */
const cover = (
  designs: readonly Design[],
  hotlines: number,
  firstSeed: number,
  print: (line: string) => void,
  names: readonly Name[] = NAMES,
): Covered => {
  const each = hotlines / designs.length;
  const tallies = (): Tally[] => names.map(() => ({ held: 0, given: 0 }));
  const totals = tallies();
  const rows = designs.map((design, index) => {
    const truth = truthOf(design);
    const here = tallies();
    for (let hotline = 0; hotline < each; hotline++) {
      const { confidence } = estimatesOfHotline(design, firstSeed + index * 10_000 + hotline);
      names.forEach((name, i) => {
        const interval = confidence[name];
        if (interval === undefined) return;
        const held = interval.low <= truth[name] && truth[name] <= interval.high;
        for (const tally of [here[i] as Tally, totals[i] as Tally]) {
          tally.given++;
          if (held) tally.held++;
        }
      });
    }
    const { agents, callsPerDay, dayCv, days, record } = design;
    const length =
      record === undefined
        ? [String(dayCv), String(days)]
        : [`${record.minutes} min`, `${record.hoursOpen} h`];
    print(
      `${agents} agents, ${callsPerDay} calls, ${length.join(", ")}: ${names.map((name, i) => `${name} ${told(here[i] as Tally, each)}`).join(", ")}`,
    );
    return [
      String(agents),
      String(callsPerDay),
      ...length,
      `${(100 * truth.abandonment).toFixed(2)} %`,
      `${(100 * truth.serviceLevel).toFixed(2)} %`,
      ...here.map((tally) => told(tally, each)),
    ];
  });
  print(`all: ${names.map((name, i) => `${name} ${told(totals[i] as Tally, hotlines)}`).join(", ")}`);
  const all = ["all", "", "", "", "", "", ...totals.map((tally) => `**${told(tally, hotlines)}**`)];
  return {
    rows: [...rows, all],
    held: totals.every(({ held, given }) => held >= 0.93 * given && held <= 0.97 * given),
  };
};

export const prove = (print: (line: string) => void): Proof => {
  const days = cover(DESIGNS, HOTLINES, 1_000_000, print);
  const short = cover(SHORT_DESIGNS, HOTLINES, 2_000_000, print);
  const minutes = cover(SHORT_RECORDS, HOTLINES, 4_000_000, print, SHORT_NAMES);
  const limit = cover([LIMIT], 250, 3_000_000, print);
  return {
    state: days.held && short.held && minutes.held ? "held" : "failed",
    markdown: `${HOTLINES} hotlines, ${HOTLINES / DESIGNS.length} of each of eight kinds: open for ten hours, Poisson arrivals whose rate a
gamma variable multiplies day by day, exponential talk (${TALK_SECONDS} s) and patience (${PATIENCE_SECONDS} s), ${WITHIN_SECONDS} s as target. Each is
simulated for its days and estimated as if its calls had been measured. The truth is the long-run
expectation: exact by the transient chain at ${LEVELS} levels of the day, not what happened on the days.
Intervals are to hold it in 93 to 97 %; over ${HOTLINES} hotlines chance alone moves a true 95 % by ±1.0 point.

${markdownTable(headerOf(NAMES, ["cv of days", "days"]), days.rows)}

The same for ${HOTLINES} hotlines of which one to three days were measured, all alike: intervals then come from
blocks within the days.

${markdownTable(headerOf(NAMES, ["cv of days", "days"]), short.rows)}

And for ${HOTLINES} of which ten minutes to an hour were measured, from the opening or three hours later: intervals
come from the calls and from how far the record drawn again moves (\`intervalsFrom\` is \`calls\`). The truth is
what the same minutes come to in expectation. Where nobody waited or gave up there is no interval of the mean
wait or the patience; the share of hotlines that have one stands in brackets.

${markdownTable(headerOf(SHORT_NAMES, ["measured", "open before"]), minutes.rows)}

The hardest kind, 250 hotlines not among those above: agents are plenty, days differ a lot, and nearly all
waiting lies on the few busiest days. Degrees of freedom count the days that hold it:

${markdownTable(headerOf(NAMES, ["cv of days", "days"]), limit.rows.slice(0, 1))}`,
  };
};
