import type { CallRecord } from "../calls/call-record.ts";
import type { PbxEvent } from "../pbx/pbx.ts";
import type { WallClock } from "../trace/wall-clock.ts";
import type { AttemptCourse } from "./attempt-course.ts";
import { callRecord } from "./call-records.ts";
import type { FloodPlan } from "./flood-plan.ts";
import { mergePbxEvents } from "./merge-pbx-events.ts";

/** The books of a flood that is over. */
export interface FloodBooks {
  readonly plan: FloodPlan;
  readonly clock: WallClock;
  readonly courses: readonly AttemptCourse[];
  readonly pbxEvents: readonly PbxEvent[];
  readonly rowOfNumber: (callerNumber: string) => number | undefined;
  /** When the user stopped it; absent where nobody did. */
  readonly interruptedEpoch: number | undefined;
}

/** Every attempt that fell due, settled. */
export interface SettledAttempts {
  /** In order of their arrival. */
  readonly records: readonly CallRecord[];
  /** From each counted INVITE to the first response to it, 100 included, wall milliseconds. */
  readonly firstResponseMilliseconds: readonly number[];
}

/** An attempt that would have fallen due after the user stopped is none, unless it was placed all the same. */
const fellDue =
  (interruptedEpoch: number | undefined) =>
  ({ plannedEpoch, sentEpoch }: AttemptCourse): boolean =>
    interruptedEpoch === undefined || plannedEpoch <= interruptedEpoch || sentEpoch !== undefined;

/** Makes the records of what callers and PBX told. */
export const settleAttempts = (books: FloodBooks): SettledAttempts => {
  const { plan, clock, interruptedEpoch } = books;
  const courses = books.courses.filter(fellDue(interruptedEpoch));
  mergePbxEvents(courses, books.pbxEvents, books.rowOfNumber);
  const attempts = courses
    .map((course) => ({ course, record: callRecord(course, plan, clock) }))
    .sort((a, b) => a.record.arrivalSeconds - b.record.arrivalSeconds);
  return {
    records: attempts.map(({ record }) => record),
    firstResponseMilliseconds: attempts.flatMap(({ course: { firstResponseEpoch, sentEpoch }, record }) =>
      record.counted && firstResponseEpoch !== undefined && sentEpoch !== undefined
        ? [firstResponseEpoch - sentEpoch]
        : [],
    ),
  };
};
