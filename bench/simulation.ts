// What the simulation takes for the days of a plan, beside drawing their random
// numbers alone, and beside SimPy and Ciw (PyPI) on the same queue in the same
// run. The two are installed into an environment of their own below the user's
// cache folder, once.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadScenario } from "../src/scenario/load-scenario.ts";
import type { Scenario } from "../src/scenario/scenario.ts";
import { createAccumulator, type SimulationEstimates } from "../src/simulation/accumulate.ts";
import { chooseReplicator } from "../src/simulation/choose-replicator.ts";
import { simulateReplications } from "../src/simulation/threads/simulate-replications.ts";
import { createDaySampler } from "../src/trace/day-sampler.ts";

export const name = "simulation: the fast kernel, the event simulation, and their peers";

const PEERS = ["simpy==4.1.2", "ciw==3.2.7"];
const OPEN = 8 * 3600;
const HOURS = 12;
const PATIENCE_SECONDS = 180;
const PEER_TALK_SECONDS = 240;

const scenarioFile = (file: string): string =>
  fileURLToPath(new URL(`../scenarios/${file}.yaml`, import.meta.url));

interface DayShape {
  readonly agents: number;
  readonly calls: number;
  /** With redials and a fifth more lines than agents. */
  readonly storm: boolean;
}

/**
 * A day of twelve hours at 93 % load: half-hours that differ by up to 30 % in
 * calls and staff, lognormal talk, exponential patience.
 */
const dayOf = ({ agents, calls, storm }: DayShape): Scenario => {
  const { trunks: _, ...base } = loadScenario(scenarioFile("hotline-sante"));
  const halfHours = Array.from({ length: HOURS * 2 }, (_, index) => ({
    startSeconds: OPEN + index * 1800,
    endSeconds: OPEN + (index + 1) * 1800,
    level: 1 + 0.3 * Math.sin(index),
  }));
  const meanSeconds = (agents * 0.93 * HOURS * 3600) / calls - 4;
  const again = (probability: number, delaySeconds: number) => ({
    probability,
    delay: { kind: "exponential" as const, meanSeconds: delaySeconds },
  });
  return {
    ...base,
    hours: { openSeconds: OPEN, closeSeconds: OPEN + HOURS * 3600 },
    arrivals: {
      base: {
        kind: "shape",
        callsPerDay: calls,
        steps: halfHours.map(({ level, ...step }) => ({ ...step, weight: level })),
      },
      spikes: [],
      dayCv: 0,
    },
    callers: {
      ...base.callers,
      patience: { kind: "exponential", meanSeconds: PATIENCE_SECONDS },
      redial: {
        afterAbandoning: again(0.5, 600),
        afterBlocked: again(0.8, 120),
        maximumAttempts: storm ? 5 : 1,
      },
    },
    handling: {
      ...base.handling,
      ringSeconds: 4,
      talk: { kind: "lognormal", meanSeconds, cv: 1 },
      wrapUp: { kind: "constant", meanSeconds: 0 },
    },
    staff: {
      schedule: halfHours.map(({ level, ...step }) => ({ ...step, agents: Math.round(agents * level) })),
      effectiveShare: 1,
    },
    ...(storm ? { trunks: Math.round(agents * 1.2) } : {}),
  };
};

interface Pace {
  readonly callersPerSecond: number;
  readonly attemptsPerSecond: number;
  readonly estimates: SimulationEstimates;
}

const CALLERS_A_ROUND = 2_000_000;
const ROUNDS = 5;

/** The best of five rounds after one that warms up: other work on the machine can only slow one down. */
const best = (work: () => number): number => {
  work();
  return Math.min(...Array.from({ length: ROUNDS }, work));
};

/** Seconds of processor time: other work on the machine counts less in it than in time on the wall. */
const processorSeconds = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

const paceOf = (scenario: Scenario, callersARound = CALLERS_A_ROUND): Pace => {
  const replicator = chooseReplicator({ scenario, seed: 1 });
  const row = new Float64Array(replicator.numbers);
  const accumulate = () => createAccumulator(replicator.grid, 0.95, replicator.routed);
  let accumulator = accumulate();
  replicator.run(0, row);
  accumulator.add(row);
  const days = Math.ceil(callersARound / accumulator.estimates().day.callers.mean);
  const spent = best(() => {
    accumulator = accumulate();
    return processorSeconds(() => {
      for (let day = 0; day < days; day++) {
        replicator.run(day, row);
        accumulator.add(row);
      }
    });
  });
  const estimates = accumulator.estimates();
  return {
    callersPerSecond: (estimates.day.callers.mean * days) / spent,
    attemptsPerSecond: (estimates.day.attempts.mean * days) / spent,
    estimates,
  };
};

/** Callers a second where their numbers are drawn and nothing is done with them. */
const drawingPace = (scenario: Scenario): number => {
  const sampler = createDaySampler(scenario, { topics: false });
  let callers = 0;
  const spent = best(() => {
    callers = 0;
    return processorSeconds(() => {
      for (let day = 0; callers < CALLERS_A_ROUND; day++) callers += sampler.draw(1, day).callers;
    });
  });
  return callers / spent;
};

const millions = (perSecond: number): string => `${(perSecond / 1e6).toFixed(2)} M/s`;

const limitText = (value: number, limit: number): string =>
  `limit ${limit / 1e6} M/s: ${value >= limit ? "met" : "MISSED"}`;

const printKernel = (print: (line: string) => void): void => {
  const shapes: readonly (DayShape & { readonly limit: number })[] = [
    { agents: 50, calls: 20_000, storm: false, limit: 10e6 },
    { agents: 1000, calls: 50_000, storm: false, limit: 8e6 },
    { agents: 50, calls: 20_000, storm: true, limit: 7e6 },
    { agents: 1000, calls: 50_000, storm: true, limit: 6e6 },
  ];
  for (const shape of shapes) {
    const scenario = dayOf(shape);
    const pace = paceOf(scenario);
    const drawing = drawingPace(scenario);
    const counted = shape.storm ? pace.attemptsPerSecond : pace.callersPerSecond;
    const what = shape.storm ? "attempts, with redials and trunks" : "callers";
    const share = `${((100 * pace.callersPerSecond) / drawing).toFixed(0)} % of drawing alone (${millions(drawing)})`;
    print(
      `${String(shape.agents).padStart(4)} agents, ${what}: ${millions(counted)}  ${limitText(counted, shape.limit)}; ${share}`,
    );
  }
};

const PEER_PROGRAM = `
import json, math, random, sys, time
agents, rate, talk, patience, until = json.loads(sys.argv[1])
sigma = math.sqrt(math.log(2.0))
mu = math.log(talk) - sigma * sigma / 2

def with_simpy():
    import simpy
    counts = [0, 0]
    def caller(env, desk):
        counts[0] += 1
        with desk.request() as request:
            got = yield request | env.timeout(random.expovariate(1 / patience))
            if request in got:
                yield env.timeout(random.lognormvariate(mu, sigma))
            else:
                counts[1] += 1
    def arrivals(env, desk):
        while True:
            yield env.timeout(random.expovariate(rate))
            env.process(caller(env, desk))
    env = simpy.Environment()
    env.process(arrivals(env, simpy.Resource(env, capacity=agents)))
    env.run(until=until)
    return counts[0], counts[1]

def with_ciw():
    import ciw
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate)],
        service_distributions=[ciw.dists.Lognormal(mu, sigma)],
        reneging_time_distributions=[ciw.dists.Exponential(1 / patience)],
        number_of_servers=[agents])
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(until)
    records = simulation.get_all_records(only=["service", "renege"])
    return len(records), sum(1 for record in records if record.record_type == "renege")

result = {}
for name, work in (("SimPy", with_simpy), ("Ciw", with_ciw)):
    random.seed(1)
    try:
        import ciw; ciw.seed(1)
        start = time.process_time()
        callers, lost = work()
        result[name] = {"perSecond": callers / (time.process_time() - start), "abandonment": lost / callers}
    except Exception as error:
        result[name] = {"failed": repr(error)[:160]}
print(json.dumps(result))
`;

interface PeerResult {
  readonly perSecond?: number;
  readonly abandonment?: number;
  readonly failed?: string;
}

/** Runs the peers on a steady queue; returns their figures, or why there are none. */
const peers = (question: readonly number[]): Record<string, PeerResult> | string => {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folder = join(cache, "surgeline", "bench-simulation");
  const python = join(folder, "bin", "python");
  const quiet = { stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"], timeout: 300_000 };
  try {
    if (!existsSync(join(folder, "ready"))) {
      mkdirSync(folder, { recursive: true });
      execFileSync("python3", ["-m", "venv", folder], quiet);
      execFileSync(python, ["-m", "pip", "install", "--quiet", ...PEERS], quiet);
      mkdirSync(join(folder, "ready"));
    }
    const output = execFileSync(python, ["-c", PEER_PROGRAM, JSON.stringify(question)], quiet).toString();
    return JSON.parse(output) as Record<string, PeerResult>;
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).trim().split("\n");
    return `SimPy and Ciw could not be set up or run (python3 with venv and pip is needed): ${lines.at(-1)}`;
  }
};

/** One steady queue of 50 agents at full load, the same in all three. */
const printPeers = (print: (line: string) => void): void => {
  const agents = 50;
  const callsPerSecond = agents / PEER_TALK_SECONDS;
  const untilSeconds = HOURS * 3600;
  const base = dayOf({ agents, calls: callsPerSecond * untilSeconds, storm: false });
  const steady: Scenario = {
    ...base,
    arrivals: {
      ...base.arrivals,
      base: {
        kind: "shape",
        callsPerDay: callsPerSecond * untilSeconds,
        steps: [{ startSeconds: OPEN, endSeconds: OPEN + untilSeconds, weight: 1 }],
      },
    },
    handling: {
      ...base.handling,
      ringSeconds: 0,
      talk: { kind: "lognormal", meanSeconds: PEER_TALK_SECONDS, cv: 1 },
    },
    staff: {
      schedule: [{ startSeconds: OPEN, endSeconds: OPEN + untilSeconds, agents }],
      effectiveShare: 1,
    },
  };
  const own = paceOf(steady);
  const lost = own.estimates.day.measures.abandonment?.mean ?? Number.NaN;
  print(`50 agents at full load: ${millions(own.callersPerSecond)}, ${(lost * 100).toFixed(2)} % abandoned`);
  const others = peers([agents, callsPerSecond, PEER_TALK_SECONDS, PATIENCE_SECONDS, untilSeconds * 4]);
  if (typeof others === "string") {
    print(others);
    return;
  }
  const limits: Record<string, number> = { SimPy: 150, Ciw: 250 };
  for (const [peer, { perSecond, abandonment, failed }] of Object.entries(others)) {
    if (perSecond === undefined || abandonment === undefined) {
      print(`${peer} failed: ${failed}`);
      continue;
    }
    const ratio = own.callersPerSecond / perSecond;
    const limit = limits[peer] ?? 0;
    print(
      `${peer}: ${Math.round(perSecond)}/s, ${(abandonment * 100).toFixed(2)} % abandoned; ratio ${ratio.toFixed(0)}  limit ${limit}: ${ratio >= limit ? "met" : "MISSED"}`,
    );
  }
};

const printEvents = (print: (line: string) => void): void => {
  const { callersPerSecond, estimates } = paceOf(
    loadScenario(scenarioFile("hotline-sante-transfer")),
    200_000,
  );
  const transfers = estimates.routed["transfers.perDay"]?.mean ?? 0;
  print(
    `event simulation, five teams, three languages, ${transfers.toFixed(0)} transfers a day: ${millions(callersPerSecond)}  ${limitText(callersPerSecond, 1e6)}`,
  );
};

const printThousandDays = async (print: (line: string) => void): Promise<void> => {
  const scenario = dayOf({ agents: 50, calls: 6000, storm: false });
  const { wallSeconds } = await simulateReplications(
    { scenario, seed: 1 },
    { replications: 1000, threads: 2 },
  );
  print(
    `1,000 days of 6,000 calls on two threads: ${wallSeconds.toFixed(2)} s  limit 1 s: ${wallSeconds <= 1 ? "met" : "MISSED"}`,
  );
};

export const bench = async (print: (line: string) => void): Promise<void> => {
  printKernel(print);
  printPeers(print);
  printEvents(print);
  await printThousandDays(print);
};
