import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type CommandOutcome, ROOT, runCommand } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "surgeline-plan-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const run = (...argv: string[]): Promise<CommandOutcome> => runCommand(argv);

const CALLS = [
  "arrival_s,wait_s,outcome,talk_s",
  ...Array.from({ length: 400 }, (_, i) =>
    i % 10 === 0
      ? `${32_400 + i * 20},${20 + (i % 90)},abandoned,`
      : `${32_400 + i * 20},${i % 60},answered,${100 + (i % 200)}`,
  ),
].join("\n");

describe("surgeline calibrate", () => {
  it("prints one JSON object with the names of the public interface", async () => {
    const { code, printed, told } = await run(
      "calibrate",
      write("calls.csv", CALLS),
      "--within",
      "30s",
      "--json",
    );
    expect(told).toBe("");
    expect(code).toBe(0);
    const estimates = JSON.parse(printed);
    expect(estimates).toMatchObject({
      offered: 400,
      answered: 360,
      abandoned: 40,
      abandonment: 0.1,
      serviceLevel: { withinSeconds: 30, value: expect.any(Number) },
      meanWaitSeconds: expect.any(Number),
      meanAnsweredWaitSeconds: expect.any(Number),
      patience: { exponentialMeanSeconds: expect.any(Number), survival: expect.any(Array) },
      handleTime: { meanSeconds: expect.any(Number), cv: expect.any(Number) },
      confidence: { abandonment: { low: expect.any(Number), high: expect.any(Number) } },
      notes: expect.any(Array),
    });
    expect(Object.keys(estimates.patience.survival[0])).toEqual(["seconds", "probability", "low", "high"]);
  });

  it("adds the half-hour report where it is asked for", async () => {
    const { printed } = await run("calibrate", write("calls.csv", CALLS), "--intervals");
    // 90 calls, one every twenty seconds from nine o'clock, every tenth abandoned
    expect(printed).toMatch(/\n1,09:00,90,81,9,\d+\.\d,\d+\.\d\n/);
    const { printed: json } = await run("calibrate", write("calls.csv", CALLS), "--intervals", "--json");
    expect(JSON.parse(json).intervals[0]).toMatchObject({ startSeconds: 32_400, offered: 90, answered: 81 });
  });

  it("takes a run's folder", async () => {
    write("calls.csv", CALLS);
    const { printed } = await run("calibrate", folder, "--json");
    expect(JSON.parse(printed).offered).toBe(400);
  });

  it("prints a table with what is to know below it", async () => {
    const { printed } = await run("calibrate", write("calls.csv", CALLS));
    expect(printed).toMatch(/abandonment +10\.00 %/);
    expect(printed).toContain("To know:");
    expect(printed).toContain("No caller is identified");
  });

  it.each([
    ["a file of another kind", "name,age\nx,3\n", /which is no table of calls known/],
    ["an empty file", "", /the file is empty/],
    [
      "a row of nonsense alone",
      "arrival_s,wait_s,outcome\na,b,c\n",
      /its one row, in line 2, cannot be used/,
    ],
    ["times that go backwards alone", "arrival_s,wait_s,outcome\n10,-5,answered\n", /a time went backwards/],
  ])("ends with 104 for %s", async (_, text, message) => {
    const { code, told, printed } = await run("calibrate", write("bad.csv", text), "--json");
    expect(code).toBe(104);
    expect(told).toMatch(message);
    expect(printed).toBe("");
  });

  it("refuses flags that it cannot use, all at once", async () => {
    const { code, told } = await run(
      "calibrate",
      write("calls.csv", CALLS),
      "--within",
      "20",
      "--kind",
      "xml",
    );
    expect(code).toBe(104);
    expect(told).toMatch(/--within: got "20"/);
    expect(told).toMatch(/--kind: got "xml"/);
  });

  it("refuses a file that is not there, and a time zone that does not exist", async () => {
    expect((await run("calibrate", "nowhere.csv")).told).toContain("there is no such file or folder");
    expect((await run("calibrate", write("calls.csv", CALLS), "--time-zone", "Moon/Crater")).told).toContain(
      "is no time zone",
    );
  });
});

const ANNOUNCEMENT = "docs/examples/announcement.yaml";

describe("surgeline plan", () => {
  it("gives the recommendation of the public interface as JSON, without bounds that nothing measured gives", async () => {
    const { code, printed } = await run("plan", ANNOUNCEMENT, "--json");
    expect(code).toBe(0);
    const plan = JSON.parse(printed);
    expect(plan.expected).toEqual({ agents: expect.any(Number) });
    expect(plan.assured.agents).toBeGreaterThan(plan.expected.agents);
    expect(plan.headcount).toBe(Math.ceil(plan.assured.agents / 0.7));
    expect(plan.intervals).toHaveLength(20);
    expect(plan.intervals[6]).toMatchObject({ start: "11:00", end: "11:30", staffed: 8 });
  });

  it("takes behaviour from calls and from the JSON of calibrate alike", async () => {
    const calls = write("behaviour.csv", CALLS);
    const { printed: estimates } = await run("calibrate", calls, "--json");
    const json = write("estimates.json", estimates);
    const fromCalls = JSON.parse((await run("plan", ANNOUNCEMENT, "--behaviour", calls, "--json")).printed);
    const fromJson = JSON.parse((await run("plan", ANNOUNCEMENT, "--behaviour", json, "--json")).printed);
    expect(fromJson).toEqual(fromCalls);
    expect(fromCalls.behaviour.replaced.join()).toContain("handling time: measured");
    expect(fromCalls.intervalsFromEstimates).toBe(true);
    expect(fromCalls.expected.low).toBeLessThanOrEqual(fromCalls.expected.agents);
  });

  it("refuses what it cannot use, all at once and with what would be right", async () => {
    const { code, told } = await run(
      "plan",
      ANNOUNCEMENT,
      "--lang",
      "de",
      "--agents",
      "x",
      "--ask",
      "love",
      "--at",
      "25:00",
    );
    expect(code).toBe(104);
    for (const flag of ["--lang", "--agents", "--ask", "--at"]) expect(told).toContain(`${flag}: `);
    expect((await run("plan", "nowhere.yaml")).code).toBe(104);
    const or = await run(
      "plan",
      ANNOUNCEMENT,
      "--or",
      "scenarios/allo-liqah.yaml",
      "--or",
      "scenarios/hotline-sante.yaml=0.5",
    );
    expect(or.told).toContain("such as busy.yaml=0.3");
    expect(or.told).toContain("has other opening hours");
    expect((await run("plan", ANNOUNCEMENT, "--behaviour", write("x.json", "{}"))).told).toContain(
      "is not what surgeline calibrate --json prints",
    );
    expect((await run("plan", "scenarios/allo-liqah.yaml", "--ask", "spike")).told).toContain(
      "has no announcement",
    );
    expect((await run("plan", ANNOUNCEMENT, "--campaign", write("c.yaml", "days: 3\n"))).told).toContain(
      "start",
    );
  });
});

describe("surgeline plan, what it asks for and refuses", () => {
  it("refuses flags that cannot stand together instead of leaving one out", async () => {
    const refused = async (...flags: string[]): Promise<string> => {
      const { code, told } = await run("plan", ANNOUNCEMENT, ...flags);
      expect(code).toBe(104);
      return told;
    };
    expect(await refused("--campaign", "c.yaml", "--ask", "calls", "--at", "12:00")).toMatch(
      /--at: cannot stand beside --campaign[\s\S]*--ask: cannot stand beside --campaign/,
    );
    expect(await refused("--agents", "4", "--csv", "x.csv", "--longest-shift", "8h")).toMatch(
      /--longest-shift: cannot stand beside --agents[\s\S]*--csv: cannot stand beside --agents/,
    );
    expect(await refused("--time-zone", "UTC")).toContain("--behaviour: is missing");
    expect(await refused("--calls-so-far", "5")).toContain("--at: is missing: the time of day up to which");
    expect(await refused("--at", "12:00")).toContain("--calls-so-far: is missing");
    expect(await refused("--at", "18:00", "--calls-so-far", "5")).toContain(
      "18:00 is not within the opening hours 08:00-18:00",
    );
    expect(await refused("--shortest-shift", "4h", "--longest-shift", "3h")).toContain(
      "3h is shorter than the shortest shift of 4h",
    );
    expect(await refused("--longest-shift", "10m")).toContain(
      "leaves no shift: shifts begin and end with the plan's intervals of 30m",
    );
  });

  it("plans the rest of a day on which nobody called so far, and says how strange that is", async () => {
    const argv = ["plan", ANNOUNCEMENT, "--at", "16:00", "--calls-so-far"];
    const { code, printed } = await run(...argv, "1");
    expect(code).toBe(0);
    expect(printed).toMatch(/^1 call came where \d+ were expected/);
    expect(printed).toMatch(/standard deviations fewer than the scenario lets days differ by/);
    const plan = JSON.parse((await run(...argv, "0", "--json")).printed);
    expect(plan.restOfDay.observedCalls).toBe(0);
    expect(plan.intervals.map(({ start }: { start: string }) => start)).toEqual([
      "16:00",
      "16:30",
      "17:00",
      "17:30",
    ]);
    // of the afternoon alone
    const people = plan.intervals.map(({ assured }: { assured: number }) => assured);
    expect(plan.assured.agents).toBe(Math.max(...people));
    expect(plan.agentHours).toBeCloseTo(
      people.reduce((sum: number, one: number) => sum + one / 2, 0),
      9,
    );
  });

  it("covers the need by shifts no longer than asked, and tells what they cost", async () => {
    const { printed } = await run(
      "plan",
      ANNOUNCEMENT,
      "--shortest-shift",
      "4h",
      "--longest-shift",
      "6h",
      "--json",
    );
    const plan = JSON.parse(printed);
    const hours = (text: string): number => Number(text.slice(0, 2)) + Number(text.slice(3)) / 60;
    const lengths = plan.shifts.map(
      ({ start, end }: { start: string; end: string }) => hours(end) - hours(start),
    );
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(4);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(6);
    const total = plan.shifts.reduce(
      (sum: number, { people }: { people: number }, i: number) => sum + people * lengths[i],
      0,
    );
    expect(plan.shiftHours).toBeCloseTo(total, 9);
    expect(plan.shiftHours).toBeGreaterThanOrEqual(plan.agentHours);
  });

  it("writes a campaign's days for a spreadsheet, in either number format", async () => {
    const campaign = write(
      "campaign.yaml",
      "start: 2026-01-01\ndays: 3\ncallsPerDay: 200.5\nweekdays: { friday: 0.5, saturday: 0 }\n",
    );
    const csv = join(folder, "campaign.csv");
    const { code, printed } = await run(
      "plan",
      ANNOUNCEMENT,
      "--campaign",
      campaign,
      "--csv",
      csv,
      "--lang",
      "fr",
      "--json",
    );
    expect(code).toBe(0);
    const { days } = JSON.parse(printed);
    expect(days.map(({ date }: { date: string }) => date)).toEqual([
      "2026-01-01",
      "2026-01-02",
      "2026-01-03",
    ]);
    expect(days[0].assured).toBeGreaterThan(days[1].assured);
    expect(days[2]).toMatchObject({ calls: 0, agents: 0, headcount: 0 });
    const rows = readFileSync(csv, "utf8").replace("\ufeff", "").split("\r\n");
    expect(rows[0]).toBe("jour;appels;prévu pour;trafic offert;attendu;assuré;effectif;heures");
    expect(rows[1]).toMatch(/^2026-01-01;200,5;200,5;\d+;\d+;\d+;\d+;\d+,\d$/);
    expect(rows[3]).toBe("2026-01-03;0,0;0,0;;;;0;0,0");
  });

  it("takes the flags of every command before its name, too", async () => {
    const question = ["erlang", "c", "--calls", "100", "--interval", "30m", "--aht", "3m", "--agents", "14"];
    const after = await run(...question, "--json");
    const before = await run("--quiet", "--json", ...question);
    expect(before).toEqual(after);
    // 100 calls of 3 min in 30 min are 10 erlangs
    expect(JSON.parse(before.printed).offeredLoadErlangs).toBeCloseTo(10, 12);
  });
});

describe("the guide to sizing a hotline before an announcement", () => {
  const guide = readFileSync(join(ROOT, "docs/guides/sizing-before-an-announcement.md"), "utf8");
  const commands = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap((match) =>
    (match[1] as string).trim().split("\n"),
  );

  it("has commands", () => {
    expect(commands.length).toBeGreaterThanOrEqual(8);
  });

  it.each(commands)(
    "runs: %s",
    async (line) => {
      const [program, ...argv] = line.split(" ");
      expect(program).toBe("surgeline");
      const csv = argv.indexOf("--csv");
      if (csv >= 0) argv[csv + 1] = join(folder, argv[csv + 1] as string);
      // a machine that takes long would be told how far it is
      const { code, printed, told } = await run(...argv, "--quiet");
      expect(told).toBe("");
      expect(code).toBe(0);
      expect(printed.length).toBeGreaterThan(60);
      expect(printed).not.toMatch(/NaN|undefined|Infinity/);
      if (csv >= 0) {
        const text = readFileSync(argv[csv + 1] as string, "utf8");
        expect(text).toMatch(/^\ufeffdébut;fin;appels;/);
        expect(text).toMatch(/11:00;11:30;\d+,\d;/);
      }
    },
    240_000,
  );

  it("says of the report what the command says", async () => {
    const { printed } = await run(...(commands[0] as string).split(" ").slice(1));
    expect(printed).toMatch(/patience, mean if exponential +279 s/);
    expect(printed).toMatch(/handling time, mean +306 s/);
    expect(printed).toMatch(/0\.183, of which the day as a whole 0\.149/);
  });
});
