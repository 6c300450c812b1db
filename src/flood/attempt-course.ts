import type { Outcome } from "../calls/call-record.ts";

/** What is known of one attempt: wall times of what happened, each at most once. */
export interface AttemptCourse {
  readonly row: number;
  readonly attempt: number;
  /** When it fell due; the rest of a schedule is anchored anew where the generator had to be. */
  plannedEpoch: number;
  /** When the first INVITE left. */
  sentEpoch?: number;
  /** First response of any kind to the INVITE; a 100 says that it has come and no more. */
  firstResponseEpoch?: number;
  /** First 18x or 2xx to the INVITE. */
  setUpEpoch?: number;
  /** 200 to the INVITE, before the caller gave up. */
  acceptedEpoch?: number;
  /** The agent's answer in an answer-first queue, as the PBX told the caller. */
  takenEpoch?: number;
  /** CANCEL or BYE of a caller whose patience was over. */
  gaveUpEpoch?: number;
  /** The end of a talk, by either side. */
  endedEpoch?: number;
  /** The INVITE's final status. */
  status?: number;
  /** Agent by the PBX's own word. */
  agent?: string;
  pbxRingingEpoch?: number;
  pbxConnectedEpoch?: number;
  pbxCompletedEpoch?: number;
  pbxAvailableEpoch?: number;
}

/** Statuses by which a PBX says that it has no room, before any queue. */
export const BLOCKED_STATUSES: readonly number[] = [486, 503, 600];

/** What became of an attempt; `waiting` while nothing has been decided. */
export type CourseState =
  | { readonly state: "notPlaced" }
  | { readonly state: "waiting" }
  | { readonly state: "ended"; readonly outcome: Outcome; readonly decidedEpoch?: number };

/**
 * The outcome of an attempt, as `docs/definitions.md` lays it down. A caller
 * who gave up is an abandoned call, also where the 200 crossed his CANCEL: he
 * spoke to nobody. In a ringing queue the 200 is the agent; in an answer-first
 * queue the PBX has to name the agent, to the caller or in its events.
 */
export const courseState = (course: AttemptCourse, mode: "ringing" | "answerFirst"): CourseState => {
  const { sentEpoch, acceptedEpoch, takenEpoch, gaveUpEpoch, status } = course;
  if (sentEpoch === undefined) return { state: "notPlaced" };
  const ended = (outcome: Outcome, decidedEpoch?: number): CourseState => ({
    state: "ended",
    outcome,
    ...(decidedEpoch === undefined ? {} : { decidedEpoch }),
  });
  if (mode === "ringing" && acceptedEpoch !== undefined && gaveUpEpoch === undefined) {
    return ended("answered", acceptedEpoch);
  }
  if (takenEpoch !== undefined) return ended("answered", takenEpoch);
  if (gaveUpEpoch !== undefined) return ended("abandoned", gaveUpEpoch);
  if (mode === "answerFirst" && acceptedEpoch !== undefined) {
    if (course.pbxConnectedEpoch !== undefined) return ended("answered", course.pbxConnectedEpoch);
    return course.endedEpoch === undefined ? { state: "waiting" } : ended("failed");
  }
  if (status !== undefined) return ended(BLOCKED_STATUSES.includes(status) ? "blocked" : "failed");
  return course.endedEpoch === undefined ? { state: "waiting" } : ended("failed");
};
