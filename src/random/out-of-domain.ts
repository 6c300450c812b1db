/**
 * The error for an argument outside the domain of a random draw or a
 * distribution: names the parameter, its value and what is accepted.
 */
export const outOfDomain = (parameter: string, value: unknown, domain: string): RangeError =>
  new RangeError(`${parameter} is ${String(value)}; it must be ${domain}.`);
