import type { TeamsPlan } from "./with-teams.ts";

/** Agents at the peak of the day, with the interval that the estimates' uncertainty leaves. */
export interface PeakStaff {
  readonly agents: number;
  readonly low: number;
  readonly high: number;
}

/** Staff for one interval, people on duty; what a model cannot give is absent. */
export interface IntervalPlan {
  /** Local time, `HH:MM`. */
  readonly start: string;
  readonly end: string;
  /** Expected calls of fresh callers. */
  readonly calls: number;
  readonly erlangC?: number;
  readonly erlangA?: number;
  /** Erlang A on the load over time at its highest. */
  readonly offeredLoad?: number;
  readonly transient?: number;
  readonly simulated?: number;
  readonly expected?: number;
  readonly expectedLow?: number;
  readonly expectedHigh?: number;
  readonly assured?: number;
  readonly assuredLow?: number;
  readonly assuredHigh?: number;
  /**
   * Present where no number of people meets the interval's targets: in expectation, and so
   * on single days either (`both`), or only not on so many single days (`assured`). The
   * numbers are then what the load asks for and a margin.
   */
  readonly unreachable?: "both" | "assured";
  /** People on duty by the scenario's schedule. */
  readonly staffed: number;
  /** What callers meet with the assured staff, and the share of days on which the interval misses its target. */
  readonly serviceLevel?: number;
  readonly abandonment?: number;
  readonly occupancy?: number;
  readonly missedDays?: number;
}

/** What a staffing gives over the whole day, means of the simulated days. */
export interface DayOutcome {
  readonly serviceLevel?: number;
  readonly abandonment?: number;
  /** Attempts that found every line busy, over all offered; absent without a limit of lines. */
  readonly blocking?: number;
  /** Callers with no answered attempt, over callers. */
  readonly neverServed?: number;
  readonly meanWaitSeconds?: number;
  readonly occupancy?: number;
  /** The share of days that meet the target. */
  readonly goodDays: number;
  readonly agentHours: number;
}

/** Lines with which no staff, however large, meets the targets. */
export interface ScenarioLines {
  readonly state: "unreachable";
  /** Whether no staff meets the targets in expectation either, or only not on so many single days. */
  readonly unreachable: "both" | "assured";
  readonly lines: number;
  /** Lines with which the staff of this plan holds the targets; absent where no staff does for other reasons. */
  readonly needed?: number;
  /** The day with the lines that there are and an agent for every one of them. */
  readonly atBest: DayOutcome;
}

/** The plan of a day. */
export interface StaffPlan {
  readonly expected?: PeakStaff;
  readonly assured?: PeakStaff;
  /** People to employ for the assured peak, after shrinkage. */
  readonly headcount?: number;
  /** Hours on duty of the assured staff. */
  readonly agentHours?: number;
  readonly intervals: readonly IntervalPlan[];
  /**
   * The day under each staffing; `oneMore` and `oneFewer` are the expected staff with one
   * agent more or fewer all day, `assuredOneMore` and `assuredOneFewer` the assured.
   */
  readonly outcomes: {
    readonly staffed?: DayOutcome;
    readonly expected?: DayOutcome;
    readonly assured?: DayOutcome;
    readonly oneMore?: DayOutcome;
    readonly oneFewer?: DayOutcome;
    readonly assuredOneMore?: DayOutcome;
    readonly assuredOneFewer?: DayOutcome;
  };
  /** Lines that carry the assured staff on the mean day with at most one call in a thousand refused. */
  readonly lines?: number;
  /** Present where the scenario's lines are too few for its targets: staff is planned for `needed` lines then. */
  readonly scenarioLines?: ScenarioLines;
  /** Whether `low` and `high` come from estimates; false where every figure is an assumption without an interval. */
  readonly intervalsFromEstimates: boolean;
  /** The staffings where teams take only what they can; absent without a routing. */
  readonly withTeams?: TeamsPlan;
  readonly notes: readonly string[];
}
