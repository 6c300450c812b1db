/** Thrown for an argument outside a formula's domain: names the parameter, its value and what is accepted. */
export class DomainError extends RangeError {
  override readonly name = "DomainError";
  readonly parameter: string;
  readonly value: unknown;

  constructor(parameter: string, value: unknown, domain: string) {
    super(`${parameter} is ${String(value)}; it must be ${domain}.`);
    this.parameter = parameter;
    this.value = value;
  }
}
