/** Fields that cannot stand in an injection file; `faults` holds every one, with line and field. */
export class InvalidInjectionField extends Error {
  override readonly name = "InvalidInjectionField";
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(["An injection file cannot be written:", ...faults.map((fault) => `  ${fault}`)].join("\n"));
    this.faults = faults;
  }
}

const FAULTS_SHOWN = 20;

/**
 * The text of an injection file, its lines taken in order: SIPp has no
 * quoting, takes `;` as the end of a field, a line end as the end of a line
 * and an empty line as the end of the file, so that none of them may stand in
 * a field. A line of one empty field would be an empty line. Throws
 * `InvalidInjectionField`.
 */
export const injectionFile = (lines: readonly (readonly (string | number)[])[]): string => {
  const faults: string[] = [];
  const written: string[] = ["SEQUENTIAL"];
  const width = lines[0]?.length ?? 0;
  if (lines.length === 0) faults.push("it has no line, and SIPp needs one at least.");
  for (const [index, line] of lines.entries()) {
    if (line.length !== width) {
      faults.push(`line ${index + 1} has ${line.length} fields, the first line has ${width}.`);
    }
    for (const [field, value] of line.entries()) {
      const text = String(value);
      if (/[;\r\n\0]/.test(text)) {
        faults.push(
          `line ${index + 1}, field ${field}: ${JSON.stringify(text)} holds ";", a line end or a NUL.`,
        );
      } else if (typeof value === "number" && !Number.isFinite(value)) {
        faults.push(`line ${index + 1}, field ${field}: ${text} is no number that SIPp can read.`);
      }
    }
    const text = line.join(";");
    if (text === "") faults.push(`line ${index + 1} is empty, which ends the file for SIPp.`);
    if (text.startsWith("#"))
      faults.push(`line ${index + 1} begins with "#", which SIPp skips as a comment.`);
    written.push(text);
    if (faults.length > FAULTS_SHOWN) break;
  }
  if (faults.length > 0) throw new InvalidInjectionField(faults);
  return `${written.join("\n")}\n`;
};
