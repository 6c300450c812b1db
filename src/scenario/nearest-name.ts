/**
 * The number of single-letter insertions, deletions, replacements and swaps of
 * neighbours that turn one word into the other (optimal string alignment;
 * Damerau 1964).
 */
const editDistance = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (rows[i - 1]?.[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
};

/** The known name that was most likely meant, upper and lower case aside; undefined if none is near. */
export const nearestName = (name: string, known: readonly string[]): string | undefined => {
  const wanted = name.toLowerCase().replaceAll(/[-_ ]/g, "");
  let best: { name: string; distance: number } | undefined;
  for (const candidate of known) {
    const plain = candidate.toLowerCase().replaceAll(/[-_ ]/g, "");
    // a name cut short is nearer than one with two slips
    const isStem = wanted.length >= 4 && (plain.startsWith(wanted) || wanted.startsWith(plain));
    const distance = isStem ? Math.min(1.5, editDistance(wanted, plain)) : editDistance(wanted, plain);
    if (best === undefined || distance < best.distance) best = { name: candidate, distance };
  }
  if (best === undefined) return undefined;
  return best.distance <= Math.max(2, Math.floor(best.name.length / 3)) ? best.name : undefined;
};
