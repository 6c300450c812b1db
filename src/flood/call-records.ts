import type { CallRecord } from "../calls/call-record.ts";
import { callerId } from "../trace/caller-identity.ts";
import { toScenarioSeconds, type WallClock } from "../trace/wall-clock.ts";
import { type AttemptCourse, courseState } from "./attempt-course.ts";
import type { FloodPlan } from "./flood-plan.ts";

/** A difference of two wall times as scenario seconds; absent where either is unknown or they run backwards. */
const scenarioSpan = (from: number | undefined, to: number | undefined, compression: number) =>
  from === undefined || to === undefined || to < from ? undefined : ((to - from) / 1000) * compression;

/** Leaves out the fields that are not known. */
const known = <Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]: Exclude<Fields[Key], undefined>;
  };

/** The record of one attempt that fell due. */
export const callRecord = (course: AttemptCourse, plan: FloodPlan, clock: WallClock): CallRecord => {
  const { row, attempt, sentEpoch } = course;
  const { compression } = plan;
  const state = courseState(course, plan.queue.mode);
  const outcome = state.state === "ended" ? state.outcome : "failed";
  const decidedEpoch = state.state === "ended" ? state.decidedEpoch : undefined;
  const arrivalSeconds =
    attempt === 1 ? (plan.trace.arrivalSeconds[row] ?? 0) : toScenarioSeconds(clock, course.plannedEpoch);
  const caller = callerId(plan.trace.firstCaller + row);
  const answered = outcome === "answered";
  const optional = known({
    waitSeconds: scenarioSpan(sentEpoch, decidedEpoch, compression),
    ringSeconds: answered
      ? scenarioSpan(course.pbxRingingEpoch, course.pbxConnectedEpoch, compression)
      : undefined,
    talkSeconds: answered
      ? (scenarioSpan(course.pbxConnectedEpoch, course.pbxCompletedEpoch, compression) ??
        scenarioSpan(decidedEpoch, course.endedEpoch, compression))
      : undefined,
    wrapUpSeconds: answered
      ? scenarioSpan(course.pbxCompletedEpoch, course.pbxAvailableEpoch, compression)
      : undefined,
    agent: answered ? course.agent : undefined,
    setupMilliseconds:
      sentEpoch === undefined || course.setUpEpoch === undefined ? undefined : course.setUpEpoch - sentEpoch,
    sipStatus: course.status,
    sentMilliseconds: sentEpoch === undefined ? undefined : sentEpoch - clock.originEpochMilliseconds,
  });
  return {
    // how the Call-ID on the wire begins, so that a row is found in the PBX's log
    callId: `${row}-${attempt}`,
    callerId: caller,
    callerNumber: plan.callerNumber(row),
    attempt,
    queue: plan.queueOf?.(row).name ?? plan.queue.name,
    arrivalSeconds,
    outcome,
    patienceSeconds: plan.draws(row, attempt).patienceSeconds,
    plannedMilliseconds: course.plannedEpoch - clock.originEpochMilliseconds,
    counted: arrivalSeconds >= plan.windowStartSeconds && arrivalSeconds < plan.windowEndSeconds,
    ...optional,
  } as CallRecord;
};
