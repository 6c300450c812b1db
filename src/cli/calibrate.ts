import { resolve } from "node:path";
import type { Interval } from "../calibration/block-interval.ts";
import type { Estimates } from "../calibration/estimates.ts";
import { type RedialEstimates, redialShare } from "../calibration/redials.ts";
import { CALLS_FILE_KINDS, type CallsFileKind } from "../calls/file-kind.ts";
import type { ReadCallsOptions } from "../calls/read-calls.ts";
import type { Distribution } from "../distributions/distribution.ts";
import { formatDuration } from "../scenario/duration.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import { calibrateFile, callsFileOf, type FileEstimates } from "./calibrate-file.ts";
import type { CommandModule } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";
import { alignedRows, type FlagTexts, flagReader, percent } from "./load-flags.ts";

const DEFAULT_WITHIN_SECONDS = 20;

const seconds = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} s`;

const withInterval = (
  text: string,
  interval: Interval | undefined,
  write: (value: number) => string,
): string =>
  interval === undefined ? text : `${text}  (95 %: ${write(interval.low)} to ${write(interval.high)})`;

const describeLaw = (law: Distribution): string =>
  law.kind === "empirical"
    ? "empirical"
    : `${law.kind}, mean ${seconds(law.meanSeconds)}${"cv" in law ? `, cv ${law.cv.toFixed(2)}` : ""}`;

type Row = readonly [string, string];

const patienceRows = ({ patience, confidence }: Estimates): Row[] => {
  if (patience === undefined) return [];
  const { exponentialMeanSeconds, medianSeconds, survival, fit } = patience;
  const rows: Row[] = [];
  if (exponentialMeanSeconds !== undefined) {
    rows.push([
      "patience, mean if exponential",
      withInterval(seconds(exponentialMeanSeconds), confidence["patience"], seconds),
    ]);
  }
  if (medianSeconds !== undefined) {
    rows.push([
      "patience, median",
      withInterval(seconds(medianSeconds), confidence["patienceMedian"], seconds),
    ]);
  }
  for (const at of [30, 60, 120, 300]) {
    const point = survival?.find((one) => one.seconds === at);
    if (point !== undefined) {
      rows.push([`  still waiting after ${at} s`, withInterval(percent(point.probability), point, percent)]);
    }
  }
  if (fit !== undefined) {
    rows.push(["patience, best shape", describeLaw(fit.distribution)], ["  chosen", fit.reason]);
  }
  return rows;
};

const AFTER = { abandoned: "abandoning", blocked: "being refused", answered: "being served" } as const;

/** The horizons that the table tells; the JSON has all of them. */
const TOLD_HORIZONS = [600, 3600, 86_400, 172_800];

/** How people call again after each kind of ending; of a record too short for any horizon told, the longest it has. */
const redialRows = ({ after }: RedialEstimates): Row[] =>
  (["abandoned", "blocked", "answered"] as const).flatMap((ending): Row[] => {
    const estimate = after[ending];
    const share = estimate && redialShare(estimate);
    if (estimate === undefined || share === undefined) return [];
    const told = estimate.within.filter((one) => TOLD_HORIZONS.includes(one.seconds) || one === share);
    const delay = estimate.medianDelaySeconds;
    return [
      ...told.map(
        (one): Row => [
          `call again within ${formatDuration(one.seconds)} of ${AFTER[ending]}`,
          withInterval(percent(one.probability), one, percent),
        ],
      ),
      ...(delay === undefined ? [] : [["  after, median of those within an hour", seconds(delay)] as const]),
    ];
  });

/** Handling time by hour of the day, open calls counted as censored, as a table of commas. */
const hoursOf = ({ estimates }: FileEstimates): string => {
  const rows = (estimates.handleTime?.byHour ?? []).map(({ hour, calls, open, meanSeconds, cv }) =>
    [formatTimeOfDay(hour * 3600), calls, open, meanSeconds.toFixed(1), cv?.toFixed(3) ?? ""].join(","),
  );
  return ["hour,handled,open,handle_time_s,cv", ...rows].join("\n");
};

const tableOf = ({ kind, rows: fileRows, firstDate, estimates }: FileEstimates): string => {
  const { confidence } = estimates;
  const rows: Row[] = [
    ["rows read", `${fileRows} (${kind}${firstDate === undefined ? "" : `, from ${firstDate}`})`],
    ["offered", String(estimates.offered)],
    ["answered", String(estimates.answered)],
    ["abandoned", String(estimates.abandoned)],
  ];
  if (estimates.blocked > 0) rows.push(["blocked", String(estimates.blocked)]);
  if (estimates.failed > 0) rows.push(["failed (not offered)", String(estimates.failed)]);
  const share = (name: string, value: number | undefined, key: string): void => {
    if (value !== undefined) rows.push([name, withInterval(percent(value), confidence[key], percent)]);
  };
  const time = (name: string, value: number | undefined, key: string): void => {
    if (value !== undefined) rows.push([name, withInterval(seconds(value), confidence[key], seconds)]);
  };
  share("abandonment", estimates.abandonment, "abandonment");
  const level = estimates.serviceLevel;
  if (level)
    share(`answered within ${formatDuration(level.withinSeconds)}, of offered`, level.value, "serviceLevel");
  time("mean wait of all", estimates.meanWaitSeconds, "meanWaitSeconds");
  time("mean wait of the answered", estimates.meanAnsweredWaitSeconds, "meanAnsweredWaitSeconds");
  time("mean wait of those who abandoned", estimates.meanAbandonedWaitSeconds, "");
  rows.push(...patienceRows(estimates));
  const { handleTime, arrivals, redial, agents } = estimates;
  if (handleTime) {
    time("handling time, mean", handleTime.meanSeconds, "handleTime");
    rows.push(["handling time, cv", handleTime.cv.toFixed(3)]);
    if (handleTime.open > 0) rows.push(["  still open, censored", String(handleTime.open)]);
  }
  if (arrivals) {
    rows.push(["days", `${arrivals.days}, ${arrivals.callsPerDay.toFixed(0)} calls a day`]);
    if (arrivals.rateCv !== undefined) {
      rows.push(
        [
          "rate of an interval, cv between days",
          `${arrivals.rateCv.toFixed(3)}, of which the day as a whole ${(arrivals.dayCv ?? 0).toFixed(3)}`,
        ],
        ["  correlation of a day's intervals", (arrivals.correlation ?? 0).toFixed(2)],
      );
    }
  }
  if (redial !== undefined) rows.push(...redialRows(redial.detail));
  if (redial?.freshCallers !== undefined)
    rows.push(["fresh callers among the offered", redial.freshCallers.toFixed(0)]);
  if (agents?.seen !== undefined && agents.busy !== undefined) {
    rows.push([
      "agents seen in a half-hour",
      `${agents.seen.toFixed(1)}, busy at once ${agents.busy.toFixed(1)}`,
    ]);
  }
  if (agents?.effective !== undefined)
    rows.push([
      "agents busy while callers wait",
      `${agents.effective.toFixed(1)}${agents.effectiveShare === undefined ? "" : `, ${percent(agents.effectiveShare)} of those seen`}`,
    ]);
  if (estimates.ringSeconds !== undefined)
    rows.push(["ringing at the agent", seconds(estimates.ringSeconds)]);
  if (estimates.setupMilliseconds) {
    const { p50, p95, p99 } = estimates.setupMilliseconds;
    rows.push(["call set-up, p50 p95 p99", `${[p50, p95, p99].map((ms) => ms.toFixed(1)).join(" ")} ms`]);
  }
  const injected =
    estimates.injected.length > 0
      ? `\nInjected by the scenario, not found: ${estimates.injected.join(", ")}.`
      : "";
  const notes = estimates.notes.map((note) => `- ${note}`).join("\n");
  return `${alignedRows(rows)}${injected}${notes === "" ? "" : `\n\nTo know:\n${notes}`}`;
};

/** The half-hour report as a table of commas. */
const reportOf = ({ intervals }: FileEstimates): string => {
  const cell = (value: number | undefined): string => (value === undefined ? "" : value.toFixed(1));
  const rows = intervals().map((one) => {
    const day = Math.floor(one.startSeconds / 86_400);
    const start = formatTimeOfDay(one.startSeconds - day * 86_400);
    return [
      String(day + 1),
      start,
      one.offered,
      one.answered,
      one.abandoned,
      cell(one.meanHandleSeconds),
      cell(one.meanWaitSeconds),
    ].join(",");
  });
  return ["day,start,offered,answered,abandoned,handle_time_s,mean_wait_s", ...rows].join("\n");
};

type CalibrateFlags = FlagTexts & { readonly json?: boolean; readonly intervals?: boolean };

/** What the flags say on how to read a file; shared with `surgeline plan`. */
export const readingOptions = (
  flags: FlagTexts,
  workingDirectory: string,
  problem: (flag: string, message: string) => void,
): ReadCallsOptions => {
  const { kind, mapping, timeZone } = flags;
  if (kind !== undefined && !(CALLS_FILE_KINDS as readonly string[]).includes(kind)) {
    problem("--kind", `got "${kind}"; it takes ${CALLS_FILE_KINDS.join(", ")}.`);
  }
  if (kind !== undefined && mapping !== undefined) {
    problem("--kind", "cannot stand beside --mapping, whose file says the kind itself.");
  }
  return {
    ...(kind === undefined ? {} : { kind: kind as CallsFileKind }),
    ...(mapping === undefined ? {} : { mapping: resolve(workingDirectory, mapping) }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
};

/** `surgeline calibrate`: what measured calls say, with the uncertainty of each figure. */
export const define: CommandModule["define"] = (command, run) => {
  command
    .argument(
      "<file>",
      "calls.csv, a run's folder, an Asterisk queue_log, an interval report, or a mapped CSV",
    )
    .option("--mapping <file>", "how to read the columns of any other CSV (see docs/examples)")
    .option("--kind <kind>", `what the file is, if it is not told rightly: ${CALLS_FILE_KINDS.join(", ")}`)
    .option("--within <duration>", "answer-time target of the service level (20s if not given)")
    .option("--intervals", "also the half-hour report of these calls, and handling time by hour")
    .option(
      "--time-zone <zone>",
      "where the PBX stands, for times in epoch seconds (this machine's if not given)",
    )
    .addHelpText(
      "after",
      `
Examples:
  surgeline calibrate reports/last/calls.csv --within 30s
  surgeline calibrate /var/log/asterisk/queue_log --time-zone Europe/Luxembourg --json
  surgeline calibrate march.csv --mapping docs/examples/bank-1999-mapping.yaml`,
    )
    .action(
      run((context, path: string, flags: CalibrateFlags) => {
        const reader = flagReader();
        const withinSeconds = reader.optionalDurationOrZero("--within", flags["within"]);
        const options = readingOptions(flags, context.workingDirectory, reader.problem);
        reader.finish();
        const file = callsFileOf(path, context.workingDirectory);
        const result = calibrateFile(file, withinSeconds ?? DEFAULT_WITHIN_SECONDS, options);
        if (flags.json) {
          const { kind, rows, firstDate } = result;
          const source = { kind, rows, ...(firstDate === undefined ? {} : { firstDate }) };
          const intervals = flags.intervals === true ? { intervals: result.intervals() } : {};
          context.print(JSON.stringify({ source, ...result.estimates, ...intervals }));
        } else {
          context.print(tableOf(result));
          if (flags.intervals === true) context.print(`\n${reportOf(result)}\n\n${hoursOf(result)}`);
        }
        return ExitCode.done;
      }),
    );
};
