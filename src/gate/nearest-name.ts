/** Insertions, deletions and replacements that turn one word into the other (Levenshtein 1966). */
export const editDistance = (left: string, right: string): number => {
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const replaced = above[column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, above[column]! + 1, current[column - 1]! + 1));
    }
    above = current;
  }
  return above[right.length]!;
};

/**
 * The name that a misspelt one most likely meant: one that starts the same way,
 * or the one with the fewest edits, at most half of its letters. Undefined where none is near.
 */
export const nearestName = (wrong: string, names: readonly string[]): string | undefined => {
  const written = wrong.toLowerCase().replaceAll("-", "_");
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const sharesStem =
      written.length >= 4 && (name.startsWith(written.slice(0, 4)) || name.includes(written));
    const distance = sharesStem ? Math.min(1.5, editDistance(written, name)) : editDistance(written, name);
    if (distance < bestDistance && distance <= name.length / 2) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
};
