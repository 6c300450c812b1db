import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInjectionField, injectionFile } from "../../src/sipp-wrapper/injection-file.ts";

describe("an injection file", () => {
  it("has a first line that says how lines are taken, then one line a call", () => {
    expect(
      injectionFile([
        ["ada", 1],
        ["grace", 2],
      ]),
    ).toBe("SEQUENTIAL\nada;1\ngrace;2\n");
  });

  it("refuses every field that SIPp would read as two fields or lines", () => {
    for (const field of ["a;b", "a\nb", "a\rb", "a\0b"]) {
      expect(() => injectionFile([[field]])).toThrow(InvalidInjectionField);
    }
    expect(() => injectionFile([])).toThrow(InvalidInjectionField);
    expect(() => injectionFile([["a"], [""]])).toThrow("line 2 is empty");
    expect(() => injectionFile([["a", "b"], ["c"]])).toThrow("line 2 has 1 fields");
    expect(() => injectionFile([[Number.NaN]])).toThrow(InvalidInjectionField);
  });

  it("gives back its fields when it is read as SIPp reads it, for whatever it accepts", () => {
    const field = fc.string({ unit: "grapheme", minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 20 }), (lines) => {
        let text: string;
        try {
          text = injectionFile(lines);
        } catch (error) {
          return error instanceof InvalidInjectionField;
        }
        const read = text
          .split("\n")
          .slice(1, -1)
          .map((line) => line.split(";"));
        expect(read).toEqual(lines);
        return true;
      }),
    );
  });
});
