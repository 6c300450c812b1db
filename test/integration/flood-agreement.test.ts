import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agreement } from "../../src/campaign/agreement.ts";
import { floodPlanOf } from "../../src/campaign/flood-plan-of.ts";
import { planRun } from "../../src/campaign/plan-run.ts";
import { startPbx } from "../../src/campaign/start-pbx.ts";
import type { FloodResult } from "../../src/flood/flood-result.ts";
import { runFlood } from "../../src/flood/run-flood.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";

/**
 * A queue under load: more calls than the people can take, so that many wait,
 * some give up and call again. At 60 times life's speed 10 ms of timing error
 * are 0.6 s of a patience of three minutes. The bounds are wider than those of
 * `npm run prove`, which floods five seeds on a quiet machine.
 */
const SETTINGS = [
  "arrivals.callsPerDay=3600",
  "staff.onDuty=25",
  "flood.compression=60",
  // from the opening on, before which there is no lead-in
  "flood.window=09:00-09:08",
];

/** A machine with other work makes calls late, which the simulation knows nothing of: then once more. */
const MOST_FLOODS = 3;

/** How far flood and simulation may be apart; wider where the machine was late in all floods, which waits add to. */
const BOUNDS = {
  inTime: { sameOutcome: 0.93, meanWait: 0.15, abandonment: 0.04 },
  late: { sameOutcome: 0.8, meanWait: 0.6, abandonment: 0.12 },
} as const;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "surgeline-agreement-"));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

describe("a flood of the embedded PBX", () => {
  it.each(["ringing", "answerFirst"])(
    "meets what the simulation of its own trace meets, caller by caller: %s",
    async (mode) => {
      const scenario = loadScenario("scenarios/smoke.yaml", [...SETTINGS, `queue.mode=${mode}`]);
      const plan = planRun({ scenario, seed: 1, force: false });
      const flood = async (count: number): Promise<FloodResult> => {
        const pbx = await startPbx({ kind: "embedded" }, plan, () => {});
        const workDirectory = join(root, `${mode}-${count}`);
        const result = await runFlood(floodPlanOf(plan, { workDirectory, allowedTargets: [] }), pbx).finally(
          () => pbx.stop(),
        );
        return result.load.valid || count === MOST_FLOODS ? result : flood(count + 1);
      };
      const { records, load } = await flood(1);
      const found = agreement(plan, records);
      const bounds = load.valid ? BOUNDS.inTime : BOUNDS.late;
      expect(load.placed).toBe(load.planned);
      expect(load.reasons.filter((reason) => !reason.startsWith("Calls started up to"))).toEqual([]);
      expect(found.callers).toBeGreaterThan(100);
      expect(found.sameOutcome).toBeGreaterThanOrEqual(bounds.sameOutcome);
      const ratio = found.measuredMeanWaitSeconds / found.simulatedMeanWaitSeconds;
      expect(Math.abs(ratio - 1)).toBeLessThan(bounds.meanWait);
      expect(Math.abs(found.measuredAbandonment - found.simulatedAbandonment)).toBeLessThanOrEqual(
        bounds.abandonment,
      );
    },
  );
});
