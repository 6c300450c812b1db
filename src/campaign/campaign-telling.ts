import type { RunFolder } from "../runs/run-folder.ts";
import type { CampaignEvent } from "./campaign-event.ts";

/** Tells what happens in a run. */
export interface CampaignTelling {
  readonly tell: (event: CampaignEvent) => void;
  /** Resolves when all that was told until now stands in the run's folder. */
  readonly written: () => Promise<void>;
}

/** Tells those who listen, and those who follow the run's folder. */
export const campaignTelling = (
  folder: Pick<RunFolder, "tellLive">,
  onEvent: (event: CampaignEvent) => void,
): CampaignTelling => {
  let written = Promise.resolve();
  return {
    tell: (event) => {
      onEvent(event);
      // the plan holds the whole trace; who follows the run reads the folder for it
      if (event.kind === "planned") return;
      const line = { atMilliseconds: Date.now(), ...event };
      written = written
        .then(() => folder.tellLive(line))
        .catch(() => {
          // who follows the run live misses a line; the run itself goes on
        });
    },
    written: () => written,
  };
};
