import { describe, expect, it } from "vitest";
import { expectDigits } from "../queueing/relative.ts";
import { type CommandOutcome, runCommand } from "./run-command.ts";

const run = (line: string): Promise<CommandOutcome> => runCommand(line.split(" "));

describe("surgeline erlang", () => {
  it("prints Erlang C as one JSON object", async () => {
    const { code, printed } = await run(
      "erlang c --calls 100 --interval 30m --aht 180s --agents 14 --within 20s --json",
    );
    expect(code).toBe(0);
    const figures = JSON.parse(printed);
    expect(Object.keys(figures)).toEqual([
      "state",
      "offeredLoadErlangs",
      "occupancy",
      "waitProbability",
      "meanWaitSeconds",
      "serviceLevel",
    ]);
    expectDigits(figures.serviceLevel, "0.8883500192");
    expectDigits(figures.meanWaitSeconds, "7.835937");
  });

  it("prints abandonment for a and blocking for b", async () => {
    const a = await run(
      "erlang a --calls 100 --interval 30m --aht 3m --agents 14 --patience 5m --within 20s --json",
    );
    expectDigits(JSON.parse(a.printed).abandonment, "0.0139837441");
    const b = await run("erlang b --calls 10 --interval 1h --aht 1h --agents 10 --json");
    expectDigits(JSON.parse(b.printed).blocking, "0.2145823431");
  });

  it("speaks of one line and one agent as of one", async () => {
    const b = await run("erlang b --calls 1 --interval 30m --aht 3m --agents 1");
    expect(b.printed).toContain("find the only line busy and are lost");
    const c = await run("erlang c --calls 20 --interval 30m --aht 3m --agents 1");
    expect(c.printed).toContain("1 agent cannot carry 2 erlangs");
  });

  it("says that a queue grows without end, and how many agents would carry it", async () => {
    const json = await run("erlang c --calls 100 --interval 30m --aht 180s --agents 10 --json");
    expect(json.code).toBe(0);
    expect(JSON.parse(json.printed)).toEqual({
      state: "unstable",
      offeredLoadErlangs: 10,
      occupancy: 1,
      waitProbability: 1,
      fewestAgentsForStability: 11,
    });
    const within = await run(
      "erlang c --calls 100 --interval 30m --aht 180s --agents 10 --within 20s --json",
    );
    expect(JSON.parse(within.printed).serviceLevel).toBe(0);
    const text = await run("erlang c --calls 100 --interval 30m --aht 180s --agents 10");
    expect(text.printed).toContain("grows without end");
    expect(text.printed).toContain("are 11");
  });

  it("names every flag that is wrong and ends with 104", async () => {
    const { code, told, printed } = await run("erlang a --calls -1 --interval 30 --aht NaN --agents 1.5");
    expect(code).toBe(104);
    expect(printed).toBe("");
    for (const flag of ["--calls", "--interval", "--aht", "--agents", "--patience"])
      expect(told).toContain(flag);
  });

  it.each(["b", "c"])("says that --patience changes nothing in Erlang %s", async (model) => {
    const line = `erlang ${model} --calls 100 --interval 30m --aht 3m --agents 14`;
    const { code, told, printed } = await run(`${line} --patience 5m`);
    expect(code).toBe(0);
    expect(printed).toBe((await run(line)).printed);
    expect(told).toContain(`--patience changes nothing in Erlang ${model.toUpperCase()}; erlang a uses it.`);
  });

  it("refuses an unknown model and a load that no hotline has", async () => {
    expect((await run("erlang d --calls 1 --interval 1h --aht 1m --agents 1")).code).toBe(104);
    expect((await run("erlang c --calls 1e300 --interval 1s --aht 1h --agents 1")).code).toBe(104);
  });
});

describe("surgeline staff", () => {
  it("takes a share in percent as it takes it as a number", async () => {
    const load = "staff --calls 400 --interval 30m --aht 257s --json";
    const percent = await run(`${load} --service-level 80% --max-occupancy 85% --shrinkage 30%`);
    expect(percent).toEqual(await run(`${load} --service-level 0.8 --max-occupancy 0.85 --shrinkage 0.3`));
    // 68 agents is the figure of the reference tables, 98 people after 30 %
    expect(JSON.parse(percent.printed).erlangC).toMatchObject({ agents: 68, headcount: 98 });
    expect((await run(`${load} --service-level 180%`)).code).toBe(104);
    expect((await run(`${load} --service-level %`)).code).toBe(104);
  });

  it("gives agents and headcount after shrinkage", async () => {
    const { code, printed } = await run(
      "staff --calls 400 --interval 30m --aht 257s --service-level 0.8 --within 20s --max-occupancy 0.85 --shrinkage 0.3 --json",
    );
    expect(code).toBe(0);
    const { erlangC, erlangA } = JSON.parse(printed);
    expect(erlangC).toMatchObject({ agents: 68, headcount: 98 });
    expect(erlangA).toBeUndefined();
  });

  it("sets Erlang A beside Erlang C where patience is given", async () => {
    const { printed } = await run("staff --calls 250 --interval 30m --aht 20m --patience 5m --json");
    const { erlangC, erlangA } = JSON.parse(printed);
    expect([erlangC.agents, erlangA.agents]).toEqual([180, 170]);
    const text = await run("staff --calls 250 --interval 30m --aht 20m --patience 5m");
    expect(text.printed).toContain("10 fewer");
  });

  it("says that a target is unreachable", async () => {
    const { code, printed } = await run("staff --calls 10 --interval 30m --aht 3m --service-level 1 --json");
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ state: "unreachable", erlangC: { state: "unreachable" } });
  });

  it("refuses shares outside 0 to 1, and a limit on abandonment without patience", async () => {
    const { code, told } = await run(
      "staff --calls 10 --interval 30m --aht 3m --service-level 80 --shrinkage 1 --max-abandonment 0.05",
    );
    expect(code).toBe(104);
    for (const flag of ["--service-level", "--shrinkage", "--max-abandonment"]) expect(told).toContain(flag);
  });
});
