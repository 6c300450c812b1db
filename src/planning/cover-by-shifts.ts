/** People who begin and end together. */
export interface Shift {
  /** Intervals from the first up to, not including, the second. */
  readonly from: number;
  readonly to: number;
  readonly people: number;
}

export interface ShiftCover {
  readonly shifts: readonly Shift[];
  /** People on duty in each interval: at least the need. */
  readonly people: readonly number[];
}

/**
 * Covers a need with shifts none of which is shorter than a number of intervals.
 *
 * From left to right: where people are lacking new ones begin, late enough to
 * end with the day at the latest; who is past the shortest shift and not needed
 * goes, those who came first first. Not always the fewest hours: a shift that
 * begins earlier than needed could sometimes save another.
 *
 * @param shortest intervals of the shortest shift, at least 1; the whole day where it is longer than that.
 */
export const coverByShifts = (need: readonly number[], shortest: number): ShiftCover => {
  const length = Math.min(Math.max(1, Math.round(shortest)), need.length);
  const latestStart = need.length - length;
  // After the latest start nobody may begin: whoever will be needed must be there and stay.
  const required = need.map((people, i) => (i >= latestStart ? Math.max(...need.slice(i)) : people));
  const onDuty: { from: number; people: number }[] = [];
  const shifts: Shift[] = [];
  const people: number[] = [];
  const last = need.length;
  for (let i = 0; i < last; i++) {
    const wanted = required[i] as number;
    let present = onDuty.reduce((sum, group) => sum + group.people, 0);
    for (const group of onDuty) {
      if (present <= wanted) break;
      if (i - group.from < length) continue;
      const leaving = Math.min(group.people, present - wanted);
      if (leaving === 0) continue;
      shifts.push({ from: group.from, to: i, people: leaving });
      group.people -= leaving;
      present -= leaving;
    }
    if (present < wanted) {
      onDuty.push({ from: i, people: wanted - present });
      present = wanted;
    }
    people.push(present);
  }
  for (const group of onDuty)
    if (group.people > 0) shifts.push({ from: group.from, to: last, people: group.people });
  shifts.sort((one, other) => one.from - other.from || one.to - other.to);
  return { shifts, people };
};
