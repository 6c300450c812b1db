import { describe, expect, it } from "vitest";
import { type TransientQuestion, transientQueue } from "../../src/queueing/index.ts";
import { nextExponential } from "../../src/random/exponential.ts";
import { createStream, type RandomStream } from "../../src/random/stream.ts";
import { nextUniform } from "../../src/random/uniform.ts";

/** One agent: on duty from a time to another, free from a time on. */
interface Agent {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  freeSeconds: number;
}

/** Who is on duty: where staff falls the last ones leave, where it rises new ones come. */
const agentsOf = (staff: TransientQuestion["staff"]): Agent[] => {
  const gone: Agent[] = [];
  let onDuty: Agent[] = [];
  staff.forEach(({ startSeconds, agents }, index) => {
    const leaving = onDuty.slice(agents);
    gone.push(...leaving.map((agent) => ({ ...agent, toSeconds: startSeconds })));
    onDuty = onDuty.slice(0, agents);
    const fromSeconds = index === 0 ? 0 : startSeconds;
    while (onDuty.length < agents) {
      onDuty.push({ fromSeconds, toSeconds: Number.POSITIVE_INFINITY, freeSeconds: fromSeconds });
    }
  });
  return [...gone, ...onDuty];
};

/** One day, caller by caller in the order of arrival: answers in time for each interval. */
const answersOfDay = (question: TransientQuestion, stream: RandomStream): number[] => {
  const { rates, boundsSeconds, handlingSeconds, patienceSeconds, withinSeconds } = question;
  const agents = agentsOf(question.staff);
  const { callsPerSecondAtStart: callsPerSecond } = rates[0]!;
  const answers = boundsSeconds.slice(1).map(() => 0);
  let at = nextExponential(stream) / callsPerSecond;
  for (; at < boundsSeconds.at(-1)!; at += nextExponential(stream) / callsPerSecond) {
    let earliest = Number.POSITIVE_INFINITY;
    let first: Agent[] = [];
    for (const agent of agents) {
      const start = Math.max(at, agent.fromSeconds, agent.freeSeconds);
      if (start >= agent.toSeconds || start > earliest) continue;
      if (start < earliest) first = [];
      earliest = start;
      first.push(agent);
    }
    const handling = handlingSeconds * nextExponential(stream);
    if (earliest - at > patienceSeconds * nextExponential(stream)) continue;
    // any of the idle alike, so that whoever leaves is busy as often as anybody else
    first[Math.floor(nextUniform(stream) * first.length)]!.freeSeconds = earliest + handling;
    const interval = boundsSeconds.findLastIndex((bound) => bound <= at);
    if (earliest - at <= withinSeconds) answers[interval] = answers[interval]! + 1;
  }
  return answers;
};

const DAYS = 20_000;

/** Two-sided, for four figures that hold together with probability 0.99. */
const DEVIATIONS_OF_FOUR = 3.023;

describe("the service level of callers who arrive shortly before a change of staff", () => {
  it.each<{ story: string; agents: readonly number[] }>([
    { story: "staff rises twice", agents: [4, 6, 11] },
    { story: "staff falls, then rises", agents: [8, 5, 9] },
    { story: "staff rises, then falls", agents: [3, 8, 5] },
  ])("is that of days simulated caller by caller, where $story within the answer time", ({ agents }) => {
    const changes = [0, 60, 80];
    const question: TransientQuestion = {
      rates: [{ startSeconds: 0, endSeconds: 120, callsPerSecondAtStart: 0.3, callsPerSecondAtEnd: 0.3 }],
      staff: agents.map((count, i) => ({
        startSeconds: changes[i]!,
        endSeconds: changes[i + 1] ?? 120,
        agents: count,
      })),
      handlingSeconds: 40,
      patienceSeconds: 60,
      boundsSeconds: [0, 30, 60, 80, 120],
      withinSeconds: 40,
    };
    const { intervals } = transientQueue(question);
    const sums = intervals.map(() => 0);
    const squares = intervals.map(() => 0);
    const stream = createStream(20200313, "experiment");
    for (let day = 0; day < DAYS; day++) {
      answersOfDay(question, stream).forEach((answers, i) => {
        sums[i] = sums[i]! + answers;
        squares[i] = squares[i]! + answers ** 2;
      });
    }
    intervals.forEach(({ answeredInTime }, i) => {
      const mean = sums[i]! / DAYS;
      const halfWidth = DEVIATIONS_OF_FOUR * Math.sqrt((squares[i]! / DAYS - mean ** 2) / DAYS);
      expect(halfWidth).toBeLessThan(0.02 * mean);
      expect(Math.abs(answeredInTime - mean), `interval ${i}`).toBeLessThan(halfWidth);
    });
  });

  it("is within the error that it states, for an answer time so long that one rule would not do", () => {
    const question: TransientQuestion = {
      rates: [{ startSeconds: 0, endSeconds: 1800, callsPerSecondAtStart: 5, callsPerSecondAtEnd: 5 }],
      staff: [
        { startSeconds: 0, endSeconds: 900, agents: 250 },
        { startSeconds: 900, endSeconds: 1800, agents: 330 },
      ],
      handlingSeconds: 60,
      patienceSeconds: 150,
      boundsSeconds: [0, 900, 1800],
      withinSeconds: 120,
    };
    const exact = transientQueue({ ...question, tolerance: 1e-11 });
    const coarse = transientQueue({ ...question, tolerance: 1e-8 });
    coarse.intervals.forEach(({ figures, errorBound }, i) => {
      const error = Math.abs(figures!.serviceLevel - exact.intervals[i]!.figures!.serviceLevel);
      expect(errorBound).toBeLessThanOrEqual(1e-8);
      expect(error).toBeLessThanOrEqual(errorBound + 1e-11);
    });
  });
});
