// SimPy and Ciw (PyPI) on one steady queue, a day at a time, so that they can be
// timed in turns with our own. They are installed into an environment of their
// own below the user's cache folder, once.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const PEERS = ["simpy==4.1.2", "ciw==3.2.7"];
export const PEER_NAMES = ["SimPy", "Ciw"] as const;
export type PeerName = (typeof PEER_NAMES)[number];

export interface SteadyQueue {
  readonly agents: number;
  readonly callsPerSecond: number;
  readonly talkSeconds: number;
  readonly patienceSeconds: number;
  readonly untilSeconds: number;
}

/** One day of one peer. */
export interface PeerDay {
  readonly callers: number;
  readonly abandoned: number;
  readonly processorSeconds: number;
}

const PROGRAM = `
import json, math, random, sys, time
import ciw, simpy
agents, rate, talk, patience, until = json.loads(sys.argv[1])
sigma = math.sqrt(math.log(2.0))
mu = math.log(talk) - sigma * sigma / 2

def with_simpy():
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
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate)],
        service_distributions=[ciw.dists.Lognormal(mu, sigma)],
        reneging_time_distributions=[ciw.dists.Exponential(1 / patience)],
        number_of_servers=[agents])
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(until)
    records = simulation.get_all_records(only=["service", "renege"])
    return len(records), sum(1 for record in records if record.record_type == "renege")

random.seed(1)
ciw.seed(1)
for line in sys.stdin:
    start = time.process_time()
    callers, abandoned = with_simpy() if line.strip() == "SimPy" else with_ciw()
    spent = time.process_time() - start
    print(json.dumps({"callers": callers, "abandoned": abandoned, "processorSeconds": spent}), flush=True)
`;

const install = (): string => {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folder = join(cache, "surgeline", "bench-simulation");
  const python = join(folder, "bin", "python");
  const quiet = { stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"], timeout: 300_000 };
  if (!existsSync(join(folder, "ready"))) {
    mkdirSync(folder, { recursive: true });
    execFileSync("python3", ["-m", "venv", folder], quiet);
    execFileSync(python, ["-m", "pip", "install", "--quiet", ...PEERS], quiet);
    mkdirSync(join(folder, "ready"));
  }
  return python;
};

export interface QueuePeers {
  /** Lets a peer simulate its next day. */
  readonly day: (peer: PeerName) => Promise<PeerDay>;
  readonly close: () => void;
}

/** Starts the peers on a queue; throws where there is no python3 with venv and pip, or the peers cannot be had. */
export const startPeers = (queue: SteadyQueue): QueuePeers => {
  const { agents, callsPerSecond, talkSeconds, patienceSeconds, untilSeconds } = queue;
  const question = JSON.stringify([agents, callsPerSecond, talkSeconds, patienceSeconds, untilSeconds]);
  const python = spawn(install(), ["-c", PROGRAM, question], { stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  python.stderr.on("data", (text: Buffer) => {
    complaint += text.toString();
  });
  // what is written to a program that has ended is told by the answer that is missing
  python.stdin.on("error", () => {});
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    day: async (peer) => {
      python.stdin.write(`${peer}\n`);
      const answer = await answers.next();
      if (answer.done === true) throw new Error(`${peer} ended: ${complaint.trim().split("\n").at(-1)}`);
      return JSON.parse(answer.value) as PeerDay;
    },
    close: () => python.stdin.end(),
  };
};
