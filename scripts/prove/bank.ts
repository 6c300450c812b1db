import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { calibrate } from "../../src/calibration/calibrate.ts";
import { openMeasuredFile } from "../../src/calls/read-calls.ts";
import { dataFile, markdownTable, type Proof } from "./evidence.ts";

export const title = "Real calls: a bank's fortnight of 1999";

const FILE = "bank-1999-02-01-to-14.csv";
const MAPPING = fileURLToPath(new URL("../../docs/examples/bank-1999-mapping.yaml", import.meta.url));

/** Figures over the fortnight, computed independently from the same file, and how they are rounded. */
const EXPECTED = {
  offered: [16_273, 0],
  answered: [14_405, 0],
  "abandoned, %": [11.479, 3],
  "mean wait of the answered, s": [34.41, 2],
  "mean wait of all, s": [37.1, 2],
  "mean wait of those who abandoned, s": [57.88, 2],
  "answered within 20 s of offered, %": [56.31, 2],
  "answered within 60 s of offered, %": [71.23, 2],
  "P(wait > 0), %": [54.41, 2],
  "patience, exponential, s": [323.19, 2],
  "patience, Kaplan-Meier median, s": [296, 0],
  "patient after 30 s": [0.8934, 4],
  "patient after 60 s": [0.8085, 4],
  "patient after 120 s": [0.6935, 4],
  "patient after 300 s": [0.4996, 4],
  "handling time, s": [166.86, 2],
  "handling time, cv": [1.229, 3],
} as const;

export const prove = (print: (line: string) => void): Proof => {
  const path = dataFile(FILE);
  if (!existsSync(path)) return { state: "skipped", reason: `${path} is not there (set SURGELINE_DATA)` };
  const estimate = (withinSeconds: number) => {
    const file = openMeasuredFile(path, { mapping: MAPPING });
    if (file.content !== "calls") throw new Error("The mapping gives calls.");
    return calibrate(file.calls, { withinSeconds });
  };
  const at20 = estimate(20);
  const at60 = estimate(60);
  const survival = (seconds: number): number =>
    at20.patience?.survival?.find((point) => point.seconds === seconds)?.probability ?? Number.NaN;
  const found: Record<keyof typeof EXPECTED, number | undefined> = {
    offered: at20.offered,
    answered: at20.answered,
    "abandoned, %": 100 * (at20.abandonment ?? Number.NaN),
    "mean wait of the answered, s": at20.meanAnsweredWaitSeconds,
    "mean wait of all, s": at20.meanWaitSeconds,
    "mean wait of those who abandoned, s": at20.meanAbandonedWaitSeconds,
    "answered within 20 s of offered, %": 100 * (at20.serviceLevel?.value ?? Number.NaN),
    "answered within 60 s of offered, %": 100 * (at60.serviceLevel?.value ?? Number.NaN),
    "P(wait > 0), %": 100 * (at20.waitProbability ?? Number.NaN),
    "patience, exponential, s": at20.patience?.exponentialMeanSeconds,
    "patience, Kaplan-Meier median, s": at20.patience?.medianSeconds,
    "patient after 30 s": survival(30),
    "patient after 60 s": survival(60),
    "patient after 120 s": survival(120),
    "patient after 300 s": survival(300),
    "handling time, s": at20.handleTime?.meanSeconds,
    "handling time, cv": at20.handleTime?.cv,
  };
  const rows = (Object.keys(EXPECTED) as (keyof typeof EXPECTED)[]).map((name) => {
    const [expected, digits] = EXPECTED[name];
    const value = found[name] ?? Number.NaN;
    const same = Math.abs(value - expected) <= 0.5 * 10 ** -digits + 1e-9;
    return { same, cells: [name, expected.toFixed(digits), value.toFixed(digits + 2), same ? "yes" : "no"] };
  });
  const missed = rows.filter(({ same }) => !same);
  print(`${rows.length - missed.length} of ${rows.length} figures agree within rounding`);
  const after = (outcome: "abandoned" | "answered", seconds: number): string => {
    const point = at20.redial?.detail.after[outcome]?.within.find((one) => one.seconds === seconds);
    return `${(100 * (point?.probability ?? Number.NaN)).toFixed(1)} %`;
  };
  return {
    state: missed.length === 0 ? "held" : "failed",
    markdown: `The "Anonymous Bank" records of the Technion's SEELab (Brown et al., JASA 100, 2005), 1 to 14
February 1999, read by docs/examples/bank-1999-mapping.yaml. The expected figures were computed
from the same file without this program.

${markdownTable(
  ["figure", "expected", "surgeline calibrate", "within rounding"],
  rows.map(({ cells }) => cells),
)}

Beside these: after abandoning ${after("abandoned", 600)} of identified callers call again within ten minutes and
${after("abandoned", 3600)} within the hour (over the whole month 27.8 % and 48.6 %), after being served
${after("answered", 600)} and ${after("answered", 3600)} (6.0 % and 13.5 %); ${at20.agents?.effective?.toFixed(2)} agents are busy while callers wait (about 4.5).`,
  };
};
