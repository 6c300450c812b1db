import type { KindPlan } from "./kind-of-day.ts";

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

/** A day of a campaign and its staff, people on duty. */
export interface CampaignDay extends KindPlan {
  readonly date: string;
  /** Calls expected on this day. */
  readonly calls: number;
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

/** Days whose calls differ by less are planned alike, as the busiest of them. */
export const KIND_WIDTH = 0.06;

/**
 * The calls that each day is planned for: days are put together from the busiest down,
 * and every one is planned as the busiest of its kind, so for at most 6 % more calls
 * than it expects and never for fewer.
 */
export const kindsOfDays = (calls: readonly number[]): readonly number[] => {
  const kinds = new Map<number, number>();
  let busiest = Number.POSITIVE_INFINITY;
  for (const one of [...new Set(calls)].sort((a, b) => b - a)) {
    if (one * (1 + KIND_WIDTH) < busiest) busiest = one;
    kinds.set(one, busiest);
  }
  return calls.map((one) => kinds.get(one) as number);
};

/** The days of a campaign with the staff of their kinds; `plans` by the calls that a kind is planned for. */
export const campaignDays = (
  campaign: Campaign,
  plans: ReadonlyMap<number, KindPlan>,
): readonly CampaignDay[] => {
  const days = campaignCalls(campaign);
  const kinds = kindsOfDays(days.map(({ calls }) => calls));
  return days.map((day, i) => ({ ...day, ...(plans.get(kinds[i] as number) as KindPlan) }));
};

/** What is to know about a campaign's staff. */
export const campaignNotes = (days: readonly CampaignDay[]): readonly string[] => {
  const kinds = new Set(days.map(({ plannedFor }) => plannedFor)).size;
  const notes = [
    `Staff is searched by simulation for ${kinds} ${kinds === 1 ? "kind" : "kinds"} of day; each day has the staff of the busiest of its kind, which has at most ${100 * KIND_WIDTH} % more calls.`,
  ];
  const short = days.filter(({ unreachable }) => unreachable).length;
  if (short > 0) {
    notes.push(
      `On ${short} of the ${days.length} days some interval, or the day, misses a target with any staff, mostly because so few call at some hour that chance alone does; there the staff is what the load asks for and a margin. A plan of the one day names them.`,
    );
  }
  const lines = Math.max(0, ...days.map(({ linesNeeded }) => linesNeeded ?? 0));
  if (lines > 0) {
    const missing = days.filter(({ linesNeeded }) => linesNeeded !== undefined).length;
    notes.push(
      `The scenario's lines are too few for the targets on ${missing} of the ${days.length} days, whatever the staff; these are planned for as many lines as they need, ${lines} at most.`,
    );
  }
  return notes;
};
