import { frenchClocks, frenchDecimal, type NoteTranslation } from "./note-translation.ts";

const MEASURED = { patience: "patience", "handling time": "DMT", "calling again": "rappels" } as const;
const LAWS = { exponential: "exponentielle", weibull: "de Weibull", lognormal: "log-normale" } as const;

/** What is drawn, by its English name. */
const DRAWN: Readonly<Record<string, string>> = {
  "handling time": "DMT",
  patience: "patience",
  "the level of arrivals": "niveau des arrivées",
  "calling again": "rappels",
};

const frenchNames = (names: string): string =>
  names
    .split(", ")
    .map((name) => DRAWN[name] ?? name)
    .join(", ");

/** How well the level of arrivals is known. */
const frenchLevel = (level: string): string => {
  const [, count, spread] = /the count of (\d+) calls leaves it \((.+?)\)/.exec(level) ?? [];
  if (count !== undefined) {
    return `Le niveau des arrivées est tiré comme ${count} appels le laissent (${frenchDecimal(spread ?? "")}). Un seul jour ne dit rien de ce qui sépare les jours : l’effectif en est moins certain que le bas et le haut ne le disent.`;
  }
  const [, days, between] = /the mean of (\d+) days leaves it \((.+?)\)/.exec(level) ?? [];
  if (days !== undefined) {
    return `Le niveau des arrivées est tiré comme la moyenne de ${days} jours le laisse (${frenchDecimal(between ?? "")}).`;
  }
  return level.includes("from a scenario")
    ? "Le niveau des arrivées est pris comme prévu, car celui des appels mesurés venait d’un scénario."
    : "Le niveau des arrivées est pris comme prévu : aucune arrivée mesurée ne dit à quel point il est connu.";
};

/** Staffings, by their English name. */
const STAFFINGS: Readonly<Record<string, string>> = {
  "the schedule": "le planning",
  "the expected staff": "l’effectif attendu",
  "the assured staff": "l’effectif assuré",
};

/** The notes of planning. */
export const FRENCH_PLAN_NOTES: readonly NoteTranslation[] = [
  [
    /^(patience|handling time|calling again): the measured calls do not say it$/,
    (what) => `${MEASURED[what as keyof typeof MEASURED]} : les appels mesurés ne le disent pas`,
  ],
  [
    /^patience: measured, (\w+)(?:, mean (\S+) s)?$/,
    (law, mean) =>
      `patience : mesurée, loi ${LAWS[law as keyof typeof LAWS] ?? law}${mean === undefined ? "" : `, moyenne ${frenchDecimal(mean)} s`}`,
  ],
  [
    /^handling time: measured, mean (\S+) s, cv (\S+)$/,
    (mean, cv) =>
      `DMT : mesurée, moyenne ${frenchDecimal(mean)} s, coefficient de variation ${frenchDecimal(cv)}`,
  ],
  [
    /^calling again: nobody was watched for an hour, and (\d+) % within (\S+) is no more than a lower bound$/,
    (share, within) =>
      `rappels : personne n’a été suivi une heure, et ${share} % en ${within} n’est qu’une borne inférieure`,
  ],
  [
    /^calling again after giving up: measured, (\d+) %$/,
    (share) => `rappels après un abandon : mesurés, ${share} %`,
  ],
  [
    /^handling time: fewer than ten talks were measured$/,
    () => "durée de traitement : moins de dix conversations ont été mesurées",
  ],
  [
    /^how days differ: fewer than two days were measured$/,
    () => "variation d’un jour à l’autre : moins de deux jours ont été mesurés",
  ],
  [
    /^how days differ: measured, coefficient of variation (\S+)$/,
    (cv) => `variation d’un jour à l’autre : mesurée, coefficient de variation ${frenchDecimal(cv)}`,
  ],
  [
    /^The table takes everybody for one team .* on (\d+) days\.$/,
    (days) =>
      `Le tableau compte tout le monde comme une seule équipe qui prend chaque appel, et le scénario a des équipes ; la suite est simulée avec elles, sur ${days} jours.`,
  ],
  [
    /^With its teams (.+?) answers (\S+) % in time and (\S+) % give up; calls "(.+)" fare worst, (\S+) % in time\.$/,
    (staffing, inTime, lost, kind, least) =>
      `Avec ses équipes, ${STAFFINGS[staffing] ?? staffing} répond à ${frenchDecimal(inTime)} % des appels dans le délai et en perd ${frenchDecimal(lost)} % ; les moins bien servis sont les appels « ${kind} », à ${frenchDecimal(least)} % dans le délai.`,
  ],
  [
    /^With its teams the targets are met in expectation by (\d+) people at the peak and (\S+) agent-hours\.$/,
    (people, hours) =>
      `Avec ses équipes, ${people} personnes à la pointe et ${frenchDecimal(hours)} heures de présence atteignent les objectifs en moyenne.`,
  ],
  [
    /^Beside them, (.+) have a schedule of their own\.$/,
    (teams) => `À côté d’elles, un planning propre : ${teams}.`,
  ],
  [
    /^With its teams even (\d+) times the people miss a target: (\S+) % in time, calls "(.+)" (\S+) %, (\S+) % give up\./,
    (times, inTime, kind, least, lost) =>
      `Avec ses équipes, même ${times} fois plus de personnes manquent un objectif : ${frenchDecimal(inTime)} % dans le délai, les appels « ${kind} » ${frenchDecimal(least)} %, ${frenchDecimal(lost)} % perdus. C’est le découpage des équipes qui ne suffit pas, ou la sonnerie, pas le nombre.`,
  ],
  [
    /^The formulas take patience as exponential with the mean (\S+) s; simulation takes it as the (\S+) that it is\.$/,
    (mean) =>
      `Les formules prennent une patience exponentielle de ${frenchDecimal(mean)} s en moyenne ; la simulation prend la vraie loi.`,
  ],
  [
    /^The agent's telephone rings for (\S+) s: /,
    (ring) =>
      `Le poste du conseiller sonne ${frenchDecimal(ring)} s : pour les formules c’est du temps de traitement, pour la simulation c’est aussi de l’attente.`,
  ],
  [
    /^Callers who call again are in the simulation alone/,
    () => "Seule la simulation connaît les rappels ; les formules comptent les premiers appels.",
  ],
  [
    /^Days differ by (\d+) %/,
    (cv) =>
      `Les jours diffèrent de ${cv} % (coefficient de variation) ; la simulation le tire au sort, les formules prennent le jour moyen.`,
  ],
  [
    /^Calls last longer than half an interval/,
    () =>
      "Un appel dure plus qu’une demi-tranche : Erlang C et A servent la pointe et affament la suite ; la charge dans le temps, non.",
  ],
  [
    /^In some intervals no number of agents meets/,
    () =>
      "Dans certaines tranches, aucun effectif n’atteint les objectifs selon les formules ; elles restent vides.",
  ],
  [
    /^The scenario's limit of lines, (\d+), holds in the simulation alone/,
    (lines) =>
      `La limite de lignes du scénario, ${lines}, ne vaut que pour la simulation ; les formules et le modèle transitoire n’en connaissent pas.`,
  ],
  [
    /^The agent's telephone rings for longer than the (\S+) s within which/,
    (within) =>
      `Le poste du conseiller sonne plus longtemps que les ${frenchDecimal(within)} s du délai visé : aucun appel n’est pris à temps, quel que soit l’effectif.`,
  ],
  [
    /^No staff meets the targets in the simulation/,
    () => "Aucun effectif n’atteint les objectifs en simulation ; ils se contredisent peut-être.",
  ],
  [
    /^In the intervals from (.+) no staff meets every target/,
    (list) =>
      `Dans les tranches de ${frenchClocks(list)}, aucun effectif n’atteint tous les objectifs : des appelants renoncent pendant la sonnerie même, ou trouvent toutes les lignes occupées.`,
  ],
  [
    /^No staff was found with which (\S+) % of days/,
    (share) =>
      `Aucun effectif n’a été trouvé avec lequel ${frenchDecimal(share)} % des jours atteignent l’objectif.`,
  ],
  [
    /^In the intervals from (.+) so few call that chance alone misses the service level on more than (\S+) % of days/,
    (list, share) =>
      `Dans les tranches de ${frenchClocks(list)}, si peu de gens appellent que le hasard seul manque le taux de service plus de ${frenchDecimal(share)} % des jours ; elles sont dotées selon leur charge et une marge.`,
  ],
  [
    /^The target is meant for every interval/,
    () =>
      "L’objectif vaut pour chaque tranche : l’effectif assuré l’est pour chacune ; que toutes soient bonnes le même jour est moins probable.",
  ],
  [
    /^The measured calls give handling time and patience no interval/,
    () =>
      "Les appels mesurés ne donnent pas d’intervalle à la durée de traitement ni à la patience : l’effectif n’en a donc pas.",
  ],
  [
    /^(\d+) calls a day are more than the (\d+) of which days can be kept in memory/,
    (count, most) =>
      `${count} appels par jour dépassent les ${most} dont des jours entiers tiennent en mémoire pour éprouver des effectifs ; les formules restent seules.`,
  ],
  [
    /^(\d+) calls a day are more than the (\d+) for which staff is searched for/,
    (count, most) =>
      `${count} appels par jour dépassent les ${most} pour lesquels l’effectif est cherché par simulation et par le modèle transitoire ; les formules restent seules.`,
  ],
  [
    /^The transient model is left out: (\d+) calls a day are more than the (\d+) that it is solved for/,
    (count, most) =>
      `Le modèle transitoire manque : ${count} appels par jour dépassent les ${most} pour lesquels il est résolu.`,
  ],
  [
    /^The (\d+) lines carry at most \d+ calls at once and the load reaches (\d+) erlangs/,
    (lines, load) =>
      `Les ${lines} lignes portent au plus ${lines} appels à la fois et la charge atteint ${load} erlangs : quel que soit l’effectif, des appelants trouvent les lignes occupées. Les formules, qui ignorent les lignes, restent seules.`,
  ],
  [
    /^Unreachable with the scenario's lines \((\d+)\): no staff meets the targets( on single days so surely)?; even with an agent for every line (\S+) % of attempts find them all busy and (\S+) % are answered in time\. (?:The staff below is planned for (\d+) lines)?/,
    (lines, single, blocked, served, needed) =>
      `Hors d’atteinte avec les lignes du scénario (${lines}) : aucun effectif n’atteint les objectifs${single === undefined ? "" : " si sûrement sur un seul jour"} ; même avec un conseiller par ligne, ${frenchDecimal(blocked ?? "")} % des tentatives les trouvent toutes occupées et ${frenchDecimal(served ?? "")} % ont une réponse à temps. L’effectif ci-dessous est prévu ${needed === undefined ? "comme s’il y avait une ligne pour chaque appel." : `pour ${needed} lignes, avec lesquelles il les tient.`}`,
  ],
  [
    /^With so many calls a day the expected staff is tried on (\d+) days and the assured on (\d+)(.*?)\. The assured staff is good on every one of them; .* it is good with at least ([\d.]+)/,
    (expected, assured, levels, share) =>
      `Avec tant d’appels par jour, l’effectif attendu est éprouvé sur ${expected} jours et l’assuré sur ${assured}${levels === "" ? "" : `, aux niveaux répartis également sur ceux qu’un jour peut avoir${/\d/.test(levels ?? "") ? `, jusqu’à celui que ${frenchDecimal(/([\d.]+) %/.exec(levels ?? "")?.[1] ?? "")} % des jours n’atteignent pas` : ""}`}. L’effectif assuré est bon sur chacun d’eux ; pour le hasard d’un même jour, qui compte d’autant moins qu’il y a plus d’appels, si peu de jours montrent qu’il est bon avec au moins ${frenchDecimal(share ?? "")} % (confiance de 95 %).`,
  ],
  [
    /^The staff below is planned for (\d+) lines/,
    (lines) => `L’effectif ci-dessous est prévu pour ${lines} lignes, avec lesquelles il les tient.`,
  ],
  [
    /^The staff below is planned as if there were a line for every call/,
    () => "L’effectif ci-dessous est prévu comme s’il y avait une ligne pour chaque appel.",
  ],
  [
    /^[Ll]ow and high of the staff come from (\d+) draws of ([^.]+)\. (.+)$/,
    (draws, names, level) =>
      `Le bas et le haut de l’effectif viennent de ${draws} tirages : ${frenchNames(names ?? "")}. ${frenchLevel(level ?? "")}`,
  ],
  [/^(The level of arrivals is (?:taken|drawn) as .*)$/, (level) => frenchLevel(level ?? "")],
  [
    /^In (\d+) of the draws no staff meets the targets/,
    (unmet) =>
      `Dans ${unmet} des tirages, aucun effectif n’atteint les objectifs ; le bas et le haut les laissent de côté.`,
  ],
  [
    /^Staff is searched by simulation for (\d+) (?:kinds?|\d+) of day; .* at most (\S+) % more calls/,
    (kinds, more) =>
      `L’effectif est cherché par simulation par sorte de jour (${kinds}) ; chaque jour a l’effectif du plus chargé de sa sorte, qui a au plus ${frenchDecimal(more ?? "")} % d’appels de plus.`,
  ],
  [
    /^On (\d+) of the (\d+) days some interval, or the day, misses a target with any staff/,
    (short, days) =>
      `Pour ${short} des ${days} jours, une tranche, ou le jour, manque un objectif quel que soit l’effectif, le plus souvent parce que si peu de gens appellent à une heure que le hasard seul y suffit ; l’effectif y est celui que demande la charge, et une marge. Le plan d’un seul jour les nomme.`,
  ],
  [
    /^The scenario's lines are too few for the targets on (\d+) of the (\d+) days, whatever the staff; .* need, (\d+) at most/,
    (missing, days, lines) =>
      `Les lignes du scénario sont trop peu pour les objectifs de ${missing} des ${days} jours, quel que soit l’effectif ; ces jours sont prévus pour autant de lignes qu’il leur en faut, ${lines} au plus.`,
  ],
];
