import { describe, expect, it } from "vitest";
import { changed, problemsOf, read, SMALL } from "./small-scenario.ts";

describe("--set", () => {
  it("changes a figure and marks it as set, and no other", () => {
    const scenario = read(SMALL, ["arrivals.callsPerDay=5000"]);
    expect(scenario.arrivals.base).toMatchObject({ callsPerDay: 5000 });
    expect(scenario.provenance["arrivals.callsPerDay"]).toEqual({ kind: "set" });
    expect(scenario.provenance["arrivals.shape"]).toEqual({ kind: "assumed", reason: "made up" });
  });

  it("changes a figure that has its own source", () => {
    const text = changed(["callsPerDay: 1000", "callsPerDay: { value: 1000, source: log }"]);
    const scenario = read(text, ["arrivals.callsPerDay=5000"]);
    expect(scenario.arrivals.base).toMatchObject({ callsPerDay: 5000 });
    expect(scenario.provenance["arrivals.callsPerDay"]).toEqual({ kind: "set" });
  });

  it("reaches into lists, written either way", () => {
    for (const path of ["arrivals.spikes[0].calls", "arrivals.spikes.0.calls"]) {
      const scenario = read(SMALL, [`${path}=350`]);
      expect(scenario.arrivals.spikes[0]?.calls).toBe(350);
      expect(scenario.provenance["arrivals.spikes[0].calls"]).toEqual({ kind: "set" });
      expect(scenario.provenance["arrivals.spikes[0].rise"]).toEqual({ kind: "assumed", reason: "made up" });
    }
  });

  it("marks a whole table as set where one of its cells was", () => {
    const scenario = read(SMALL, ["staff.schedule[1].agents=20"]);
    expect(scenario.staff.schedule.map(({ agents }) => agents)).toEqual([10, 20]);
    expect(scenario.provenance["staff.schedule"]).toEqual({ kind: "set" });
  });

  it("reaches into a table that carries its own source", () => {
    const text = changed(
      ["  source: the roster\n", ""],
      [
        '  schedule:\n    - { from: "08:00", to: "12:00", agents: 10 }\n    - { from: "12:00", to: "18:00", agents: 8 }\n',
        '  schedule: { value: [{ from: "08:00", to: "18:00", agents: 9 }], source: the roster }\n',
      ],
    );
    expect(read(text, ["staff.schedule[0].agents=20"]).staff.schedule[0]?.agents).toBe(20);
  });

  it("adds fields and blocks that were not there", () => {
    const scenario = read(SMALL, ["trunks=30", "destination.number=8002a", "queue.mode=answerFirst"]);
    expect(scenario.trunks).toBe(30);
    expect(scenario.provenance["trunks"]).toEqual({ kind: "set" });
    expect(scenario.destination.number).toBe("8002a");
    expect(scenario.queue.mode).toBe("answerFirst");
  });

  it("replaces a whole distribution, all of whose figures are then set", () => {
    const scenario = read(SMALL, ["handling.talk={ distribution: gamma, mean: 5m, cv: 0.7 }"]);
    expect(scenario.handling.talk).toEqual({ kind: "gamma", meanSeconds: 300, cv: 0.7 });
    expect(scenario.provenance["handling.talk.mean"]).toEqual({ kind: "set" });
    expect(scenario.provenance["handling.talk.cv"]).toEqual({ kind: "set" });
  });

  it("replaces the schedule by a number of people", () => {
    const scenario = read(SMALL, ["staff.onDuty=12"]);
    expect(scenario.staff.schedule).toEqual([{ startSeconds: 28_800, endSeconds: 64_800, agents: 12 }]);
    expect(scenario.provenance["staff.onDuty"]).toEqual({ kind: "set" });
  });

  it("is validated like the file, and its faults name the flag", () => {
    expect(problemsOf(SMALL, ["arrivals.callsPerDay=-1", "handling.ring=4", "traget.within=30s"])).toEqual([
      {
        where: "--set arrivals.callsPerDay=-1",
        message: expect.stringContaining("arrivals.callsPerDay is -1"),
      },
      { where: "--set handling.ring=4", message: expect.stringContaining("handling.ring is 4") },
      { where: "--set traget.within=30s", message: expect.stringContaining('did you mean "targets"') },
    ]);
  });

  it("refuses what is no setting and what has no place in the scenario", () => {
    expect(problemsOf(SMALL, ["callsPerDay"])[0]?.message).toContain("path=value");
    expect(problemsOf(SMALL, ["=5"])[0]?.message).toContain("path=value");
    expect(problemsOf(SMALL, ["name.first=x"])[0]?.message).toContain("does not fit");
    expect(problemsOf(SMALL, ["arrivals.spikes[7].calls=1"])[0]?.message).toContain("does not fit");
    expect(problemsOf(SMALL, ["name=[1"])[0]?.message).toContain("cannot be read");
  });
});

describe("provenance", () => {
  it("has every figure of the scenario, those filled in as well", () => {
    expect(Object.keys(read(SMALL).provenance)).toEqual([
      "arrivals.callsPerDay",
      "arrivals.dayCv",
      "arrivals.shape",
      "arrivals.spikes[0].at",
      "arrivals.spikes[0].calls",
      "arrivals.spikes[0].halfLife",
      "arrivals.spikes[0].probability",
      "arrivals.spikes[0].rise",
      "callers.patience.mean",
      "callers.redial.afterAbandoning.delay.mean",
      "callers.redial.afterAbandoning.probability",
      "callers.redial.afterBlocked.delay.mean",
      "callers.redial.afterBlocked.probability",
      "callers.redial.maximumAttempts",
      "callers.topicFamilies",
      "handling.ring",
      "handling.talk.cv",
      "handling.talk.mean",
      "handling.wrapUp.cv",
      "handling.wrapUp.mean",
      "hours.close",
      "hours.open",
      "staff.effectiveShare",
      "staff.schedule",
      "targets.serviceLevel",
      "targets.shrinkage",
      "targets.within",
    ]);
  });

  it("is that of the nearest block that says something, the figure itself before all", () => {
    const { provenance } = read(
      changed([
        "{ distribution: lognormal, mean: 4m, cv: 1.1 }",
        "{ distribution: lognormal, mean: { value: 4m, source: call log }, cv: 1.1, assumed: usual }",
      ]),
    );
    expect(provenance["handling.talk.mean"]).toEqual({ kind: "source", text: "call log" });
    expect(provenance["handling.talk.cv"]).toEqual({ kind: "assumed", reason: "usual" });
    expect(provenance["handling.wrapUp.mean"]).toEqual({ kind: "assumed", reason: "made up" });
  });

  it("of a figure that was left out says that it was, and what stands in for it", () => {
    expect(read(SMALL).provenance["targets.shrinkage"]).toEqual({
      kind: "assumed",
      reason: expect.stringContaining("no shrinkage was given"),
    });
  });
});
