import type { CallRecord } from "../../src/calls/call-record.ts";
import { evaluateThresholds, type GateContext } from "../../src/gate/evaluate-thresholds.ts";
import { parseThreshold } from "../../src/gate/parse-threshold.ts";
import { createStream } from "../../src/random/stream.ts";
import { nextUniform } from "../../src/random/uniform.ts";
import { markdownTable, type Proof } from "./evidence.ts";
import { plainHotline } from "./scenarios/plain-hotline.ts";

export const title = "Gate: 95 % intervals on spike days of known truth";

interface Design {
  readonly name: string;
  readonly callsPerHour: number;
  readonly agents: number;
  readonly hours: number;
  readonly handlingSeconds: number;
  readonly patienceSeconds: number;
  readonly spike?: { readonly atSeconds: number; readonly calls: number; readonly halfLifeSeconds: number };
}

const DESIGNS: readonly Design[] = [
  {
    name: "spike of half the calls, 2 h",
    callsPerHour: 300,
    agents: 24,
    hours: 2,
    handlingSeconds: 210,
    patienceSeconds: 180,
    spike: { atSeconds: 1800, calls: 600, halfLifeSeconds: 900 },
  },
  {
    name: "short, hard spike, 2.5 h",
    callsPerHour: 300,
    agents: 22,
    hours: 2.5,
    handlingSeconds: 180,
    patienceSeconds: 240,
    spike: { atSeconds: 3600, calls: 300, halfLifeSeconds: 300 },
  },
  {
    name: "steady overload, 4 h",
    callsPerHour: 380,
    agents: 20,
    hours: 4,
    handlingSeconds: 180,
    patienceSeconds: 300,
  },
];

const RUNS = Number(process.env["SURGELINE_PROOF_RUNS"] ?? 1000);
const WARM_UP_SECONDS = 1800;

/** A day of calls, first come first served, by a loop that shares nothing with the simulation. */
const dayOf = (design: Design, seed: number): CallRecord[] => {
  const stream = createStream(seed, "experiment");
  const exponential = (mean: number): number => -mean * Math.log(nextUniform(stream));
  const { spike } = design;
  const base = design.callsPerHour / 3600;
  const decay = spike === undefined ? 0 : Math.LN2 / spike.halfLifeSeconds;
  const rate = (at: number): number =>
    spike === undefined || at < spike.atSeconds
      ? base
      : base + spike.calls * decay * Math.exp(-decay * (at - spike.atSeconds));
  const highest = base + (spike?.calls ?? 0) * decay;
  const free = new Float64Array(design.agents).fill(-WARM_UP_SECONDS);
  const records: CallRecord[] = [];
  let now = -WARM_UP_SECONDS;
  for (;;) {
    now += exponential(1 / highest);
    if (now >= design.hours * 3600) return records;
    // thinning (Lewis and Shedler 1979)
    if (nextUniform(stream) * highest > rate(now)) continue;
    let first = 0;
    for (let agent = 1; agent < free.length; agent++) if (free[agent]! < free[first]!) first = agent;
    const wait = Math.max(0, free[first]! - now);
    const patience = exponential(design.patienceSeconds);
    const talk = exponential(design.handlingSeconds);
    const answered = wait <= patience;
    if (answered) free[first] = now + wait + talk;
    records.push({
      callId: `${records.length}`,
      callerId: `${records.length}`,
      callerNumber: "",
      attempt: 1,
      queue: "q",
      arrivalSeconds: now,
      waitSeconds: Math.min(wait, patience),
      outcome: answered ? "answered" : "abandoned",
      counted: now >= 0,
    });
  }
};

const contextOf = (design: Design): GateContext => ({
  withinSeconds: 20,
  schedule: [{ startSeconds: -WARM_UP_SECONDS, endSeconds: design.hours * 3600, agents: design.agents }],
  period: { startSeconds: 0, endSeconds: design.hours * 3600 },
  scenario: plainHotline({
    // when calls come is taken from the calls, and who is there from the schedule
    callsPerDay: 1000,
    dayCv: 0,
    agents: design.agents,
    patienceSeconds: design.patienceSeconds,
    talkSeconds: design.handlingSeconds,
    withinSeconds: 20,
  }),
});

const THRESHOLDS = ["abandonment: rate<1", "service_level: rate>0", "wait: avg<9h"].map((text) =>
  parseThreshold(text),
);
/** The truth is the mean of as many other days. */
const OTHERS = 4000;

export const prove = (tell: (line: string) => void): Proof => {
  const rows: string[][] = [];
  let good = true;
  for (const design of DESIGNS) {
    const context = contextOf(design);
    const observed = Array.from({ length: OTHERS }, (_, index) =>
      evaluateThresholds(dayOf(design, 1_000_000 + index), THRESHOLDS, { withinSeconds: 20 }).map(
        ({ observed }) => observed ?? Number.NaN,
      ),
    );
    const truth = THRESHOLDS.map((_, which) => observed.reduce((sum, day) => sum + day[which]!, 0) / OTHERS);
    const deviation = THRESHOLDS.map((_, which) =>
      Math.sqrt(observed.reduce((sum, day) => sum + (day[which]! - truth[which]!) ** 2, 0) / (OTHERS - 1)),
    );
    const covered = THRESHOLDS.map(() => 0);
    const width = THRESHOLDS.map(() => 0);
    for (let run = 0; run < RUNS; run++) {
      evaluateThresholds(dayOf(design, run + 1), THRESHOLDS, context).forEach(({ low, high }, which) => {
        if (low! <= truth[which]! && truth[which]! <= high!) covered[which] = covered[which]! + 1;
        width[which] = width[which]! + (high! - low!);
      });
    }
    const shares = covered.map((count) => count / RUNS);
    good &&= shares.every((share) => share >= 0.92 && share <= 0.98);
    rows.push([
      design.name,
      ...THRESHOLDS.flatMap((_, which) => [
        `${(100 * shares[which]!).toFixed(1)} %`,
        (width[which]! / RUNS / (2 * 1.96 * deviation[which]!)).toFixed(2),
      ]),
    ]);
    tell(rows.at(-1)?.join(", ") ?? "");
  }
  return {
    state: good ? "held" : "failed",
    markdown: `${RUNS} days of each kind; the truth is the mean of ${OTHERS} others. Coverage is to be 93 to 97 %, and chance alone moves a true 95 % by ±${((100 * 1.96 * Math.sqrt(0.05 * 0.95)) / Math.sqrt(RUNS)).toFixed(1)} points; beside it stands how wide the intervals are, 1 being 1.96 standard deviations between days on either side.

${markdownTable(
  [
    "day",
    "abandonment: coverage",
    "width",
    "service level: coverage",
    "width",
    "mean wait: coverage",
    "width",
  ],
  rows,
)}`,
  };
};
