import { requireWhole } from "./domain.ts";
import { DomainError } from "./domain-error.ts";

/** People on duty over a stretch of time. */
export interface StaffPiece {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly agents: number;
}

/** A moment at which the number on duty changes. */
export interface StaffChange {
  readonly atSeconds: number;
  readonly before: number;
  readonly after: number;
}

/** Checks pieces: in order of time, without overlap, whole numbers of agents. Nobody is on duty in gaps. */
export const requireStaff = (staff: readonly StaffPiece[]): void => {
  let before = Number.NEGATIVE_INFINITY;
  staff.forEach((piece, index) => {
    const name = `staff[${index}]`;
    if (!(Number.isFinite(piece.startSeconds) && piece.startSeconds >= before)) {
      throw new DomainError(
        `${name}.startSeconds`,
        piece.startSeconds,
        "at or after the end of the piece before",
      );
    }
    if (!(piece.endSeconds > piece.startSeconds)) {
      throw new DomainError(`${name}.endSeconds`, piece.endSeconds, `after ${piece.startSeconds}`);
    }
    requireWhole(`${name}.agents`, piece.agents, 0);
    before = piece.endSeconds;
  });
};

/** Agents on duty at a moment; a piece holds from its start to just before its end. */
export const agentsAt = (staff: readonly StaffPiece[], seconds: number): number =>
  staff.find((piece) => piece.startSeconds <= seconds && seconds < piece.endSeconds)?.agents ?? 0;

/** The changes of staff after `fromSeconds` and before `toSeconds`, in order of time. */
export const staffChanges = (
  staff: readonly StaffPiece[],
  fromSeconds: number,
  toSeconds: number,
): StaffChange[] => {
  const moments = new Set(staff.flatMap((piece) => [piece.startSeconds, piece.endSeconds]));
  const changes: StaffChange[] = [];
  let before = agentsAt(staff, fromSeconds);
  for (const atSeconds of [...moments].sort((a, b) => a - b)) {
    if (atSeconds <= fromSeconds || atSeconds >= toSeconds) continue;
    const after = agentsAt(staff, atSeconds);
    if (after !== before) changes.push({ atSeconds, before, after });
    before = after;
  }
  return changes;
};
