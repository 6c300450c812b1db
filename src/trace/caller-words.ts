import type { Faker, LocaleDefinition } from "@faker-js/faker";
import { drawKey, keyedUniform } from "../random/keyed.ts";
import type { Purpose } from "../random/purpose.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** What callers are called and what they write, in the scenario's language. */
export interface CallerWords {
  /** First and last name of the caller at this place in the whole day. */
  readonly name: (caller: number) => string;
  /** A short message by which this caller asks about a topic. */
  readonly message: (caller: number, topic: string) => string;
}

/** Sentences around a topic, by language; the blanks are filled by Faker. */
const MESSAGES: Record<Scenario["language"], readonly ((words: MessageWords) => string)[]> = {
  en: [
    ({ name, topic, city }) => `Hello, I am ${name} from ${city}. I have a question about ${topic}.`,
    ({ name, topic }) => `Could you please tell me more about ${topic}? I could not get through. ${name}`,
    ({ name, topic, city }) => `I live in ${city} and need an answer about ${topic} today. Regards, ${name}`,
  ],
  fr: [
    ({ name, topic, city }) => `Bonjour, je suis ${name}, de ${city}. J'ai une question : ${topic}.`,
    ({ name, topic }) =>
      `Pouvez-vous me renseigner sur ce sujet : ${topic} ? Je n'ai pas pu vous joindre. ${name}`,
    ({ name, topic, city }) => `J'habite à ${city} et j'attends une réponse sur : ${topic}. Merci, ${name}`,
  ],
};

interface MessageWords {
  readonly name: string;
  readonly topic: string;
  readonly city: string;
}

/** Faker's randomness drawn by caller, so that a caller's words do not depend on who was asked for before. */
const keyedFaker = (
  makeFaker: (next: () => number) => Faker,
  seed: number,
  purpose: Purpose,
): ((caller: number) => Faker) => {
  const key = drawKey(seed, purpose);
  let caller = 0;
  let draws = 0;
  const faker = makeFaker(() => {
    draws++;
    return keyedUniform(key, caller, draws);
  });
  return (next) => {
    caller = next;
    draws = 0;
    return faker;
  };
};

/**
 * Loads Faker, which takes a moment, and gives every caller a name and words
 * of their own: the same for the same seed and caller.
 */
export const loadCallerWords = async (language: Scenario["language"], seed: number): Promise<CallerWords> => {
  const { Faker, base, en, fr } = await import("@faker-js/faker");
  const locales: LocaleDefinition[] = language === "fr" ? [fr, en, base] : [en, base];
  const makeFaker = (next: () => number): Faker =>
    new Faker({ locale: locales, randomizer: { next, seed: () => {} } });
  const forNames = keyedFaker(makeFaker, seed, "names");
  const forMessages = keyedFaker(makeFaker, seed, "messages");

  const name = (caller: number): string => {
    const { person } = forNames(caller);
    return `${person.firstName()} ${person.lastName()}`;
  };
  return {
    name,
    message: (caller, topic) => {
      const faker = forMessages(caller);
      const sentence = faker.helpers.arrayElement(MESSAGES[language]);
      return sentence({ name: name(caller), topic, city: faker.location.city() });
    },
  };
};
