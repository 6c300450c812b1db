import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { agreement } from "../../src/campaign/agreement.ts";
import { dispatchGap } from "../../src/campaign/dispatch-gap.ts";
import { floodPlanOf } from "../../src/campaign/flood-plan-of.ts";
import { planRun } from "../../src/campaign/plan-run.ts";
import { startAsteriskFor } from "../../src/campaign/start-pbx.ts";
import { runFlood } from "../../src/flood/run-flood.ts";
import { findAsterisk } from "../../src/pbx/asterisk/find-asterisk.ts";
import { raisePriority } from "../../src/process/raise-priority.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { markdownTable, type Proof } from "./evidence.ts";

export const title = "Asterisk: the gap between two calls, and the simulation of the same callers";

const SEEDS = [1, 2, 3, 4, 5] as const;
/** A gap counts where so many callers waited all through it. */
const QUEUE = 10;
const MOST_WOKEN_GAP_MILLISECONDS = 15;
const LEAST_SAME_OUTCOME = 0.95;
const MOST_WAIT_ERROR = { woken: 0.05, native: 0.1 } as const;
const MOST_ABANDONMENT_ERROR = { woken: 0.01, native: 0.1 } as const;

/**
 * A line for 33 people with 27: a queue stands all the while. Ten scenario
 * minutes after five of lead-in, 50 times as fast as life, so that a call
 * keeps an agent for two seconds.
 */
const planOf = (seed: number) =>
  planRun({
    scenario: loadScenario("scenarios/smoke.yaml", ["arrivals.callsPerDay=3600"]),
    seed,
    windowStartSeconds: 10 * 3600,
    windowEndSeconds: 10 * 3600 + 600,
    compression: 50,
    agents: 27,
    force: true,
  });

const floodOnce = async (seed: number, dispatch: "native" | "woken") => {
  const plan = planOf(seed);
  const workDirectory = mkdtempSync(join(tmpdir(), "surgeline-prove-"));
  const pbx = await startAsteriskFor(plan, dispatch, () => {});
  try {
    const { records, pbxEvents, load } = await runFlood(
      floodPlanOf(plan, { workDirectory, allowedTargets: [] }),
      pbx,
    );
    const gap = dispatchGap(pbxEvents, QUEUE) ?? dispatchGap(pbxEvents);
    const gapMilliseconds = gap?.mean ?? Number.NaN;
    return {
      seed,
      dispatch,
      gap,
      load,
      held: agreement(plan, records, (gapMilliseconds / 1000) * plan.compression),
    };
  } finally {
    await pbx.stop();
    rmSync(workDirectory, { recursive: true, force: true });
  }
};

type Flood = Awaited<ReturnType<typeof floodOnce>>;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Relative error of the simulated mean wait and error of the simulated abandonment, over all floods. */
const errorsOf = (floods: readonly Flood[]) => {
  const over = (pick: (held: Flood["held"]) => number): number => mean(floods.map(({ held }) => pick(held)));
  const wait = over((held) => held.measuredMeanWaitSeconds);
  const abandonment = over((held) => held.measuredAbandonment);
  return {
    wait: Math.abs(over((held) => held.simulatedMeanWaitSeconds) - wait) / wait,
    abandonment: Math.abs(over((held) => held.simulatedAbandonment) - abandonment),
    relativeAbandonment: Math.abs(over((held) => held.simulatedAbandonment) - abandonment) / abandonment,
    sameOutcome: over((held) => held.sameOutcome),
    gap: mean(floods.map(({ gap }) => gap?.mean ?? Number.NaN)),
  };
};

const row = ({ seed, dispatch, gap, load, held }: Flood): readonly string[] => [
  dispatch,
  String(seed),
  `${gap?.mean.toFixed(1) ?? "none"} (${gap?.gaps ?? 0})`,
  `${(held.sameOutcome * 100).toFixed(1)} %`,
  `${held.measuredMeanWaitSeconds.toFixed(1)} / ${held.simulatedMeanWaitSeconds.toFixed(1)}`,
  `${(held.measuredAbandonment * 100).toFixed(1)} / ${(held.simulatedAbandonment * 100).toFixed(1)}`,
  `${load.latenessMilliseconds?.p99.toFixed(0) ?? "-"}`,
];

export const prove = async (print: (line: string) => void): Promise<Proof> => {
  const found = await findAsterisk();
  if (found === undefined) return { state: "skipped", reason: "no Asterisk is installed or fetched" };
  raisePriority();
  const floods: Flood[] = [];
  for (const dispatch of ["woken", "native"] as const) {
    for (const seed of SEEDS) {
      const flood = await floodOnce(seed, dispatch);
      floods.push(flood);
      print(row(flood).join(" · "));
    }
  }
  const woken = errorsOf(floods.filter(({ dispatch }) => dispatch === "woken"));
  const native = errorsOf(floods.filter(({ dispatch }) => dispatch === "native"));
  const checks: readonly (readonly [string, boolean])[] = [
    [
      `woken, mean gap ${woken.gap.toFixed(1)} ms, at most ${MOST_WOKEN_GAP_MILLISECONDS}`,
      woken.gap <= MOST_WOKEN_GAP_MILLISECONDS,
    ],
    [
      `woken, same outcome for ${(woken.sameOutcome * 100).toFixed(1)} % of callers, at least 95`,
      woken.sameOutcome >= LEAST_SAME_OUTCOME,
    ],
    [
      `woken, mean wait off by ${(woken.wait * 100).toFixed(1)} %, at most 5`,
      woken.wait <= MOST_WAIT_ERROR.woken,
    ],
    [
      `woken, abandonment off by ${(woken.abandonment * 100).toFixed(2)} points, at most 1`,
      woken.abandonment <= MOST_ABANDONMENT_ERROR.woken,
    ],
    [
      `native, mean wait off by ${(native.wait * 100).toFixed(1)} %, at most 10`,
      native.wait <= MOST_WAIT_ERROR.native,
    ],
    [
      `native, abandonment off by ${(native.relativeAbandonment * 100).toFixed(1)} %, at most 10`,
      native.relativeAbandonment <= MOST_ABANDONMENT_ERROR.native,
    ],
  ];
  for (const [text, holds] of checks) print(`${holds ? "holds" : "missed"}: ${text}`);
  const table = markdownTable(
    [
      "dispatch",
      "seed",
      "mean gap, ms (gaps)",
      "same outcome",
      "mean wait, s: measured / simulated",
      "abandonment, %: measured / simulated",
      "lateness p99, ms",
    ],
    floods.map(row),
  );
  return {
    state: checks.every(([, holds]) => holds) ? "held" : "failed",
    markdown: `Asterisk ${found.version}, 27 people for the work of 33, 200 calls in twelve seconds of wall time after six of lead-in. The gap is the time that an agent stays idle while at least ten callers wait; the simulation takes the same callers and that gap.

${table}

${checks.map(([text, holds]) => `- ${holds ? "holds" : "**missed**"}: ${text}`).join("\n")}
`,
  };
};
