import {
  fewestAgentsErlangA,
  fewestAgentsErlangC,
  headcount,
  offeredLoad,
  type Staffing,
  type StaffingTargets,
} from "../queueing/index.ts";
import { formatDuration } from "../scenario/duration.ts";
import type { CommandModule } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";
import { alignedRows, type FlagTexts, flagReader, percent } from "./load-flags.ts";

const DEFAULT_SERVICE_LEVEL = 0.8;
const DEFAULT_WITHIN_SECONDS = 20;

interface Question {
  readonly callsPerSecond: number;
  readonly handlingSeconds: number;
  readonly patienceSeconds: number | undefined;
  readonly targets: StaffingTargets & { readonly serviceLevel: { share: number; withinSeconds: number } };
  readonly shrinkage: number;
}

/** The figures that both models have. */
interface CommonFigures {
  readonly occupancy: number;
  readonly meanWaitSeconds: number;
  readonly serviceLevel: number;
  readonly abandonment?: number;
}

const readQuestion = (flags: FlagTexts): Question => {
  const reader = flagReader();
  const calls = reader.positive("--calls", flags["calls"]);
  const intervalSeconds = reader.duration("--interval", flags["interval"]);
  const handlingSeconds = reader.duration("--aht", flags["aht"]);
  const patienceSeconds = reader.optionalDuration("--patience", flags["patience"]);
  const share = reader.optionalShare("--service-level", flags["serviceLevel"]);
  const withinSeconds = reader.optionalDurationOrZero("--within", flags["within"]);
  const maximumAbandonment = reader.optionalShare("--max-abandonment", flags["maxAbandonment"]);
  const maximumOccupancy = reader.optionalShare("--max-occupancy", flags["maxOccupancy"]);
  const shrinkage = reader.optionalShare("--shrinkage", flags["shrinkage"], true);
  if (maximumAbandonment !== undefined && flags["patience"] === undefined) {
    reader.problem(
      "--max-abandonment",
      "needs --patience, the mean time callers are ready to wait: without it nobody hangs up.",
    );
  }
  reader.finish();
  return {
    callsPerSecond: calls / intervalSeconds,
    handlingSeconds,
    patienceSeconds,
    targets: {
      serviceLevel: {
        share: share ?? DEFAULT_SERVICE_LEVEL,
        withinSeconds: withinSeconds ?? DEFAULT_WITHIN_SECONDS,
      },
      ...(maximumAbandonment === undefined ? {} : { maximumAbandonment }),
      ...(maximumOccupancy === undefined ? {} : { maximumOccupancy }),
    },
    shrinkage: shrinkage ?? 0,
  };
};

const staffingJson = (staffing: Staffing<CommonFigures>, shrinkage: number): Record<string, unknown> => {
  if (staffing.state === "unreachable") return { state: "unreachable", reason: staffing.reason };
  const { serviceLevel, meanWaitSeconds, occupancy, abandonment } = staffing.figures;
  return {
    state: "met",
    agents: staffing.agents,
    headcount: headcount(staffing.agents, shrinkage),
    serviceLevel,
    meanWaitSeconds,
    occupancy,
    ...(abandonment === undefined ? {} : { abandonment }),
  };
};

const staffingText = (name: string, staffing: Staffing<CommonFigures>, question: Question): string => {
  if (staffing.state === "unreachable") return `${name}: ${staffing.reason}.`;
  const { serviceLevel, meanWaitSeconds, occupancy, abandonment } = staffing.figures;
  const within = formatDuration(question.targets.serviceLevel.withinSeconds);
  return `${name}\n${alignedRows([
    ["  agents on duty", String(staffing.agents)],
    [
      "  headcount",
      `${headcount(staffing.agents, question.shrinkage)} with ${percent(question.shrinkage)} shrinkage`,
    ],
    [`  answered within ${within}`, `${percent(serviceLevel)} of offered calls`],
    ["  mean wait", `${meanWaitSeconds.toFixed(2)} s`],
    ["  occupancy", percent(occupancy)],
    ...(abandonment === undefined ? [] : [["  abandoned", percent(abandonment)] as const]),
  ])}`;
};

/** `surgeline staff`: the fewest agents that hold a target, and the people to employ for them. */
export const define: CommandModule["define"] = (command, run) => {
  command
    .option("--calls <N>", "calls in one interval, fractions allowed")
    .option("--interval <duration>", "length of that interval, such as 30m")
    .option("--aht <duration>", "mean handling time: ring, talk, hold and wrap-up")
    .option("--patience <duration>", "mean time callers are ready to wait; adds Erlang A")
    .option(
      "--service-level <share>",
      "share of offered calls to answer in time (0.8 if not given, 0 for none)",
    )
    .option("--within <duration>", "answer-time target (20s if not given)")
    .option("--max-abandonment <share>", "at most this share hangs up; needs --patience")
    .option("--max-occupancy <share>", "agents busy for at most this share of their time")
    .option("--shrinkage <share>", "share of paid time not on duty; adds to the headcount")
    .addHelpText(
      "after",
      `
Examples:
  surgeline staff --calls 400 --interval 30m --aht 257s --service-level 0.8 --within 20s --max-occupancy 0.85
  surgeline staff --calls 250 --interval 30m --aht 20m --patience 5m --max-abandonment 0.05 --shrinkage 0.3 --json`,
    )
    .action(
      run((context, flags: FlagTexts & { readonly json?: boolean }) => {
        const question = readQuestion(flags);
        const { patienceSeconds, targets, shrinkage } = question;
        const load = { callsPerSecond: question.callsPerSecond, handlingSeconds: question.handlingSeconds };
        const erlangC = fewestAgentsErlangC(load, targets);
        const erlangA =
          patienceSeconds === undefined
            ? undefined
            : fewestAgentsErlangA({ ...load, patienceSeconds }, targets);
        const allMet = erlangC.state === "met" && erlangA?.state !== "unreachable";
        if (flags.json) {
          context.print(
            JSON.stringify({
              state: allMet ? "met" : "unreachable",
              offeredLoadErlangs: offeredLoad(load),
              targets,
              shrinkage,
              erlangC: staffingJson(erlangC, shrinkage),
              ...(erlangA === undefined ? {} : { erlangA: staffingJson(erlangA, shrinkage) }),
            }),
          );
          return ExitCode.done;
        }
        const parts = [
          `Offered load ${Number(offeredLoad(load).toPrecision(6))} erlangs`,
          staffingText("Erlang C (everybody waits until answered)", erlangC, question),
        ];
        if (erlangA) parts.push(staffingText("Erlang A (callers hang up)", erlangA, question));
        if (erlangC.state === "met" && erlangA?.state === "met" && erlangA.agents < erlangC.agents) {
          parts.push(
            `Erlang A asks for ${erlangC.agents - erlangA.agents} fewer because ` +
              `${percent(erlangA.figures.abandonment)} of callers give up: that is whom the saving loses.`,
          );
        }
        context.print(parts.join("\n\n"));
        return ExitCode.done;
      }),
    );
};
