import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runFlood } from "../flood/run-flood.ts";
import { InvalidInput } from "../scenario/invalid-input.ts";
import { floodPlanOf } from "./flood-plan-of.ts";
import type { RunPlan } from "./plan-run.ts";
import { type PbxChoice, startPbx } from "./start-pbx.ts";

/** What a probe call showed of the number that the agent's telephone is given. */
export type ProbedNumber =
  | { readonly state: "arrived" }
  /** The agent was called, under another number. */
  | { readonly state: "rewritten"; readonly dialled: string; readonly seen: string }
  /** No telephone of ours rang. */
  | { readonly state: "not reached"; readonly outcome: string };

const PATIENCE_SECONDS = 15;

/** The plan with nobody but its first caller, who waits for some seconds of wall time. */
const onlyFirstCaller = (plan: RunPlan): RunPlan => ({
  ...plan,
  windowStartSeconds: plan.trace.arrivalSeconds[0] ?? plan.windowStartSeconds,
  windowEndSeconds: (plan.trace.arrivalSeconds[0] ?? plan.windowStartSeconds) + plan.compression,
  leadInSeconds: 0,
  trace: {
    ...plan.trace,
    callers: 1,
    patienceSeconds: Float64Array.of(PATIENCE_SECONDS * plan.compression),
  },
});

/** Makes one call to a PBX at which agents of ours are registered, and sees who calls them. */
export const probeNumber = async (
  choice: Extract<PbxChoice, { readonly kind: "external" }>,
  plan: RunPlan,
  allowedTargets: readonly string[],
): Promise<ProbedNumber> => {
  const workDirectory = await mkdtemp(join(tmpdir(), "surgeline-probe-"));
  const probe = onlyFirstCaller(plan);
  const pbx = await startPbx(choice, probe, () => {});
  try {
    const flood = floodPlanOf(probe, {
      workDirectory,
      allowedTargets,
      ...(choice.callerCredentials !== undefined && { credentials: choice.callerCredentials }),
    });
    const { records, pbxEvents } = await runFlood({ ...flood, maximumAttempts: 1 }, pbx);
    const rang = pbxEvents.find((event) => event.kind === "ringing");
    if (rang === undefined) {
      const [record] = records;
      const status = record?.sipStatus === undefined ? "" : ` (${record.sipStatus})`;
      return { state: "not reached", outcome: `${record?.outcome ?? "not placed"}${status}` };
    }
    const dialled = flood.callerNumber(0);
    const seen = rang.call.callerNumber;
    return seen === dialled ? { state: "arrived" } : { state: "rewritten", dialled, seen };
  } finally {
    await pbx.stop();
    await rm(workDirectory, { recursive: true, force: true });
  }
};

/**
 * The plan, held to what the probe showed. Where the number does not reach the
 * agent, no call can be followed to its agent: in a ringing queue the caller's
 * own answer still ends the wait, which the result notes; a queue that answers
 * first has then no wait to measure, which throws InvalidInput.
 */
export const boundByProbe = (plan: RunPlan, probed: ProbedNumber): RunPlan => {
  if (probed.state === "arrived") return plan;
  const found =
    probed.state === "rewritten"
      ? `The probe call from ${probed.dialled} reached an agent as "${probed.seen}": agents cannot be told whose call they have`
      : `The probe call rang at no agent of ours and ended as ${probed.outcome}: which agents answer is not known`;
  if (plan.scenario.queue.mode === "answerFirst") {
    throw new InvalidInput([
      {
        where: "--pbx",
        message: `${found}, and in a queue that answers first there is no wait to measure without that. Let the trunk pass the caller's number on (From or P-Asserted-Identity), and let the accounts be members of the queue.`,
      },
    ]);
  }
  return { ...plan, forced: [...plan.forced, `${found}; agent, ring and talk of a call are not claimed`] };
};
