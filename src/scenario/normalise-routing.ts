import { parseDuration } from "./duration.ts";
import { type FieldPath, formatPath } from "./field-path.ts";
import { parseShare } from "./fields.ts";
import { nearestName } from "./nearest-name.ts";
import { normaliseDistribution } from "./normalise-distribution.ts";
import type { Reading } from "./reading.ts";
import type { CallFlow, MessageWork, Routing, Team, TeamSkill } from "./routing.ts";
import type { WrittenRouting } from "./routing-schema.ts";
import type { OpeningHours, StaffStep, TopicFamily } from "./scenario.ts";
import type { Partly } from "./structure.ts";
import { parseTimeOfDay } from "./time-of-day.ts";

type Written = Partly<WrittenRouting>;
type WrittenTeam = NonNullable<NonNullable<Written["teams"]>[number]>;
type WrittenFlow = NonNullable<NonNullable<Written["calls"]>[number]>;

/** Shares written with two digits need not add up to 1 more closely than this. */
const ROUNDED = 0.005;

const shareOf = (value: number | string | undefined): number | undefined =>
  value === undefined ? undefined : parseShare(value);

const secondsOf = (value: string | undefined): number | undefined =>
  value === undefined ? undefined : parseDuration(value);

const normaliseOwnSchedule = (
  written: NonNullable<WrittenTeam["schedule"]>,
  path: FieldPath,
  hours: OpeningHours | undefined,
  reading: Reading,
): readonly StaffStep[] => {
  let before = Number.NEGATIVE_INFINITY;
  return written.flatMap((step, index): StaffStep[] => {
    const startSeconds = step?.from === undefined ? undefined : parseTimeOfDay(step.from);
    const endSeconds = step?.to === undefined ? undefined : parseTimeOfDay(step.to);
    if (startSeconds === undefined || endSeconds === undefined || step?.agents === undefined) return [];
    const name = formatPath([...path, index]);
    if (endSeconds <= startSeconds || startSeconds < before) {
      reading.faults.at(
        [...path, index],
        `${name} goes from ${step.from} to ${step.to}; steps stand in the order of time, end after they start and do not overlap.`,
      );
    } else if (hours !== undefined && (startSeconds < hours.openSeconds || endSeconds > hours.closeSeconds)) {
      reading.faults.at(
        [...path, index],
        `${name} goes from ${step.from} to ${step.to}, beyond the opening hours.`,
      );
    }
    before = endSeconds;
    return [{ startSeconds, endSeconds, agents: step.agents }];
  });
};

const normaliseTeam = (
  written: WrittenTeam,
  path: FieldPath,
  hours: OpeningHours | undefined,
  reading: Reading,
): Team | undefined => {
  if ("share" in written === "schedule" in written) {
    const found = "share" in written ? "both are given" : "neither is given";
    reading.faults.at(path, `${formatPath(path)} needs either share or schedule; ${found}.`);
    return undefined;
  }
  const skills = (written.skills ?? []).flatMap((skill): TeamSkill[] =>
    skill?.skill === undefined
      ? []
      : [
          {
            skill: skill.skill,
            afterSeconds: secondsOf(skill.after) ?? 0,
            talkFactor: skill.talkFactor ?? 1,
          },
        ],
  );
  const ownShare = shareOf(written.share);
  const schedule =
    written.schedule === undefined
      ? undefined
      : normaliseOwnSchedule(written.schedule, [...path, "schedule"], hours, reading);
  if (written.name === undefined || (ownShare === undefined && schedule === undefined)) return undefined;
  return {
    name: written.name,
    ...(written.site === undefined ? {} : { site: written.site }),
    people: schedule === undefined ? { kind: "share", share: ownShare ?? 0 } : { kind: "own", schedule },
    skills,
    languages: (written.languages ?? []).filter((language) => language !== undefined),
  };
};

const normaliseFlow = (written: WrittenFlow, path: FieldPath, reading: Reading): CallFlow | undefined => {
  const { skill, transfer, callback } = written;
  const priority = written.priority ?? 1;
  const talk =
    transfer === undefined
      ? undefined
      : normaliseDistribution(transfer.talk, [...path, "transfer", "talk"], reading);
  const probability = shareOf(transfer?.probability);
  const afterSeconds = secondsOf(callback?.after);
  const acceptProbability = shareOf(callback?.accepts);
  const reachedProbability = shareOf(callback?.reached);
  if (skill === undefined) return undefined;
  return {
    name: written.family ?? "other",
    ...(written.family === undefined ? {} : { family: written.family }),
    skill,
    priority,
    ...(transfer?.skill === undefined || talk === undefined || probability === undefined
      ? {}
      : { transfer: { probability, skill: transfer.skill, priority: transfer.priority ?? priority, talk } }),
    ...(afterSeconds === undefined || acceptProbability === undefined || reachedProbability === undefined
      ? {}
      : { callback: { afterSeconds, acceptProbability, reachedProbability } }),
  };
};

const normaliseMessages = (written: Written["messages"], reading: Reading): MessageWork | undefined => {
  if (written === undefined) return undefined;
  const handling = normaliseDistribution(written.handling, ["routing", "messages", "handling"], reading);
  const deadlineSeconds = secondsOf(written.deadline);
  const { skill, perDay } = written;
  if (
    skill === undefined ||
    perDay === undefined ||
    handling === undefined ||
    deadlineSeconds === undefined
  ) {
    return undefined;
  }
  return {
    skill,
    perDay,
    atOpening: written.atOpening ?? 0,
    handling,
    deadlineSeconds,
    keepFree: written.keepFree ?? 0,
  };
};

/** Tells where names do not fit: skills that nobody has, families and languages that are not there. */
const checkNames = (routing: Routing, families: readonly TopicFamily[], reading: Reading): void => {
  const { teams, flows, languages, messages } = routing;
  const skills = teams.flatMap((team) => team.skills.map(({ skill }) => skill));
  const unknown = (name: string, known: readonly string[], path: FieldPath, what: string): void => {
    if (known.includes(name)) return;
    const near = nearestName(name, known);
    const all = [...new Set(known)].join(", ") || "none";
    reading.faults.at(
      path,
      `${formatPath(path)} is "${name}", ${what}; there are ${all}.${near === undefined ? "" : ` Did you mean "${near}"?`}`,
    );
  };
  const familyNames = families.map(({ name }) => name);
  const languageNames = languages.map(({ name }) => name);
  teams.forEach((team, index) => {
    if (teams.findIndex(({ name }) => name === team.name) < index) {
      const path: FieldPath = ["routing", "teams", index, "name"];
      reading.faults.at(path, `${formatPath(path)} is "${team.name}", as another team's; names differ.`);
    }
    team.languages.forEach((language, place) => {
      unknown(
        language,
        languageNames,
        ["routing", "teams", index, "languages", place],
        "no language of routing.languages",
      );
    });
  });
  flows.forEach((flow, index) => {
    const path: FieldPath = ["routing", "calls", index];
    unknown(flow.skill, skills, [...path, "skill"], "which no team has");
    if (flow.family !== undefined) {
      unknown(flow.family, familyNames, [...path, "family"], "no family of callers.topicFamilies");
    }
    if (flows.findIndex(({ family }) => family === flow.family) < index) {
      const what = flow.family === undefined ? "the calls of all other families" : `"${flow.family}"`;
      reading.faults.at(path, `${formatPath(path)} is for ${what}, which an entry above is for.`);
    }
    if (flow.transfer)
      unknown(flow.transfer.skill, skills, [...path, "transfer", "skill"], "which no team has");
    for (const { name } of languages) {
      for (const skill of [flow.skill, ...(flow.transfer ? [flow.transfer.skill] : [])]) {
        const speaks = ({ languages: spoken }: Team): boolean => spoken.length === 0 || spoken.includes(name);
        const has = (team: Team): boolean => team.skills.some((one) => one.skill === skill);
        if (!skills.includes(skill) || teams.some((team) => has(team) && speaks(team))) continue;
        reading.faults.at(path, `${formatPath(path)}: no team with the skill "${skill}" speaks "${name}".`);
      }
    }
  });
  const uncovered = familyNames.filter((name) => !flows.some(({ family }) => family === name));
  if (uncovered.length > 0 && !flows.some(({ family }) => family === undefined)) {
    reading.faults.at(
      ["routing", "calls"],
      `routing.calls says nothing about ${uncovered.map((name) => `"${name}"`).join(", ")}; add an entry for each, or one without family for all others.`,
    );
  }
  if (messages) unknown(messages.skill, skills, ["routing", "messages", "skill"], "which no team has");
};

const checkShares = ({ teams, languages }: Routing, reading: Reading): void => {
  const shares = teams.flatMap(({ people }) => (people.kind === "share" ? [people.share] : []));
  const tell = (path: FieldPath, sum: number, whose: string): void => {
    if (Math.abs(sum - 1) <= ROUNDED) return;
    reading.faults.at(
      path,
      `The shares of ${whose} add up to ${Number(sum.toFixed(4))}; they must add up to 1.`,
    );
  };
  const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  if (shares.length === 0) {
    reading.faults.at(
      ["routing", "teams"],
      "routing.teams has no team with a share, so that the people in staff answer nothing; give at least one team a share.",
    );
  } else tell(["routing", "teams"], sumOf(shares), "the teams");
  if (languages.length > 0) {
    tell(["routing", "languages"], sumOf(languages.map(({ share }) => share)), "the languages");
  }
};

/** The routing, or undefined where there is none or a part of it is missing or wrong. */
export const normaliseRouting = (
  written: Written | undefined,
  hours: OpeningHours | undefined,
  families: readonly TopicFamily[],
  reading: Reading,
): Routing | undefined => {
  if (written === undefined) return undefined;
  const languages = (written.languages ?? []).flatMap((language) => {
    const share = shareOf(language?.share);
    return language?.name === undefined || share === undefined ? [] : [{ name: language.name, share }];
  });
  const teams = (written.teams ?? []).map((team, index) =>
    team === undefined ? undefined : normaliseTeam(team, ["routing", "teams", index], hours, reading),
  );
  const flows = (written.calls ?? []).map((flow, index) =>
    flow === undefined ? undefined : normaliseFlow(flow, ["routing", "calls", index], reading),
  );
  const messages = normaliseMessages(written.messages, reading);
  // what is missing or wrong has been told; names are held against a whole list only
  if (teams.includes(undefined) || flows.includes(undefined) || teams.length === 0 || flows.length === 0) {
    return undefined;
  }
  const routing: Routing = {
    languages,
    teams: teams.filter((team) => team !== undefined),
    flows: flows.filter((flow) => flow !== undefined),
    ...(messages === undefined ? {} : { messages }),
  };
  checkNames(routing, families, reading);
  checkShares(routing, reading);
  return routing;
};
