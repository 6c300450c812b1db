import { resolve } from "node:path";
import { campaignCalls, campaignDays, campaignNotes, kindsOfDays } from "../planning/campaign.ts";
import { exponentialPatienceSeconds } from "../planning/exponential-patience.ts";
import { campaignCsv } from "../planning/plan-csv.ts";
import { tongueOf } from "../report/tongue.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import { createArrivalRate } from "../trace/arrival-rate.ts";
import type { CommandContext } from "./context.ts";
import type { Asked } from "./plan-asked.ts";
import { planKinds } from "./plan-kinds.ts";
import { campaignTable, toKnow } from "./plan-table.ts";
import { createProgressLine } from "./progress-line.ts";
import { readCampaign } from "./read-campaign.ts";
import { writeCsv } from "./write-csv.ts";

/** Plans every day of a campaign and prints them; how far it is stands on the terminal meanwhile. */
export const planCampaign = async (
  context: CommandContext,
  asked: Asked,
  file: string,
  json: boolean,
): Promise<void> => {
  const { scenario, estimates, seed } = asked;
  const tongue = tongueOf(asked.language);
  const campaign = readCampaign(resolve(context.workingDirectory, file));
  const usual = { ...scenario, arrivals: { ...scenario.arrivals, spikes: [] } };
  if (!(createArrivalRate(usual).totalCalls > 0)) {
    throw invalidInput(
      "arrivals",
      "the scenario has no calls beside its announcements, so that a campaign's days have no shape.",
    );
  }
  const patienceSeconds = exponentialPatienceSeconds(scenario, estimates);
  const kinds = [...new Set(kindsOfDays(campaignCalls(campaign).map(({ calls }) => calls)))];
  const progress = createProgressLine(context);
  const show = (done: number): void =>
    progress.show(done, kinds.length, tongue.say("{0} of {1} kinds of day staffed", done, kinds.length));
  show(0);
  const plans = await planKinds(
    kinds.map((calls) => ({ scenario, calls, patienceSeconds, seed })),
    show,
  ).finally(() => progress.clear());
  const days = campaignDays(campaign, plans);
  const notes = campaignNotes(days);
  if (asked.csv !== undefined) writeCsv(context, asked.csv, campaignCsv(days, asked.language));
  context.print(
    json
      ? JSON.stringify({
          days,
          notes,
          ...(asked.behaviour === undefined ? {} : { behaviour: asked.behaviour }),
        })
      : `${campaignTable(days, tongue)}\n\n${toKnow(notes, tongue)}`,
  );
};
