import { formatDuration } from "../scenario/duration.ts";
import type { WebResult } from "../web/web-result.ts";
import type { Language } from "./format.ts";
import { frenchNote } from "./words/french-notes.ts";

type Durations = { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };

const whole = (value: number, language: Language): string =>
  Math.round(value).toLocaleString(language === "fr" ? "fr-FR" : "en-GB");

const milliseconds = ({ p50, p95, max }: Durations, language: Language): string =>
  language === "fr"
    ? `médiane ${whole(p50, language)} ms, 95 % sous ${whole(p95, language)} ms, au plus ${whole(max, language)} ms`
    : `median ${whole(p50, language)} ms, 95% within ${whole(p95, language)} ms, at most ${whole(max, language)} ms`;

/** A time of days as people say it: `13d 21h`. */
const days = (seconds: number, language: Language): string => {
  const total = Math.round(seconds / 3600);
  const day = language === "fr" ? "j" : "d";
  return total < 24 ? formatDuration(total * 3600) : `${Math.floor(total / 24)}${day} ${total % 24}h`;
};

/** What the messages cost in people, one sentence a line. The handling time is assumed where the scenario says so. */
export const backlogLines = (
  backlog: NonNullable<WebResult["backlog"]>,
  language: Language,
): readonly string[] => {
  const { messages, personHours, deadlineSeconds, fewestPeople, telephoneHoursPerDay } = backlog;
  const count = (value: number): string => whole(value, language);
  const each = formatDuration(backlog.handlingSeconds);
  const deadline = days(deadlineSeconds, language);
  if (language === "fr") {
    return [
      `${count(messages)} messages à ${each}${backlog.handlingAssumed ? " (supposé)" : ""} : ${count(personHours)} heures de travail, à côté des ${count(telephoneHoursPerDay)} heures de téléphone par jour.`,
      fewestPeople === undefined
        ? `Personne ne peut tout traiter en ${deadline} : les derniers messages arrivent trop tard.`
        : `Pour tout traiter en ${deadline} il faut ${count(fewestPeople)} ${fewestPeople === 1 ? "personne" : "personnes"} en service.`,
      ...backlog.staffings.map(({ people, clearedAfterSeconds, waitingAtDeadline }) =>
        clearedAfterSeconds === undefined
          ? `Avec ${count(people)} en service il faut plus de trois ans.`
          : `Avec ${count(people)} en service tout est traité après ${days(clearedAfterSeconds, language)} ; ${count(waitingAtDeadline)} attendent encore après ${deadline}.`,
      ),
    ];
  }
  return [
    `${count(messages)} messages at ${each} each${backlog.handlingAssumed ? " (assumed)" : ""}: ${count(personHours)} hours of work, beside ${count(telephoneHoursPerDay)} hours at the telephone a day.`,
    fewestPeople === undefined
      ? `Nobody can answer all within ${deadline}: the last ones come too late for it.`
      : `Answering all within ${deadline} takes ${count(fewestPeople)} ${fewestPeople === 1 ? "person" : "people"} on duty.`,
    ...backlog.staffings.map(({ people, clearedAfterSeconds, waitingAtDeadline }) =>
      clearedAfterSeconds === undefined
        ? `With ${count(people)} on duty it takes more than three years.`
        : `With ${count(people)} on duty all are answered after ${days(clearedAfterSeconds, language)}; ${count(waitingAtDeadline)} still wait after ${deadline}.`,
    ),
  ];
};

const messagesLine = (messages: NonNullable<WebResult["messages"]>, language: Language): string => {
  const count = (value: number): string => whole(value, language);
  const { sent, planned, accepted, refused, unanswered, intake, durationMilliseconds: time } = messages;
  const took = time === undefined ? "" : ` (${milliseconds(time, language)})`;
  if (language === "fr") {
    const kept = intake === undefined ? "" : `, ${count(intake.stored)} enregistrés`;
    return `Messages : ${count(sent)} envoyés sur ${count(planned)} : ${count(accepted)} acceptés, ${count(refused)} refusés, ${count(unanswered)} sans réponse${kept}${took}.`;
  }
  const kept = intake === undefined ? "" : `, ${count(intake.stored)} stored`;
  return `Messages: ${count(sent)} of ${count(planned)} sent: ${count(accepted)} accepted, ${count(refused)} refused, ${count(unanswered)} unanswered${kept}${took}.`;
};

const agentsLine = (agents: NonNullable<WebResult["agents"]>, language: Language): string => {
  const count = (value: number): string => whole(value, language);
  const { logins, registered, refused, unanswered, unconnected, mostHeld, lost, refreshed } = agents;
  const time = agents.timeToRegisterMilliseconds;
  const took = time === undefined ? "" : ` (${milliseconds(time, language)})`;
  return language === "fr"
    ? `Connexions des agents : ${count(registered)} sur ${count(logins)}${took}, ${count(refused)} refusées, ${count(unanswered + unconnected)} sans réponse ; au plus ${count(mostHeld)} à la fois, ${count(refreshed)} renouvellements, ${count(lost)} perdues.`
    : `Log-ins of agents: ${count(registered)} of ${count(logins)} registered${took}, ${count(refused)} refused, ${count(unanswered + unconnected)} unanswered; ${count(mostHeld)} held at most, ${count(refreshed)} refreshes, ${count(lost)} lost.`;
};

/** The heading of the report's chapter. */
export const webHeading = (language: Language): string =>
  language === "fr" ? "À côté du téléphone" : "Beside the telephone";

/** The result of the web lane, one sentence a line. */
export const webLines = (result: WebResult, language: Language): readonly string[] => {
  const { messages, agents, wallboard, load, backlog } = result;
  const late = load.latenessMilliseconds;
  return [
    ...(messages === undefined ? [] : [messagesLine(messages, language)]),
    ...(agents === undefined ? [] : [agentsLine(agents, language)]),
    ...(wallboard === undefined
      ? []
      : [
          language === "fr"
            ? `Tableau d'affichage : ${wallboard.looks} regards, ${wallboard.blind} sans chiffres.`
            : `Wallboard: ${wallboard.looks} looks, ${wallboard.blind} without figures.`,
        ]),
    ...(late === undefined
      ? []
      : [
          language === "fr"
            ? `Retard des envois : 99 % sous ${whole(late.p99, language)} ms.`
            : `Lateness of sending: 99 % within ${whole(late.p99, language)} ms.`,
        ]),
    ...load.reasons.map((reason) =>
      language === "fr" ? `Non valable : ${frenchNote(reason)}` : `Invalid: ${reason}`,
    ),
    ...(language === "fr" ? result.notes.map(frenchNote) : result.notes),
    ...(backlog === undefined ? [] : backlogLines(backlog, language)),
  ];
};
