import { erlangA, erlangB, erlangC } from "../queueing/index.ts";
import { formatDuration } from "../scenario/duration.ts";
import type { CommandModule } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";
import { alignedRows, type FlagTexts, flagReader, percent } from "./load-flags.ts";

const MODELS = ["b", "c", "a"] as const;
type Model = (typeof MODELS)[number];

const MODEL_NAMES: Record<Model, string> = {
  b: "Erlang B, calls that find all lines busy are lost",
  c: "Erlang C, everybody waits until answered",
  a: "Erlang A, callers hang up when their patience ends",
};

interface Question {
  readonly model: Model;
  readonly callsPerSecond: number;
  readonly handlingSeconds: number;
  readonly agents: number;
  readonly patienceSeconds: number | undefined;
  readonly withinSeconds: number | undefined;
}

/** One model's figures: the object that --json prints, the rows and the sentence that people read. */
interface Answer {
  readonly json: Readonly<Record<string, string | number>>;
  readonly rows: readonly (readonly [string, string])[];
  readonly sentence: string;
}

const readQuestion = (modelText: string, flags: FlagTexts): Question => {
  const reader = flagReader();
  const model = MODELS.find((name) => name === modelText.toLowerCase());
  if (model === undefined) reader.problem("erlang", `knows no model "${modelText}"; it takes b, c or a.`);
  const calls = reader.positive("--calls", flags["calls"]);
  const intervalSeconds = reader.duration("--interval", flags["interval"]);
  const handlingSeconds = reader.duration("--aht", flags["aht"]);
  const agents = reader.whole("--agents", flags["agents"]);
  const patienceSeconds = reader.optionalDuration("--patience", flags["patience"]);
  const withinSeconds = reader.optionalDurationOrZero("--within", flags["within"]);
  if (model === "a" && flags["patience"] === undefined) {
    reader.problem(
      "--patience",
      "is missing; Erlang A needs the mean time callers are ready to wait, such as 2m.",
    );
  }
  reader.finish();
  return {
    model: model as Model,
    callsPerSecond: calls / intervalSeconds,
    handlingSeconds,
    agents,
    patienceSeconds,
    withinSeconds,
  };
};

const erlangs = (load: number): string => `${Number(load.toPrecision(6))} erlangs`;

const lossAnswer = (question: Question): Answer => {
  const figures = erlangB({ ...question, lines: question.agents });
  const { state, offeredLoadErlangs, occupancy, blocking } = figures;
  return {
    json: { state, offeredLoadErlangs, occupancy, blocking },
    rows: [
      ["offered load", erlangs(offeredLoadErlangs)],
      ["blocked", percent(blocking)],
      ["occupancy", percent(occupancy)],
    ],
    sentence: `Of 100 calls about ${Number((blocking * 100).toPrecision(2))} find ${question.agents === 1 ? "the only line" : `all ${question.agents}`} busy and are lost.`,
  };
};

const serviceLevelRow = (share: number, withinSeconds: number): readonly [string, string] => [
  `answered within ${formatDuration(withinSeconds)}`,
  `${percent(share)} of offered calls`,
];

const queueAnswer = (question: Question): Answer => {
  const { withinSeconds } = question;
  const figures = erlangC({ ...question, withinSeconds: withinSeconds ?? 0 });
  const { offeredLoadErlangs } = figures;
  if (figures.state === "unstable") {
    const least = figures.fewestAgentsForStability;
    return {
      // what the queue tends to as it grows; its mean wait has no limit
      json: {
        state: "unstable",
        offeredLoadErlangs,
        occupancy: 1,
        waitProbability: 1,
        ...(withinSeconds === undefined ? {} : { serviceLevel: 0 }),
        fewestAgentsForStability: least,
      },
      rows: [
        ["offered load", erlangs(offeredLoadErlangs)],
        ["agents", String(question.agents)],
      ],
      sentence:
        `The queue grows without end: ${question.agents} ${question.agents === 1 ? "agent" : "agents"} cannot carry ${erlangs(offeredLoadErlangs)}. ` +
        `The fewest agents for a queue that settles are ${least}.`,
    };
  }
  const { state, occupancy, waitProbability, meanWaitSeconds, serviceLevel } = figures;
  const level = withinSeconds === undefined ? {} : { serviceLevel };
  return {
    json: { state, offeredLoadErlangs, occupancy, waitProbability, meanWaitSeconds, ...level },
    rows: [
      ["offered load", erlangs(offeredLoadErlangs)],
      ["occupancy", percent(occupancy)],
      ["wait at all", percent(waitProbability)],
      ["mean wait", `${meanWaitSeconds.toFixed(2)} s`],
      ...(withinSeconds === undefined ? [] : [serviceLevelRow(serviceLevel, withinSeconds)]),
    ],
    sentence: `${percent(waitProbability)} of callers wait, ${formatDuration(figures.meanWaitOfDelayedSeconds)} on average once they do; nobody hangs up in this model.`,
  };
};

const impatientAnswer = (question: Question, patienceSeconds: number): Answer => {
  const { withinSeconds } = question;
  const figures = erlangA({ ...question, patienceSeconds, withinSeconds: withinSeconds ?? 0 });
  const { state, offeredLoadErlangs, occupancy, waitProbability, meanWaitSeconds, abandonment } = figures;
  const level = withinSeconds === undefined ? {} : { serviceLevel: figures.serviceLevel };
  return {
    json: { state, offeredLoadErlangs, occupancy, waitProbability, meanWaitSeconds, ...level, abandonment },
    rows: [
      ["offered load", erlangs(offeredLoadErlangs)],
      ["occupancy", percent(occupancy)],
      ["wait at all", percent(waitProbability)],
      ["mean wait", `${meanWaitSeconds.toFixed(2)} s over all offered calls`],
      ["abandoned", percent(abandonment)],
      ...(withinSeconds === undefined ? [] : [serviceLevelRow(figures.serviceLevel, withinSeconds)]),
    ],
    sentence: `Of 100 callers about ${Number((abandonment * 100).toPrecision(2))} hang up before an answer.`,
  };
};

const answer = (question: Question): Answer => {
  if (question.model === "b") return lossAnswer(question);
  if (question.model === "a" && question.patienceSeconds !== undefined) {
    return impatientAnswer(question, question.patienceSeconds);
  }
  return queueAnswer(question);
};

/** `surgeline erlang`: what a load and a staff give, by one of Erlang's models. */
export const define: CommandModule["define"] = (command, run) => {
  command
    .argument("<model>", "b: lost calls, c: endless patience, a: callers who hang up")
    .option("--calls <N>", "calls in one interval, fractions allowed")
    .option("--interval <duration>", "length of that interval, such as 30m")
    .option("--aht <duration>", "mean handling time: ring, talk, hold and wrap-up")
    .option("--agents <N>", "agents on duty (lines, for b)")
    .option("--patience <duration>", "mean time callers are ready to wait (a)")
    .option("--within <duration>", "answer-time target for the service level (c, a)")
    .addHelpText(
      "after",
      `
Examples:
  surgeline erlang c --calls 100 --interval 30m --aht 180s --agents 14 --within 20s
  surgeline erlang a --calls 100 --interval 30m --aht 3m --agents 14 --patience 5m --within 20s --json
  surgeline erlang b --calls 200 --interval 1h --aht 3m --agents 18`,
    )
    .action(
      run((context, modelText: string, flags: FlagTexts & { readonly json?: boolean }) => {
        const question = readQuestion(modelText, flags);
        // the interface has the flag for all three, so it is no fault; it is not passed over in silence either
        if (question.model !== "a" && question.patienceSeconds !== undefined) {
          context.tell(
            `--patience changes nothing in Erlang ${question.model.toUpperCase()}; erlang a uses it.`,
          );
        }
        if (question.model === "b" && question.withinSeconds !== undefined) {
          context.tell("--within changes nothing in Erlang B: its callers never wait.");
        }
        const { json, rows, sentence } = answer(question);
        if (flags.json) context.print(JSON.stringify(json));
        else context.print(`${MODEL_NAMES[question.model]}\n\n${alignedRows(rows)}\n\n${sentence}`);
        return ExitCode.done;
      }),
    );
};
