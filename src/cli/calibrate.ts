import { resolve } from "node:path";
import type { Interval } from "../calibration/block-interval.ts";
import type { Estimates } from "../calibration/estimates.ts";
import { type RedialEstimates, redialShare } from "../calibration/redials.ts";
import { CALLS_FILE_KINDS, type CallsFileKind } from "../calls/file-kind.ts";
import type { ReadCallsOptions } from "../calls/read-calls.ts";
import type { Distribution } from "../distributions/distribution.ts";
import { type Phrase, type Tongue, tongueOf } from "../report/tongue.ts";
import { formatTimeOfDay } from "../scenario/time-of-day.ts";
import { calibrateFile, callsFileOf, type FileEstimates } from "./calibrate-file.ts";
import type { CommandModule } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";
import { alignedRows, type FlagTexts, flagReader, percent } from "./load-flags.ts";
import { readLanguage } from "./report.ts";

const DEFAULT_WITHIN_SECONDS = 20;

/** How the table's figures are written. */
interface Writing extends Tongue {
  readonly seconds: (value: number) => string;
  readonly share: (value: number) => string;
  readonly withInterval: (
    text: string,
    interval: Interval | undefined,
    write: (value: number) => string,
  ) => string;
}

const writingOf = (tongue: Tongue): Writing => ({
  ...tongue,
  seconds: (value) => tongue.figure(`${value.toFixed(value < 100 ? 1 : 0)} s`),
  share: (value) => tongue.figure(percent(value)),
  withInterval: (text, interval, write) =>
    interval === undefined
      ? text
      : tongue.say("{0}  (95 %: {1} to {2})", text, write(interval.low), write(interval.high)),
});

const describeLaw = (law: Distribution, { say, seconds, figure }: Writing): string =>
  law.kind === "empirical"
    ? say("empirical")
    : say("{0}, mean {1}", say(law.kind), seconds(law.meanSeconds)) +
      ("cv" in law ? say(", cv {0}", figure(law.cv.toFixed(2))) : "");

type Row = readonly [string, string];

const patienceRows = ({ patience, confidence }: Estimates, writing: Writing): Row[] => {
  const { say, seconds, share, withInterval } = writing;
  if (patience === undefined) return [];
  const { exponentialMeanSeconds, medianSeconds, survival, fit } = patience;
  const rows: Row[] = [];
  if (exponentialMeanSeconds !== undefined) {
    rows.push([
      say("patience, mean if exponential"),
      withInterval(seconds(exponentialMeanSeconds), confidence["patience"], seconds),
    ]);
  }
  if (medianSeconds !== undefined) {
    rows.push([
      say("patience, median"),
      withInterval(seconds(medianSeconds), confidence["patienceMedian"], seconds),
    ]);
  }
  for (const at of [30, 60, 120, 300]) {
    const point = survival?.find((one) => one.seconds === at);
    if (point !== undefined) {
      rows.push([
        say("  still waiting after {0} s", at),
        withInterval(share(point.probability), point, share),
      ]);
    }
  }
  if (fit !== undefined) {
    rows.push(
      [say("patience, best shape"), describeLaw(fit.distribution, writing)],
      [say("  chosen"), writing.note(fit.reason)],
    );
  }
  return rows;
};

const AFTER = {
  abandoned: "call again within {0} of abandoning",
  blocked: "call again within {0} of being refused",
  answered: "call again within {0} of being served",
} as const;

/** The horizons that the table tells; the JSON has all of them. */
const TOLD_HORIZONS = [600, 3600, 86_400, 172_800];

/** How people call again after each kind of ending; of a record too short for any horizon told, the longest it has. */
const redialRows = (
  { after }: RedialEstimates,
  { say, duration, seconds, share: percentage, withInterval }: Writing,
): Row[] =>
  (["abandoned", "blocked", "answered"] as const).flatMap((ending): Row[] => {
    const estimate = after[ending];
    const share = estimate && redialShare(estimate);
    if (estimate === undefined || share === undefined) return [];
    const told = estimate.within.filter((one) => TOLD_HORIZONS.includes(one.seconds) || one === share);
    const delay = estimate.medianDelaySeconds;
    return [
      ...told.map(
        (one): Row => [
          say(AFTER[ending], duration(one.seconds)),
          withInterval(percentage(one.probability), one, percentage),
        ],
      ),
      ...(delay === undefined
        ? []
        : [[say("  after, median of those within an hour"), seconds(delay)] as const]),
    ];
  });

/** Handling time by hour of the day, open calls counted as censored, as a table of commas. */
const hoursOf = ({ estimates }: FileEstimates): string => {
  const rows = (estimates.handleTime?.byHour ?? []).map(({ hour, calls, open, meanSeconds, cv }) =>
    [formatTimeOfDay(hour * 3600), calls, open, meanSeconds.toFixed(1), cv?.toFixed(3) ?? ""].join(","),
  );
  return ["hour,handled,open,handle_time_s,cv", ...rows].join("\n");
};

const tableOf = ({ kind, rows: fileRows, firstDate, estimates }: FileEstimates, writing: Writing): string => {
  const { say, figure, seconds, share: percentage, withInterval } = writing;
  const { confidence } = estimates;
  const rows: Row[] = [
    [
      say("rows read"),
      firstDate === undefined
        ? say("{0} ({1})", fileRows, kind)
        : say("{0} ({1}, from {2})", fileRows, kind, writing.date(firstDate)),
    ],
    [say("offered"), String(estimates.offered)],
    [say("answered"), String(estimates.answered)],
    [say("abandoned"), String(estimates.abandoned)],
  ];
  if (estimates.blocked > 0) rows.push([say("blocked"), String(estimates.blocked)]);
  if (estimates.failed > 0) rows.push([say("failed (not offered)"), String(estimates.failed)]);
  const share = (name: Phrase, value: number | undefined, key: string): void => {
    if (value !== undefined)
      rows.push([say(name), withInterval(percentage(value), confidence[key], percentage)]);
  };
  const time = (name: Phrase, value: number | undefined, key: string): void => {
    if (value !== undefined) rows.push([say(name), withInterval(seconds(value), confidence[key], seconds)]);
  };
  share("abandonment", estimates.abandonment, "abandonment");
  const level = estimates.serviceLevel;
  if (level)
    rows.push([
      say("answered within {0}, of offered", writing.duration(level.withinSeconds)),
      withInterval(percentage(level.value), confidence["serviceLevel"], percentage),
    ]);
  time("mean wait of all", estimates.meanWaitSeconds, "meanWaitSeconds");
  time("mean wait of the answered", estimates.meanAnsweredWaitSeconds, "meanAnsweredWaitSeconds");
  time("mean wait of those who abandoned", estimates.meanAbandonedWaitSeconds, "");
  rows.push(...patienceRows(estimates, writing));
  const { handleTime, arrivals, redial, agents } = estimates;
  if (handleTime) {
    time("handling time, mean", handleTime.meanSeconds, "handleTime");
    if (handleTime.cv !== undefined) {
      rows.push([say("handling time, cv"), figure(handleTime.cv.toFixed(3))]);
    }
    if (handleTime.open > 0) rows.push([say("  still open, censored"), String(handleTime.open)]);
  }
  if (arrivals) {
    rows.push([say("days"), say("{0}, {1} calls a day", arrivals.days, arrivals.callsPerDay.toFixed(0))]);
    if (arrivals.rateCv !== undefined) {
      rows.push(
        [
          say("rate of an interval, cv between days"),
          say(
            "{0}, of which the day as a whole {1}",
            figure(arrivals.rateCv.toFixed(3)),
            figure((arrivals.dayCv ?? 0).toFixed(3)),
          ),
        ],
        [say("  correlation of a day's intervals"), figure((arrivals.correlation ?? 0).toFixed(2))],
      );
    }
  }
  if (redial !== undefined) rows.push(...redialRows(redial.detail, writing));
  if (redial?.freshCallers !== undefined)
    rows.push([say("fresh callers among the offered"), redial.freshCallers.toFixed(0)]);
  if (agents?.seen !== undefined && agents.busy !== undefined) {
    rows.push([
      say("agents seen in a half-hour"),
      say("{0}, busy at once {1}", figure(agents.seen.toFixed(1)), figure(agents.busy.toFixed(1))),
    ]);
  }
  if (agents?.effective !== undefined)
    rows.push([
      say("agents busy while callers wait"),
      agents.effectiveShare === undefined
        ? figure(agents.effective.toFixed(1))
        : say(
            "{0}, {1} of those seen",
            figure(agents.effective.toFixed(1)),
            percentage(agents.effectiveShare),
          ),
    ]);
  if (estimates.ringSeconds !== undefined)
    rows.push([say("ringing at the agent"), seconds(estimates.ringSeconds)]);
  if (estimates.setupMilliseconds) {
    const { p50, p95, p99 } = estimates.setupMilliseconds;
    rows.push([
      say("call set-up, p50 p95 p99"),
      figure(`${[p50, p95, p99].map((ms) => ms.toFixed(1)).join(" ")} ms`),
    ]);
  }
  const injected =
    estimates.injected.length > 0
      ? `\n${say("Injected by the scenario, not found: {0}.", estimates.injected.join(", "))}`
      : "";
  const notes = estimates.notes.map((note) => `- ${writing.note(note)}`).join("\n");
  return `${alignedRows(rows)}${injected}${notes === "" ? "" : `\n\n${say("To know:")}\n${notes}`}`;
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
    .option("--lang <en|fr>", "language of the table (en)")
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
        const writing = writingOf(tongueOf(readLanguage(flags["lang"])));
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
          context.print(tableOf(result, writing));
          if (flags.intervals === true) context.print(`\n${reportOf(result)}\n\n${hoursOf(result)}`);
        }
        return ExitCode.done;
      }),
    );
};
