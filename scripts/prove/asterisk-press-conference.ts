import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crossCheck } from "../../src/campaign/cross-check.ts";
import { floodPlanOf } from "../../src/campaign/flood-plan-of.ts";
import { planRun } from "../../src/campaign/plan-run.ts";
import { startAsteriskFor } from "../../src/campaign/start-pbx.ts";
import { runFlood } from "../../src/flood/run-flood.ts";
import { findAsterisk } from "../../src/pbx/asterisk/find-asterisk.ts";
import { raisePriority } from "../../src/process/raise-priority.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { markdownTable, type Proof } from "./evidence.ts";

export const title = "Asterisk: the press conference, held against Asterisk's own events";

const SCENARIO = "scenarios/hotline-sante-press-conference.yaml";
const LEAST_AGREEMENT = 0.995;
const MOST_WAIT_DIFFERENCE_MILLISECONDS = 50;
const MOST_LATENESS_MILLISECONDS = 15;

const floodOnce = async (mode: "ringing" | "answerFirst") => {
  const plan = planRun({
    scenario: loadScenario(SCENARIO, [`queue.mode=${mode}`]),
    seed: 1,
    force: false,
  });
  const workDirectory = mkdtempSync(join(tmpdir(), "surgeline-prove-"));
  const pbx = await startAsteriskFor(plan, "woken", () => {});
  try {
    const { records, load, pbxEvents } = await runFlood(
      floodPlanOf(plan, { workDirectory, allowedTargets: [] }),
      pbx,
    );
    const attempts = new Set(records.map(({ callId }) => callId));
    const firsts = records.filter(({ attempt }) => attempt === 1).length;
    return {
      mode,
      planned: load.planned,
      oneRecordEach:
        attempts.size === records.length && firsts === plan.trace.callers && load.placed === load.planned,
      failed: records.filter(({ outcome }) => outcome === "failed").length,
      agreement: crossCheck(records, pbxEvents, plan.compression)?.outcomeAgreement ?? 0,
      waitDifference:
        crossCheck(records, pbxEvents, plan.compression)?.waitDifferenceMilliseconds?.p99 ?? Number.NaN,
      lateness: load.latenessMilliseconds?.p99 ?? Number.NaN,
    };
  } finally {
    await pbx.stop();
    rmSync(workDirectory, { recursive: true, force: true });
  }
};

export const prove = async (print: (line: string) => void): Promise<Proof> => {
  const found = await findAsterisk();
  if (found === undefined) return { state: "skipped", reason: "no Asterisk is installed or fetched" };
  raisePriority();
  const floods = [await floodOnce("ringing"), await floodOnce("answerFirst")];
  const rows = floods.map((flood) => [
    flood.mode,
    String(flood.planned),
    flood.oneRecordEach ? "yes" : "no",
    String(flood.failed),
    `${(flood.agreement * 100).toFixed(2)} %`,
    flood.waitDifference.toFixed(1),
    flood.lateness.toFixed(1),
  ]);
  for (const row of rows) print(row.join(" · "));
  const holds = floods.every(
    (flood) =>
      flood.oneRecordEach &&
      flood.failed === 0 &&
      flood.agreement >= LEAST_AGREEMENT &&
      flood.waitDifference <= MOST_WAIT_DIFFERENCE_MILLISECONDS &&
      flood.lateness <= MOST_LATENESS_MILLISECONDS,
  );
  return {
    state: holds ? "held" : "failed",
    markdown: `Asterisk ${found.version}, woken, \`${SCENARIO}\` in its own window. Asked: one record for every attempt, no failed call, outcomes that agree for ${LEAST_AGREEMENT * 100} %, waits within ${MOST_WAIT_DIFFERENCE_MILLISECONDS} ms for 99 %, lateness at most ${MOST_LATENESS_MILLISECONDS} ms at the 99th percentile. ${holds ? "All of it holds." : "**Not all of it holds.**"}

${markdownTable(["queue", "attempts", "one record each", "failed", "outcomes agree", "wait difference p99, ms", "lateness p99, ms"], rows)}
`,
  };
};
