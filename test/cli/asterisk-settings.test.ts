import { describe, expect, it } from "vitest";
import { chooseMedia, refuseAsteriskSettings } from "../../src/cli/choose-pbx.ts";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

const smoke = (settings: readonly string[] = []) => loadScenario("scenarios/smoke.yaml", settings);

const problemsOf = (work: () => unknown): readonly string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput)
      return error.problems.map(({ where, message }) => `${where} ${message}`);
    throw error;
  }
  return [];
};

describe("what only an Asterisk of the run's own can be asked", () => {
  it("is refused of every other PBX, all of it at once", () => {
    const asked = smoke([
      "queue.strategy=ringall",
      "queue.timeout=5s",
      "queue.retry=2s",
      "queue.families=apart",
      "staff.noAnswerShare=5%",
    ]);
    const external = "sip:8000@127.0.0.1";
    const problems = problemsOf(() => refuseAsteriskSettings(asked, { media: "echo" }, external));
    expect(problems.map((text) => text.split(" ")[0])).toEqual([
      "queue.strategy",
      "queue.timeout",
      "queue.retry",
      "queue.families",
      "staff.noAnswerShare",
      "--media",
    ]);
    for (const text of problems) expect(text).toContain(`this run floods ${external}`);
    expect(problemsOf(() => refuseAsteriskSettings(smoke(), { media: "none" }, external))).toEqual([]);
    // the embedded PBX gives up telephones too
    const known = problemsOf(() => refuseAsteriskSettings(asked, {}, "embedded"));
    expect(known.map((text) => text.split(" ")[0])).toEqual(["queue.strategy", "queue.families"]);
  });

  it("is no, music or both-way audio, music only where callers wait on an answered call", () => {
    expect([undefined, "none", "echo"].map((media) => chooseMedia(smoke(), media))).toEqual([
      "none",
      "none",
      "echo",
    ]);
    expect(chooseMedia(smoke(["queue.mode=answerFirst"]), "music")).toBe("music");
    expect(problemsOf(() => chooseMedia(smoke(), "music"))[0]).toContain("queue.mode=answerFirst");
    expect(problemsOf(() => chooseMedia(smoke(), "video"))[0]).toContain("it takes none, music or echo");
  });
});
