/**
 * Moves the first of `lines` times down to where it belongs in a heap in which
 * every entry has four children, smallest first. Lines need no number: which of
 * them a call is on changes nothing.
 */
export const siftLineDown = (times: Float64Array, lines: number): void => {
  const time = times[0]!;
  let hole = 0;
  for (;;) {
    const first = 4 * hole + 1;
    if (first >= lines) break;
    const end = first + 4 < lines ? first + 4 : lines;
    let least = first;
    let leastTime = times[first]!;
    for (let child = first + 1; child < end; child++) {
      const childTime = times[child]!;
      if (childTime < leastTime) {
        least = child;
        leastTime = childTime;
      }
    }
    if (leastTime >= time) break;
    times[hole] = leastTime;
    hole = least;
  }
  times[hole] = time;
};
