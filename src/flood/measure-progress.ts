import { toScenarioSeconds, type WallClock } from "../trace/wall-clock.ts";
import { type AttemptCourse, courseState } from "./attempt-course.ts";
import type { FloodProgress } from "./flood-progress.ts";

/** Counts where a flood stands at a moment of wall time. */
export const measureProgress = (
  courses: readonly AttemptCourse[],
  mode: "ringing" | "answerFirst",
  clock: WallClock,
  nowEpoch: number,
  latenessMilliseconds: number,
): FloodProgress => {
  const counts = { answered: 0, abandoned: 0, blocked: 0, failed: 0 };
  let due = 0;
  let placed = 0;
  let inQueue = 0;
  let longestWaitMilliseconds = 0;
  for (const course of courses) {
    if (course.plannedEpoch <= nowEpoch) due += 1;
    const { sentEpoch } = course;
    if (sentEpoch === undefined) continue;
    placed += 1;
    const state = courseState(course, mode);
    if (state.state === "ended") counts[state.outcome] += 1;
    else {
      inQueue += 1;
      longestWaitMilliseconds = Math.max(longestWaitMilliseconds, nowEpoch - sentEpoch);
    }
  }
  return {
    due,
    placed,
    offered: counts.answered + counts.abandoned + counts.blocked,
    inQueue,
    longestWaitSeconds: (longestWaitMilliseconds / 1000) * clock.compression,
    ...counts,
    scenarioSeconds: toScenarioSeconds(clock, nowEpoch),
    latenessMilliseconds,
  };
};
