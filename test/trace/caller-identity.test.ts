import { describe, expect, it } from "vitest";
import { createCallerNumbers, FICTION_NUMBERS } from "../../src/trace/caller-identity.ts";
import { loadCallerWords } from "../../src/trace/caller-words.ts";

// ARCEP's ranges, each with four free digits
const FICTION = /^\+33(19900|26191|35301|46571|53649|63998)\d{4}$/;

describe("callers' numbers", () => {
  it("are unique, in ranges reserved for fiction for 60,000 callers and in no country beyond", () => {
    for (const order of ["shuffled", "sequential"] as const) {
      const number = createCallerNumbers(1, order);
      const numbers = Array.from({ length: 70_000 }, (_, caller) => number(caller));
      expect(new Set(numbers).size).toBe(70_000);
      expect(FICTION_NUMBERS).toBe(60_000);
      expect(numbers.slice(0, 60_000).every((text) => FICTION.test(text))).toBe(true);
      expect(numbers.slice(60_000).every((text) => /^\+999\d{9}$/.test(text))).toBe(true);
    }
  });

  it("count up from +33199000000 when they are sequential", () => {
    const number = createCallerNumbers(1, "sequential");
    expect(number(0)).toBe("+33199000000");
    expect(number(9999)).toBe("+33199009999");
    expect(number(10_000)).toBe("+33261910000");
    expect(number(59_999)).toBe("+33639989999");
    expect(number(60_000)).toBe("+999000000000");
  });

  it("are shuffled by the seed: the same again, and others for another seed", () => {
    const again = createCallerNumbers(1);
    const first = Array.from({ length: 100 }, (_, caller) => again(caller));
    const number = createCallerNumbers(1);
    expect(Array.from({ length: 100 }, (_, caller) => number(caller))).toEqual(first);
    const other = createCallerNumbers(2);
    expect(Array.from({ length: 100 }, (_, caller) => other(caller))).not.toEqual(first);
    expect(first).not.toEqual([...first].sort());
  });
});

describe("callers' words", () => {
  it("are the caller's own, whoever was asked for before", async () => {
    const words = await loadCallerWords("fr", 1);
    const again = await loadCallerWords("fr", 1);
    const names = [0, 1, 2, 3].map(words.name);
    expect([3, 2, 1, 0].map(again.name).reverse()).toEqual(names);
    expect(again.message(2, "horaires")).toBe(words.message(2, "horaires"));
    expect(new Set(names).size).toBe(4);
  });

  it("name the topic and the caller, in the scenario's language", async () => {
    const french = await loadCallerWords("fr", 1);
    const english = await loadCallerWords("en", 1);
    for (let caller = 0; caller < 20; caller++) {
      const message = french.message(caller, "les horaires");
      expect(message).toContain("les horaires");
      expect(message).toContain(french.name(caller));
      expect(message).toMatch(/Bonjour|renseigner|Merci/);
      expect(english.message(caller, "opening hours")).toMatch(/Hello|Could you|Regards/);
    }
  });

  it("are others for another seed", async () => {
    const one = await loadCallerWords("en", 1);
    const other = await loadCallerWords("en", 2);
    expect([0, 1, 2].map(one.name)).not.toEqual([0, 1, 2].map(other.name));
  });
});
