import type { PbxEvent } from "../pbx/pbx.ts";
import type { AttemptCourse } from "./attempt-course.ts";

/** Our Call-IDs begin with row and attempt. */
const CALL_ID = /^(\d+)-(\d+)\/\/\//;

/**
 * Writes into the courses what the PBX says of them: agent, ring, talk and
 * wrap-up. An event finds its attempt by Call-ID, or else by the caller's
 * number and the last attempt that was placed before it.
 */
export const mergePbxEvents = (
  courses: readonly AttemptCourse[],
  events: readonly PbxEvent[],
  rowOfNumber: (callerNumber: string) => number | undefined,
): void => {
  const byRow = new Map<number, AttemptCourse[]>();
  for (const course of courses) {
    const known = byRow.get(course.row);
    if (known === undefined) byRow.set(course.row, [course]);
    else known.push(course);
  }
  const wrapping = new Map<string, AttemptCourse>();
  const find = (event: Exclude<PbxEvent, { kind: "available" }>): AttemptCourse | undefined => {
    const named = CALL_ID.exec(event.call.callId ?? "");
    if (named !== null) {
      return byRow.get(Number(named[1]))?.find((course) => course.attempt === Number(named[2]));
    }
    const row = rowOfNumber(event.call.callerNumber);
    if (row === undefined) return undefined;
    return byRow
      .get(row)
      ?.findLast((course) => course.sentEpoch !== undefined && course.sentEpoch <= event.epochMilliseconds);
  };

  for (const event of events.toSorted((a, b) => a.epochMilliseconds - b.epochMilliseconds)) {
    if (event.kind === "available") {
      const course = wrapping.get(event.agent);
      if (course !== undefined) course.pbxAvailableEpoch ??= event.epochMilliseconds;
      wrapping.delete(event.agent);
      continue;
    }
    const course = find(event);
    if (course === undefined) continue;
    if (event.kind === "ringing") {
      course.pbxRingingEpoch = event.epochMilliseconds;
    } else if (event.kind === "connected") {
      course.pbxConnectedEpoch ??= event.epochMilliseconds;
      course.agent = event.agent;
    } else if (event.kind === "completed") {
      course.pbxCompletedEpoch ??= event.epochMilliseconds;
      course.agent ??= event.agent;
      wrapping.set(event.agent, course);
    }
  }
};
