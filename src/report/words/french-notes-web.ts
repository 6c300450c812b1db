import type { NoteTranslation } from "./note-translation.ts";

/** A count of the web lane and what became of it. */
const counted = (pattern: string, french: string): NoteTranslation => [
  new RegExp(`^(\\d+) ${pattern}`),
  (count) => `${count} ${french}`,
];

/** What went wrong with the web lane, and what it found. */
export const FRENCH_WEB_NOTES: readonly NoteTranslation[] = [
  counted("accepted messages were not stored", "messages acceptés n’ont pas été enregistrés."),
  counted("messages were refused", "messages ont été refusés."),
  counted("messages got no answer", "messages sont restés sans réponse."),
  counted("log-ins were refused", "connexions ont été refusées : le mot de passe est-il le bon ?"),
  counted("log-ins got no answer", "connexions sont restées sans réponse."),
  counted(
    "log-ins found no connection",
    "connexions n’ont pas trouvé de liaison, ou l’ont perdue avant la réponse.",
  ),
  counted("registrations were lost", "enregistrements ont été perdus au milieu d’une vacation."),
  counted("registrations could not be ended", "enregistrements n’ont pas pu être terminés."),
  [
    /^(\d+) of (\d+) planned messages were never sent/,
    (missing, planned) => `${missing} des ${planned} messages prévus n’ont jamais été envoyés.`,
  ],
  [
    /^(\d+) of (\d+) planned log-ins were never tried to the end/,
    (missing, planned) => `${missing} des ${planned} connexions prévues n’ont jamais été menées à leur fin.`,
  ],
  [
    /^(Messages were sent|Log-ins began|\d+) up to (\S+) ms late \(99th percentile\), more than the (\S+) ms/,
    (what, late, limit) =>
      `${what === "Log-ins began" ? "Des connexions ont commencé" : "Des messages sont partis"} avec jusqu’à ${late} ms de retard (99e centile), plus que les ${limit} ms que le résultat supporte ; refaites l’essai sur une machine moins occupée, ou laissez durer davantage (web.lasts).`,
  ],
  [
    /^k6 dropped (\d+) looks at the wallboard/,
    (looks) =>
      `k6 a renoncé à ${looks} regards sur le tableau d’affichage, car les précédents n’étaient pas terminés.`,
  ],
  [
    /^k6 left no result, so that what it had counted is not known\.(?: The intake had accepted (\d+) messages and stored (\d+) by then\.)?/,
    (accepted, stored) =>
      `k6 n’a pas laissé de résultat : ce qu’il avait compté n’est pas connu.${accepted === undefined ? "" : ` La réception avait alors accepté ${accepted} messages et en avait enregistré ${stored}.`}`,
  ],
  [
    /^k6 did not come to its end and was stopped\.(?: It said: (.*))?$/,
    (said) => `k6 n’est pas arrivé à sa fin et a été arrêté.${quoted(said)}`,
  ],
  [
    /^k6 was killed from outside by (\S+)\.(?: It said: (.*))?$/,
    (signal, said) => `k6 a été tué de l’extérieur par ${signal}.${quoted(said)}`,
  ],
  [
    /^k6 ended with (\d+): [^.]*\.(?: It said: (.*))?$/,
    (code, said) =>
      `k6 s’est terminé avec le code ${code} (voir « Exit codes » dans sa documentation).${quoted(said)}`,
  ],
  [/^The lane was interrupted/, () => "La voie web a été interrompue."],
];

const quoted = (said: string | undefined): string => (said === undefined ? "" : ` Ses mots : « ${said} »`);
