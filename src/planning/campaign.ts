import { headcount } from "../queueing/index.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { exponentialPatienceSeconds } from "./exponential-patience.ts";
import { forecastOf } from "./forecast.ts";
import { agentHoursOf, peopleOnDuty } from "./people-on-duty.ts";
import { stationaryNeed } from "./stationary-need.ts";

/** A hotline's life of many days: what a day brings. */
export interface Campaign {
  /** ISO date of the first day. */
  readonly start: string;
  readonly days: number;
  /** Calls of an average day at the start, without announcements. */
  readonly callsPerDay: number;
  /** By weekday, 0 Sunday to 6 Saturday: what the day's calls are multiplied by. */
  readonly weekdayFactors: readonly number[];
  /** Relative change of the calls from one day to the next, such as −0.01. */
  readonly growthPerDay: number;
  /** Each brings calls from its day on, halving with its half-life. */
  readonly announcements: readonly {
    readonly date: string;
    readonly calls: number;
    readonly halfLifeDays: number;
  }[];
}

export interface CampaignDay {
  readonly date: string;
  readonly calls: number;
  /** People on duty at the day's peak. */
  readonly agents: number;
  readonly headcount: number;
  readonly agentHours: number;
}

const DAY_MILLISECONDS = 86_400_000;

/** Calls expected on each day of a campaign. */
export const campaignCalls = (campaign: Campaign): { readonly date: string; readonly calls: number }[] => {
  const start = Date.parse(`${campaign.start}T00:00:00Z`);
  return Array.from({ length: campaign.days }, (_, day) => {
    const at = start + day * DAY_MILLISECONDS;
    const date = new Date(at).toISOString().slice(0, 10);
    const usual = campaign.callsPerDay * (1 + campaign.growthPerDay) ** day;
    const extra = campaign.announcements.reduce((sum, { date: from, calls, halfLifeDays }) => {
      const since = (at - Date.parse(`${from}T00:00:00Z`)) / DAY_MILLISECONDS;
      return since < 0 ? sum : sum + calls * 2 ** (-since / halfLifeDays);
    }, 0);
    const factor = campaign.weekdayFactors[new Date(at).getUTCDay()] ?? 1;
    return { date, calls: (usual + extra) * factor };
  });
};

const NODES = 24;

/**
 * Staff for each day of a campaign: the scenario's day is scaled to the day's
 * calls and staffed by Erlang A on the load over time, interval by interval. The
 * days between the fewest and the most calls are interpolated between 24 days
 * that are solved, and rounded up.
 *
 * @param patienceSeconds mean of the patience, taken as exponential; the scenario's own if absent.
 */
export const planCampaign = (
  scenario: Scenario,
  campaign: Campaign,
  patienceSeconds = exponentialPatienceSeconds(scenario),
): CampaignDay[] => {
  const days = campaignCalls(campaign);
  const calls = days.map((day) => day.calls);
  const least = Math.min(...calls);
  const most = Math.max(...calls);
  const solve = (callsPerDay: number): { agents: number; agentHours: number } => {
    const { base } = scenario.arrivals;
    const own = base.kind === "shape" ? base.callsPerDay : base.counts.reduce((sum, count) => sum + count, 0);
    const factor = callsPerDay / own;
    const forecast = forecastOf({
      ...scenario,
      arrivals: {
        ...scenario.arrivals,
        spikes: [],
        base:
          base.kind === "shape"
            ? { ...base, callsPerDay }
            : { ...base, counts: base.counts.map((count) => count * factor) },
      },
    });
    const need = stationaryNeed(scenario, forecast, patienceSeconds);
    const people = need.offeredLoad.map((agents, i) =>
      peopleOnDuty(agents ?? Math.ceil(need.loadErlangs[i] as number), scenario.staff.effectiveShare),
    );
    return { agents: Math.max(...people), agentHours: agentHoursOf(forecast.intervals, people) };
  };
  const nodes = Array.from({ length: NODES }, (_, i) => least + ((most - least) * i) / (NODES - 1));
  const solved = most > least ? nodes.map(solve) : [solve(most)];
  const between = (at: number, field: "agents" | "agentHours"): number => {
    if (solved.length === 1) return (solved[0] as { agents: number; agentHours: number })[field];
    const place = ((at - least) / (most - least)) * (NODES - 1);
    const left = Math.min(NODES - 2, Math.floor(place));
    const from = (solved[left] as { agents: number; agentHours: number })[field];
    const to = (solved[left + 1] as { agents: number; agentHours: number })[field];
    return from + (place - left) * (to - from);
  };
  return days.map((day) => {
    const agents = Math.ceil(between(day.calls, "agents") - 1e-9);
    return {
      ...day,
      agents,
      headcount: headcount(agents, scenario.targets.shrinkage),
      agentHours: between(day.calls, "agentHours"),
    };
  });
};
