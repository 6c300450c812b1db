import { describe, expect, it } from "vitest";
import { ANSWERED } from "../../../src/simulation/attempts.ts";
import { compileRouting } from "../../../src/simulation/routing/compile-routing.ts";
import { TRANSFER_ANSWERED } from "../../../src/simulation/routing/routed-day.ts";
import { createRoutingDraws } from "../../../src/simulation/routing/routing-draws.ts";
import { createRoutedSimulation } from "../../../src/simulation/routing/simulate-routed.ts";
import { createDaySampler } from "../../../src/trace/day-sampler.ts";
import { createRedialDraws } from "../../../src/trace/redial-draws.ts";
import { routedHotline } from "./routed-scenario.ts";

const LANGUAGES = [
  { name: "fr", share: 0.5 },
  { name: "de", share: 0.3 },
  { name: "lb", share: 0.2 },
];

/** Every non-empty choice of the three languages. */
const CHOICES = Array.from({ length: 7 }, (_, index) =>
  LANGUAGES.filter((_language, place) => ((index + 1) >> place) & 1).map(({ name }) => name),
);

/** One day of the hotline whose first line and doctors speak so; the second line and an intern speak everything. */
const dayOf = (first: readonly string[], doctors: readonly string[], seed: number) => {
  const intern =
    '{ name: intern, schedule: [{ from: "08:00", to: "11:00", agents: 1 }], skills: [{ skill: medicine }, { skill: travel }] }';
  const scenario = routedHotline([
    `routing.languages=[${LANGUAGES.map(({ name, share }) => `{ name: ${name}, share: ${share} }`).join(", ")}]`,
    `routing.teams[0].languages=[${first.join(", ")}]`,
    `routing.teams[2].languages=[${doctors.join(", ")}]`,
    `routing.teams[3]=${intern}`,
  ]);
  const { routing } = scenario;
  if (routing === undefined) throw new Error("the scenario has a routing");
  const hotline = compileRouting(scenario, routing);
  const callers = createDaySampler(scenario, { topics: true }).draw(seed, 0);
  const draws = createRoutingDraws(scenario, routing)(seed, 0, callers.topic);
  const day = createRoutedSimulation(hotline)(callers, draws, createRedialDraws(scenario, seed, 0));
  const teams = hotline.teams.flatMap(({ mostAgents }, team) =>
    Array.from({ length: mostAgents }, () => routing.teams[team]),
  );
  const languagesOf = (agent: number): readonly string[] => teams[agent - 1]?.languages ?? [];
  return { day, draws, languagesOf };
};

describe("on a day of each of 49 hotlines whose teams speak some of three languages", () => {
  it("no caller is answered, nor put through, by an agent who lacks the caller's language", () => {
    const talks = { answered: 0, second: 0, byThoseWhoDoNotSpeakAll: 0 };
    CHOICES.forEach((first, i) => {
      CHOICES.forEach((doctors, j) => {
        const { day, draws, languagesOf } = dayOf(first, doctors, 1 + i * 7 + j);
        const { attempts, transfers } = day;
        const expectSpoken = (attempt: number, agent: number): void => {
          const language = LANGUAGES[draws.language(attempts.caller[attempt]!)]!.name;
          const spoken = languagesOf(agent);
          if (spoken.length > 0) {
            talks.byThoseWhoDoNotSpeakAll++;
            expect(spoken).toContain(language);
          }
        };
        for (let row = 0; row < attempts.count; row++) {
          if (attempts.outcome[row] !== ANSWERED) continue;
          talks.answered++;
          expectSpoken(row, attempts.agent[row]!);
        }
        for (let row = 0; row < transfers.count; row++) {
          if (transfers.outcome[row] !== TRANSFER_ANSWERED) continue;
          talks.second++;
          expectSpoken(transfers.attempt[row]!, transfers.agent[row]!);
        }
      });
    });
    expect(talks.answered).toBeGreaterThan(10_000);
    expect(talks.second).toBeGreaterThan(1_000);
    expect(talks.byThoseWhoDoNotSpeakAll).toBeGreaterThan(5_000);
  });
});
