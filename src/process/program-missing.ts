/** Thrown where a program that is driven (SIPp, Asterisk, k6) is not on the machine; the message says how to get it. */
export class ProgramMissing extends Error {
  override readonly name = "ProgramMissing";
  readonly program: string;

  constructor(program: string, howToGetIt: string) {
    super(`${program} is not installed. ${howToGetIt}`);
    this.program = program;
  }
}
