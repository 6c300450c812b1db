import { apportion } from "./apportion.ts";
import { type FieldPath, formatPath } from "./field-path.ts";
import { parseShare } from "./fields.ts";
import { nearestName } from "./nearest-name.ts";
import type { Reading } from "./reading.ts";
import type { WrittenRouting } from "./routing-schema.ts";
import type { Staff, TopicFamily } from "./scenario.ts";
import type { Partly } from "./structure.ts";

type Written = Partly<WrittenRouting>;
type Place = readonly [name: string, path: FieldPath];

/** What a routing is held against; undefined where that is wrong itself. */
export interface RoutingSurroundings {
  readonly families: readonly TopicFamily[] | undefined;
  readonly staff: Staff | undefined;
}

/** Shares written with two digits need not add up to 1 more closely than this. */
const ROUNDED = 0.005;

/** All of them, or undefined where one is missing because it was not as it should be: then nothing follows from the rest. */
const allOf = <Value>(values: readonly (Value | undefined)[] | undefined): readonly Value[] | undefined =>
  values === undefined || values.includes(undefined) ? undefined : (values as readonly Value[]);

/** What a day of the event simulation holds in memory with ease. */
const MOST_MESSAGES = 1_000_000;

const TEAMS: FieldPath = ["routing", "teams"];
const CALLS: FieldPath = ["routing", "calls"];
const LANGUAGES: FieldPath = ["routing", "languages"];

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** The checks of one routing; each tells what it finds to `reading`. */
const checksOf = (written: Written, { families, staff }: RoutingSurroundings, reading: Reading) => {
  const { faults } = reading;
  const teams = written.teams ?? [];
  const flows = written.calls ?? [];
  const teamName = (index: number): string => teams[index]?.name ?? `the team at place ${index + 1}`;

  const skillPlaces = teams.flatMap((team, index) =>
    (team?.skills ?? [undefined]).map((skill, place): Place | undefined =>
      skill?.skill === undefined ? undefined : [skill.skill, [...TEAMS, index, "skills", place, "skill"]],
    ),
  );
  const languagePlaces = (written.languages ?? []).map((language, index): Place | undefined =>
    language?.name === undefined ? undefined : [language.name, [...LANGUAGES, index, "name"]],
  );
  const needPlaces = [
    ...flows.flatMap((flow, index): (Place | undefined)[] => [
      flow?.skill === undefined ? undefined : [flow.skill, [...CALLS, index, "skill"]],
      ...(flow !== undefined && "transfer" in flow
        ? [
            flow.transfer?.skill === undefined
              ? undefined
              : ([flow.transfer.skill, [...CALLS, index, "transfer", "skill"]] as const),
          ]
        : []),
    ]),
  ];
  const messagePlace: readonly (Place | undefined)[] =
    "messages" in written
      ? [
          written.messages?.skill === undefined
            ? undefined
            : [written.messages.skill, ["routing", "messages", "skill"]],
        ]
      : [];
  const allSkills = teams.length === 0 ? undefined : allOf(skillPlaces)?.map(([name]) => name);
  const allLanguages = allOf(languagePlaces)?.map(([name]) => name);
  const withSkill = (skill: string): readonly number[] =>
    teams.flatMap((team, index) => (team?.skills?.some((own) => own?.skill === skill) ? [index] : []));

  const unknown = (
    [name, path]: Place,
    known: readonly string[] | undefined,
    what: string,
    are: string,
  ): void => {
    if (known === undefined || known.includes(name)) return;
    const near = nearestName(name, known);
    const all = [...new Set(known)].join(", ") || "none";
    faults.at(
      path,
      `${formatPath(path)} is "${name}", ${what}; ${are} ${all}.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
    );
  };
  const twice = (places: readonly (Place | undefined)[], what: string): void => {
    places.forEach((place, index) => {
      const before = places.findIndex((other) => other !== undefined && other[0] === place?.[0]);
      if (place === undefined || before === index) return;
      faults.at(place[1], `${formatPath(place[1])} is "${place[0]}", ${what}`);
    });
  };

  /** People of each team at its best hour; undefined where that cannot be told. */
  const mostPeople = (): readonly number[] | undefined => {
    const shares = allOf(
      teams.map((team) =>
        team === undefined || ("share" in team && team.share === undefined)
          ? undefined
          : team.share === undefined
            ? 0
            : parseShare(team.share),
      ),
    );
    const own = allOf(
      teams.map((team) =>
        team !== undefined && "schedule" in team
          ? allOf(team.schedule?.map((step) => step?.agents))?.reduce(
              (most, agents) => Math.max(most, agents),
              0,
            )
          : 0,
      ),
    );
    if (shares === undefined || own === undefined || staff === undefined) return undefined;
    const sharing = shares.filter((share) => share > 0).length;
    if (sharing === 0) return own;
    // with fewer people than teams some go empty however they are cut: that is the staff's choice, no fault
    if (Math.max(0, ...staff.schedule.map(({ agents }) => agents)) < sharing) return undefined;
    const parts = staff.schedule.map(({ agents }) => apportion(agents, shares));
    return own.map((people, team) => Math.max(people, ...parts.map((part) => part[team] ?? 0)));
  };

  return {
    names: (): void => {
      twice(
        teams.map((team, index) =>
          team?.name === undefined ? undefined : [team.name, [...TEAMS, index, "name"]],
        ),
        "as another team's; names differ.",
      );
      twice(languagePlaces, "which stands above already; a language has one share.");
      teams.forEach((team, index) => {
        const own = skillPlaces.filter((place) => place?.[1][2] === index);
        twice(own, "which this team has by an entry above; one entry says after and talkFactor.");
        (team?.languages ?? []).forEach((language, place) => {
          const path: FieldPath = [...TEAMS, index, "languages", place];
          if (language !== undefined)
            unknown([language, path], allLanguages, "no language of routing.languages", "there are");
        });
      });
      for (const place of [...needPlaces, ...messagePlace]) {
        if (place !== undefined) unknown(place, allSkills, "which no team has", "there are");
      }
      const needed = allOf([...needPlaces, ...messagePlace])?.map(([name]) => name);
      for (const place of skillPlaces) {
        if (place !== undefined)
          unknown(place, needed, "which no call, transfer or message needs", "needed are");
      }
    },

    families: (): void => {
      const known = allOf(families?.map(({ name }) => name as string | undefined));
      flows.forEach((flow, index) => {
        if (flow === undefined || ("family" in flow && flow.family === undefined)) return;
        const path: FieldPath = [...CALLS, index];
        if (flow.family !== undefined)
          unknown(
            [flow.family, [...path, "family"]],
            known,
            "no family of callers.topicFamilies",
            "there are",
          );
        const first = flows.findIndex(
          (other) =>
            other !== undefined && "family" in other === "family" in flow && other.family === flow.family,
        );
        if (first === index) return;
        const what = flow.family === undefined ? "the calls of all other families" : `"${flow.family}"`;
        faults.at(path, `${formatPath(path)} is for ${what}, which an entry above is for.`);
      });
      const whole = allOf(flows);
      if (whole === undefined || known === undefined || whole.length === 0) return;
      if (whole.some((flow) => !("family" in flow) || flow.family === undefined)) return;
      const uncovered = known.filter((name) => !whole.some(({ family }) => family === name));
      if (uncovered.length === 0) return;
      faults.at(
        CALLS,
        `routing.calls says nothing about ${quoted(uncovered)}; add an entry for each, or one without family for all others.`,
      );
    },

    /** Callers whom nobody would ever answer. */
    reach: (): void => {
      const most = mostPeople();
      for (const place of needPlaces) {
        if (place === undefined || allSkills === undefined) continue;
        const [skill, path] = place;
        const able = withSkill(skill);
        if (able.length === 0) continue;
        const found = `${formatPath(path)} is "${skill}"`;
        const names = able.map(teamName).join(", ");
        const there = able.filter((index) => most === undefined || most[index] !== 0);
        const late = there.every((index) =>
          teams[index]?.skills?.every((own) => own?.skill !== skill || "after" in own),
        );
        if (there.length === 0) {
          faults.at(
            path,
            `${found}, and nobody is on duty at any time who has it: the share or schedule of ${names} comes to no one.`,
          );
        } else if (late) {
          faults.at(
            path,
            `${found}, which every team with people takes by overflow alone (${there.map(teamName).join(", ")}); at least one takes it at once, without after.`,
          );
        }
      }
      for (const [index, flow] of flows.entries()) {
        for (const skill of new Set([flow?.skill, flow?.transfer?.skill])) {
          if (skill === undefined || allSkills === undefined || allLanguages === undefined) continue;
          const able = withSkill(skill);
          const unspoken = allLanguages.filter(
            (name) =>
              able.length > 0 &&
              !able.some((team) => {
                const spoken = teams[team]?.languages ?? [];
                return spoken.length === 0 || spoken.includes(name);
              }),
          );
          if (unspoken.length === 0) continue;
          const path: FieldPath = [...CALLS, index];
          faults.at(
            path,
            `${formatPath(path)}: no team with the skill "${skill}" speaks ${quoted(unspoken)}.`,
          );
        }
      }
      const keepFree = written.messages?.keepFree;
      const able = withSkill(written.messages?.skill ?? "");
      if (most === undefined || keepFree === undefined || able.length === 0) return;
      if (able.some((index) => (most[index] ?? 0) > keepFree)) return;
      const path: FieldPath = ["routing", "messages", "keepFree"];
      const largest = Math.max(...able.map((index) => most[index] ?? 0));
      faults.at(
        path,
        `${formatPath(path)} is ${keepFree}, and no team with the skill "${written.messages?.skill}" has more than ${largest} on duty, so that nobody would ever work on messages.`,
      );
    },

    numbers: (): void => {
      const tell = (path: FieldPath, value: number, most: number, whose: string): void => {
        if (value <= most) return;
        faults.at(path, `${formatPath(path)} is ${value}; more than ${most} ${whose} are not simulated.`);
      };
      const { perDay = 0, atOpening = 0 } = written.messages ?? {};
      tell(["routing", "messages", "perDay"], perDay, MOST_MESSAGES, "messages a day");
      tell(["routing", "messages", "atOpening"], atOpening, MOST_MESSAGES, "messages");
    },

    shares: (): void => {
      const tell = (path: FieldPath, shares: readonly number[] | undefined, whose: string): void => {
        if (shares === undefined || shares.length === 0) return;
        const sum = shares.reduce((total, share) => total + share, 0);
        if (Math.abs(sum - 1) <= ROUNDED) return;
        faults.at(path, `The shares of ${whose} add up to ${Number(sum.toFixed(4))}; they must add up to 1.`);
      };
      const sharing = allOf(teams)?.filter((team) => "share" in team);
      if (sharing?.length === 0 && teams.length > 0) {
        faults.at(
          TEAMS,
          "routing.teams has no team with a share, so that the people in staff answer nothing; give at least one team a share.",
        );
      }
      const shareOf = (share: string | number | undefined) =>
        share === undefined ? undefined : parseShare(share);
      tell(TEAMS, allOf(sharing?.map(({ share }) => shareOf(share))), "the teams");
      tell(LANGUAGES, allOf(written.languages?.map((language) => shareOf(language?.share))), "the languages");
    },
  };
};

/**
 * Tells where the parts of a routing do not fit: names that are not there or
 * stand twice, shares, and calls that nobody could ever take. A part that was
 * wrong itself is left out, and nothing is concluded from its absence.
 */
export const checkRouting = (written: Written, surroundings: RoutingSurroundings, reading: Reading): void => {
  const { names, families, reach, numbers, shares } = checksOf(written, surroundings, reading);
  names();
  families();
  reach();
  numbers();
  shares();
};
