/**
 * Splits a number of people by shares: each share's whole part, and who is left
 * over to the largest remainders, the first among equals.
 */
export const apportion = (people: number, shares: readonly number[]): readonly number[] => {
  const sum = shares.reduce((all, share) => all + share, 0);
  const exact = shares.map((share) => (people * share) / sum);
  const whole = exact.map((part) => Math.floor(part + 1e-9));
  const left = people - whole.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((part, place) => ({ place, remainder: part - whole[place]! }))
    .sort((a, b) => b.remainder - a.remainder || a.place - b.place);
  for (const { place } of byRemainder.slice(0, Math.round(left))) whole[place]! += 1;
  return whole;
};
