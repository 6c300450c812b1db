import { checkRouting, type RoutingSurroundings } from "./check-routing.ts";
import { parseDuration } from "./duration.ts";
import { type FieldPath, formatPath } from "./field-path.ts";
import { parseShare } from "./fields.ts";
import { normaliseDistribution } from "./normalise-distribution.ts";
import type { Reading } from "./reading.ts";
import type { CallFlow, MessageWork, Routing, Team, TeamSkill } from "./routing.ts";
import type { WrittenRouting } from "./routing-schema.ts";
import type { OpeningHours, StaffStep } from "./scenario.ts";
import type { Partly } from "./structure.ts";
import { parseTimeOfDay } from "./time-of-day.ts";

type Written = Partly<WrittenRouting>;
type WrittenTeam = NonNullable<NonNullable<Written["teams"]>[number]>;
type WrittenFlow = NonNullable<NonNullable<Written["calls"]>[number]>;

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
    }
    if (hours !== undefined && (startSeconds < hours.openSeconds || endSeconds > hours.closeSeconds)) {
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

const normaliseFlow = (
  written: WrittenFlow,
  others: string,
  path: FieldPath,
  reading: Reading,
): CallFlow | undefined => {
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
    name: written.family ?? others,
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

/** The routing, or undefined where there is none or a part of it is missing or wrong. */
export const normaliseRouting = (
  written: Written | undefined,
  hours: OpeningHours | undefined,
  surroundings: RoutingSurroundings,
  reading: Reading,
): Routing | undefined => {
  if (written === undefined) return undefined;
  checkRouting(written, surroundings, reading);
  const languages = (written.languages ?? []).flatMap((language) => {
    const share = shareOf(language?.share);
    return language?.name === undefined || share === undefined ? [] : [{ name: language.name, share }];
  });
  const teams = (written.teams ?? []).map((team, index) =>
    team === undefined ? undefined : normaliseTeam(team, ["routing", "teams", index], hours, reading),
  );
  // a family may have the very name
  const others = written.calls?.some((flow) => flow?.family === "other") ? "all others" : "other";
  const flows = (written.calls ?? []).map((flow, index) =>
    flow === undefined ? undefined : normaliseFlow(flow, others, ["routing", "calls", index], reading),
  );
  const messages = normaliseMessages(written.messages, reading);
  // what is missing or wrong has been told
  if (teams.includes(undefined) || flows.includes(undefined) || teams.length === 0 || flows.length === 0) {
    return undefined;
  }
  return {
    languages,
    teams: teams.filter((team) => team !== undefined),
    flows: flows.filter((flow) => flow !== undefined),
    ...(messages === undefined ? {} : { messages }),
  };
};
