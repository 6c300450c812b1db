import type { AttemptCourse } from "./attempt-course.ts";
import type { CallerEvent } from "./caller-log.ts";

/** The books of a flood while it runs: what every attempt has done until now, by the callers' log. */
export interface CallBook {
  readonly enter: (event: CallerEvent) => void;
  readonly courses: () => readonly AttemptCourse[];
  /** Calls that SIPp has created, and those that have ended for good. */
  readonly created: () => number;
  readonly finished: () => number;
  /** Callers with an attempt that was placed and has not ended. */
  readonly inProgress: () => number;
}

export interface CallBookOptions {
  readonly callers: number;
  /** When the first attempt of a row falls due. */
  readonly firstDueEpoch: (row: number) => number;
  /** The wall time of SIPp's clock. */
  readonly epochOfTick: (tick: number) => number;
  /** An INVITE has left, so much later than it fell due. */
  readonly onPlaced?: (latenessMilliseconds: number) => void;
}

/** Writes what happened into the attempt's course; what is told twice stands as it was told first. */
const noteInCourse = (course: AttemptCourse, event: CallerEvent): void => {
  const at = event.epochMilliseconds;
  switch (event.name) {
    case "invited":
      course.sentEpoch ??= at;
      break;
    case "trying":
      course.firstResponseEpoch ??= at;
      break;
    case "ringing":
      course.firstResponseEpoch ??= at;
      course.setUpEpoch ??= at;
      break;
    case "accepted":
      course.firstResponseEpoch ??= at;
      if (course.gaveUpEpoch === undefined) course.acceptedEpoch ??= at;
      course.setUpEpoch ??= at;
      course.status ??= Number(event.detail);
      break;
    case "noted":
      // SIPp writes the unset variable of a note without an agent as "false".
      if (event.detail !== "false" && course.gaveUpEpoch === undefined) {
        course.takenEpoch ??= at;
        course.agent ??= event.detail.trim();
      }
      break;
    case "gaveUp":
      course.gaveUpEpoch ??= at;
      break;
    case "refused":
      course.firstResponseEpoch ??= at;
      course.status ??= Number(event.detail);
      break;
    case "cancelled":
    case "crossed":
      course.status ??= Number(event.detail);
      break;
    case "unanswered":
    case "byeCame":
    case "hungUp":
      course.endedEpoch ??= at;
      break;
    default:
      break;
  }
};

/** Opens the books: one course for each caller's first attempt, further ones as they fall due. */
export const openCallBook = (options: CallBookOptions): CallBook => {
  const byRow: AttemptCourse[][] = Array.from({ length: options.callers }, () => []);
  const rowsInProgress = new Set<number>();
  let created = 0;
  let finished = 0;

  const courseOf = (row: number, attempt: number, plannedEpoch: () => number): AttemptCourse | undefined => {
    const courses = byRow[row];
    if (courses === undefined) return undefined;
    let course = courses.find((known) => known.attempt === attempt);
    if (course === undefined) {
      course = { row, attempt, plannedEpoch: plannedEpoch() };
      courses.push(course);
    }
    return course;
  };

  const enter = (event: CallerEvent): void => {
    if (event.name === "created") {
      created += 1;
      return;
    }
    if (event.name === "finished") {
      finished += 1;
      rowsInProgress.delete(event.row);
      const last = byRow[event.row]?.at(-1);
      if (last !== undefined) last.endedEpoch ??= event.epochMilliseconds;
      return;
    }
    if (event.name === "redials") {
      rowsInProgress.delete(event.row);
      courseOf(event.row, event.attempt + 1, () => options.epochOfTick(Number(event.detail)));
      return;
    }
    const course = courseOf(event.row, event.attempt, () =>
      event.attempt === 1 ? options.firstDueEpoch(event.row) : event.epochMilliseconds,
    );
    if (course === undefined) return;
    if (event.name === "invited") {
      rowsInProgress.add(event.row);
      options.onPlaced?.(event.epochMilliseconds - course.plannedEpoch);
    }
    noteInCourse(course, event);
  };

  return {
    enter,
    courses: () => {
      for (let row = 0; row < options.callers; row++) courseOf(row, 1, () => options.firstDueEpoch(row));
      return byRow.flat();
    },
    created: () => created,
    finished: () => finished,
    inProgress: () => rowsInProgress.size,
  };
};
