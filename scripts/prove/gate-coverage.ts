import type { CallRecord } from "../../src/calls/call-record.ts";
import { evaluateThresholds, type GateContext } from "../../src/gate/evaluate-thresholds.ts";
import { parseThreshold } from "../../src/gate/parse-threshold.ts";
import { createStream } from "../../src/random/stream.ts";
import { nextUniform } from "../../src/random/uniform.ts";
import { drawSpikeDay, type SpikeDay, WARM_UP_SECONDS } from "../../test/gate/spike-day.ts";
import { markdownTable, type Proof } from "./evidence.ts";
import { plainHotline } from "./scenarios/plain-hotline.ts";

export const title = "Gate: 95 % intervals on spike days of known truth";

interface Design extends SpikeDay {
  readonly name: string;
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

const dayOf = (design: Design, seed: number): CallRecord[] => {
  const stream = createStream(seed, "experiment");
  return drawSpikeDay(design, () => nextUniform(stream));
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
const FIGURES = ["abandonment", "service level", "mean wait"];
/** The truth is the mean of as many other days. */
const OTHERS = 4000;

export const prove = (tell: (line: string) => void): Proof => {
  const rows: string[][] = [];
  const outside: string[] = [];
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
    shares.forEach((share, which) => {
      if (share < 0.92 || share > 0.98) {
        outside.push(`${FIGURES[which]!} of ${design.name} (${(100 * share).toFixed(1)} %)`);
      }
    });
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
    state: outside.length === 0 ? "held" : "failed",
    markdown: `${RUNS} days of each kind; the truth is the mean of ${OTHERS} others. Coverage is to be 93 to 97 %, and chance alone moves a true 95 % by ±${((100 * 1.96 * Math.sqrt(0.05 * 0.95)) / Math.sqrt(RUNS)).toFixed(1)} points; outside 92 to 98 % the proof fails: ${outside.length === 0 ? "none does" : outside.join("; ")}. Beside it stands how wide the intervals are, 1 being 1.96 standard deviations between days on either side.

${markdownTable(["day", ...FIGURES.flatMap((figure) => [`${figure}: coverage`, "width"])], rows)}`,
  };
};
