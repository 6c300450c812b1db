import type { RunPlan } from "../campaign/plan-run.ts";
import { boundByProbe, probeLines, probeNumbers } from "../campaign/probe-number.ts";
import { boundByTrial, measureTrialGap } from "../campaign/trial-gap.ts";
import type { FloodHooks } from "../flood/flood-plan.ts";
import { tongueOf } from "../report/tongue.ts";
import type { CommandContext } from "./context.ts";
import type { RunFlags } from "./run-flags.ts";
import type { RunQuestion } from "./run-question.ts";

/**
 * The plan, held to what a trial of the run's own Asterisk or probe calls to
 * somebody else's PBX show before the first call that counts; undefined where
 * the user stopped it meanwhile. Throws InvalidInput for what the PBX does not
 * bear.
 */
export const tryPbx = async (
  context: CommandContext,
  { plan, pbx, language }: RunQuestion,
  flags: RunFlags,
  stop: Required<Pick<FloodHooks, "drain" | "kill">>,
): Promise<RunPlan | undefined> => {
  const tongue = tongueOf(language);
  if (pbx.kind === "asterisk") {
    context.tell(
      tongue.say(
        "Measuring in a trial of some seconds how long this Asterisk leaves an agent idle between calls.",
      ),
    );
    const gap = await measureTrialGap(pbx.dispatch, plan.scenario.queue, context.tell, stop);
    return stop.drain.aborted ? undefined : boundByTrial(plan, gap, flags.force === true);
  }
  if (pbx.kind === "external" && pbx.accounts !== undefined) {
    const { accounts } = pbx;
    context.tell(
      tongue.say(
        "Placing {0} calls, one for each account, to see whether callers' numbers reach the agents.",
        accounts.length,
      ),
    );
    const probe = await probeNumbers(pbx, accounts, plan, flags.allowTarget, stop);
    if (stop.drain.aborted) return undefined;
    for (const line of probeLines(probe, tongue)) context.tell(line);
    return boundByProbe(plan, probe);
  }
  return plan;
};
