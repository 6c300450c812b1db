import { describe, expect, it } from "vitest";
import { teamMembersOf } from "../../src/campaign/team-members.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

const day = [{ startSeconds: 8 * 3600, endSeconds: 20 * 3600, agents: 40 }];
const membersOf = (...settings: readonly string[]) =>
  teamMembersOf(loadScenario("scenarios/hotline-sante-transfer.yaml", settings), day);

describe("the teams of a staff as members of the families' queues", () => {
  it("are in the queues of their skills, where calls overflow to them with a penalty", () => {
    // families in order: santé publique and affaires étrangères need "questions", économie "economy",
    // soutien psychologique "support", which only teams with people of their own have
    expect(membersOf("queue.families=apart")).toEqual([
      {
        name: "first line",
        staffSteps: [{ ...day[0], agents: 28 }],
        queues: [
          { key: "1", penalty: 0 },
          { key: "2", penalty: 1 },
          { key: "3", penalty: 0 },
          { key: "4", penalty: 0 },
        ],
      },
      {
        name: "newcomers",
        staffSteps: [{ ...day[0], agents: 8 }],
        queues: [
          { key: "1", penalty: 0 },
          { key: "3", penalty: 0 },
          { key: "4", penalty: 0 },
        ],
      },
      {
        name: "economy desk",
        staffSteps: [{ ...day[0], agents: 4 }],
        queues: [
          { key: "1", penalty: 1 },
          { key: "2", penalty: 0 },
          { key: "3", penalty: 0 },
          { key: "4", penalty: 1 },
        ],
      },
    ]);
  });

  it("are not told where families wait together", () => {
    expect(membersOf()).toBeUndefined();
    expect(
      teamMembersOf(loadScenario("scenarios/smoke.yaml", ["queue.families=apart"]), day),
    ).toBeUndefined();
  });
});
