import { apportion } from "../../scenario/apportion.ts";
import type { Routing, Team } from "../../scenario/routing.ts";
import type { Scenario, StaffStep } from "../../scenario/scenario.ts";
import { staffSteps } from "../../trace/staff-steps.ts";
import { staffUntil } from "../scenario-hotline.ts";
import type { CallClass, RoutedFlow, RoutedHotline, RoutedTeam, TeamOffer } from "./routed-hotline.ts";

/** Each team's people over the day: its part of the scenario's staff, or its own. */
export const teamSteps = (
  routing: Routing,
  steps: readonly StaffStep[],
  effectiveShare: number,
): readonly (readonly StaffStep[])[] => {
  const sharing = routing.teams.filter(({ people }) => people.kind === "share");
  const shares = sharing.map(({ people }) => (people.kind === "share" ? people.share : 0));
  const parts = steps.map(({ agents }) => apportion(agents, shares));
  return routing.teams.map((team) => {
    if (team.people.kind === "own") return staffSteps({ schedule: team.people.schedule, effectiveShare });
    const place = sharing.indexOf(team);
    const own = steps.map((step, index) => ({ ...step, agents: parts[index]![place]! }));
    return staffSteps({ schedule: own, effectiveShare: 1 });
  });
};

const speaks = ({ languages }: Team, language: string | undefined): boolean =>
  language === undefined || languages.length === 0 || languages.includes(language);

const callClass = (routing: Routing, flow: number, place: number, second: boolean): CallClass => {
  const { languages, teams, flows } = routing;
  const language = languages[place % Math.max(1, languages.length)]?.name;
  const { skill, priority } = second ? flows[flow]!.transfer! : flows[flow]!;
  const offers = teams
    .flatMap((team, index): TeamOffer[] => {
      const own = team.skills.find((one) => one.skill === skill);
      if (own === undefined || !speaks(team, language)) return [];
      const { afterSeconds, talkFactor } = own;
      return [{ team: index, callClass: place, afterSeconds, talkFactor }];
    })
    .sort((a, b) => a.afterSeconds - b.afterSeconds || a.team - b.team);
  const waits = new Set(offers.map(({ afterSeconds }) => afterSeconds).filter((after) => after > 0));
  return { flow, priority, offers, overflowSeconds: [...waits] };
};

/** The classes of all flows, one a language, and where each flow's begin. */
const compileClasses = (
  routing: Routing,
): { readonly classes: readonly CallClass[]; readonly flows: readonly RoutedFlow[] } => {
  const languages = Math.max(1, routing.languages.length);
  const classes: CallClass[] = [];
  const addClasses = (flow: number, second: boolean): number => {
    const first = classes.length;
    // first is a multiple of the number of languages, so that the place tells the language
    for (let language = 0; language < languages; language++) {
      classes.push(callClass(routing, flow, classes.length, second));
    }
    return first;
  };
  const flows = routing.flows.map(({ name, transfer, callback }, flow): RoutedFlow => {
    const firstClass = addClasses(flow, false);
    return {
      name,
      firstClass,
      ...(transfer === undefined
        ? {}
        : { transfer: { probability: transfer.probability, firstClass: addClasses(flow, true) } }),
      ...(callback === undefined ? {} : { callback }),
    };
  });
  return { classes, flows };
};

export interface RoutedOptions {
  /** People really at work in place of the scenario's effective staff; teams share them as they share that. */
  readonly steps?: readonly StaffStep[];
  readonly admitUntilSeconds?: number;
  /** What the PBX adds between two calls of an agent while somebody waits; absent: nothing. */
  readonly idleGapSeconds?: number;
}

/** The hotline that a scenario with a routing describes. */
export const compileRouting = (
  scenario: Scenario,
  routing: Routing,
  options: RoutedOptions = {},
): RoutedHotline => {
  const { classes, flows } = compileClasses(routing);
  const admitUntilSeconds = options.admitUntilSeconds ?? scenario.hours.closeSeconds;
  const shared = options.steps ?? staffSteps(scenario.staff);
  const steps = teamSteps(routing, shared, scenario.staff.effectiveShare);
  const teams = routing.teams.map(({ name, site }, team): RoutedTeam => {
    const staff = staffUntil(steps[team]!, admitUntilSeconds);
    return {
      name,
      ...(site === undefined ? {} : { site }),
      staff,
      mostAgents: staff.agents.reduce((most, agents) => Math.max(most, agents), 0),
      takes: classes.flatMap(({ offers }) => offers.filter((offer) => offer.team === team)),
    };
  });
  const { messages } = routing;
  return {
    teams,
    classes,
    flows,
    languages: Math.max(1, routing.languages.length),
    ringSeconds: scenario.handling.ringSeconds,
    idleGapSeconds: options.idleGapSeconds ?? 0,
    ...(scenario.trunks === undefined ? {} : { trunks: scenario.trunks }),
    admitUntilSeconds,
    ...(messages === undefined
      ? {}
      : {
          messages: {
            keepFree: messages.keepFree,
            teams: routing.teams.flatMap(({ skills }, team) => {
              const own = skills.find(({ skill }) => skill === messages.skill);
              return own === undefined ? [] : [{ team, talkFactor: own.talkFactor }];
            }),
          },
        }),
  };
};
