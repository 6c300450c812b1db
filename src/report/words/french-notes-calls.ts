import { frenchClocks, frenchDecimal, type NoteTranslation } from "./note-translation.ts";

const frenchLaws = (laws: string): string =>
  laws
    .replaceAll(/, /g, " · ")
    .replaceAll(/(\d)\.(\d)/g, "$1,$2")
    .replaceAll("exponential", "exponentielle")
    .replaceAll("lognormal", "log-normale");

/** The notes of calibration; where two begin alike the longer one comes first. */
export const FRENCH_CALLS_NOTES: readonly NoteTranslation[] = [
  [
    /^exponential: no other shape is better by more than (\S+) in Akaike's criterion \(difference: (.*)\)$/,
    (noticeable, others) =>
      `exponentielle : aucune autre loi n’est meilleure de plus de ${noticeable} selon le critère d’Akaike (écart : ${frenchLaws(others)})`,
  ],
  [
    /^(exponential|Weibull|lognormal): the smallest of Akaike's criterion \(above it: (.*)\)$/,
    (law, others) =>
      `${frenchLaws(law)} : le plus petit critère d’Akaike (au-dessus : ${frenchLaws(others)})`,
  ],
  [
    /^(\d+) calls? (?:was|were) cut off while waiting/,
    (count) =>
      `Appels coupés pendant l’attente : ${count} ; ils comptent comme en attente pour la patience et ne sont pas parmi les appels reçus.`,
  ],
  [
    /^(\d+) intervals? gives? no mean wait/,
    (count) => `Tranches sans attente moyenne : ${count} ; elles manquent aux attentes et à la patience.`,
  ],
  [
    /^(\d+) intervals? gives? the mean wait of the answered alone/,
    (count) =>
      `Tranches qui ne donnent que l’attente moyenne des répondus : ${count} ; ceux qui ont renoncé sont censés avoir attendu autant.`,
  ],
  [
    /^Arrivals go backwards in (\d+) rows?/,
    (rows) =>
      `Lignes où les arrivées reculent : ${rows} ; le fichier n’est pas dans l’ordre des arrivées, ou une horloge a été retardée.`,
  ],
  [
    /^(\d+) calls? stands? more than forty days after/,
    (count) =>
      `Appels à plus de quarante jours de leur place : ${count} ; le compte des conseillers au travail les laisse de côté.`,
  ],
  [
    /^No caller is identified/,
    () => "Aucun appelant n’est identifié : les rappels ne se distinguent pas des premiers appels.",
  ],
  [
    /^Only (\d+) % of calls have an identified caller/,
    (share) => `Seuls ${share} % des appels ont un appelant identifié ; les rappels sont les leurs.`,
  ],
  [
    /^Redials are those of one caller in (\S+), chosen by number/,
    (of) =>
      `Les rappels sont ceux d’un appelant sur ${frenchDecimal(of)}, choisis par leur numéro ; il y en avait trop pour les garder tous.`,
  ],
  [
    /^No identified caller abandoned/,
    () => "Aucun appelant identifié n’a renoncé : rien n’est connu des rappels après un abandon.",
  ],
  [
    /^The record is too short for calling again: fewer than (\d+) callers/,
    (count) =>
      `La durée observée est trop courte pour les rappels : moins de ${count} appelants qui ont renoncé ont été suivis ne serait-ce qu’une minute.`,
  ],
  [
    /^Nobody who abandoned was watched for an hour: the share that calls again is that within (\d+)/,
    (minutes) =>
      `Personne qui ait renoncé n’a été suivi une heure : la part qui rappelle est celle des ${minutes} premières minutes. Ceux qui rappellent plus tard, et les rappels d’avant la durée observée, n’ont pas été vus : il en rappelle plus qu’elle ne dit, et il y a moins de premiers appels.`,
  ],
  [
    /^(\d+) more such times stand in the JSON/,
    (count) => `${count} autres moments de ce genre sont dans le JSON.`,
  ],
  [
    /^The report says nothing of waiting/,
    () => "Le rapport ne dit rien de l’attente : rien n’est connu de la patience.",
  ],
  [
    /^A report by intervals gives the mean of patience alone/,
    () =>
      "Un rapport par tranches ne donne que la patience moyenne : sa forme et sa médiane ne sont pas connues.",
  ],
  [
    /^A report by intervals does not say how handling times vary/,
    () =>
      "Un rapport par tranches ne dit pas comment varient les durées de traitement : leur coefficient de variation est pris égal à 1.",
  ],
  [
    /^(\d+) answered calls? (?:without a|ha(?:s|ve) no) talk time (?:and )?began shortly before/,
    (count) =>
      `Appels répondus sans durée, commencés peu avant la fin : ${count} ; comptés comme encore en cours.`,
  ],
  [
    /^(\d+) answered calls? (?:without a|ha(?:s|ve) no) talk time (?:and )?(?:is|are) too old/,
    (count) =>
      `Appels répondus sans durée, trop anciens pour être en cours : ${count} ; ils ne disent rien des durées.`,
  ],
  [
    /^The record is short: its intervals come from its calls, of which (\d+) are worth about (\d+) .* patience and (.+) throughout/,
    (offered, worth, agents) =>
      `La durée observée est courte : ses intervalles viennent de ses appels, dont ${offered} en valent environ ${worth} qui ne partagent pas de file. Ce qu’ils partagent est pris de la même durée, tirée de nouveau comme une seule file avec ces arrivées et ces durées de traitement, une patience exponentielle et ${agents === "one agent" ? "un conseiller" : agents?.replace("agents", "conseillers")} du début à la fin ; si l’effectif a changé entre-temps, les intervalles sont faux.`,
  ],
  [
    /^There are too few calls for intervals/,
    () => "Il y a trop peu d’appels pour des intervalles des taux et des attentes.",
  ],
  [
    /^The report has too few rows for intervals/,
    () =>
      "Le rapport a trop peu de lignes pour des intervalles des taux et des attentes : il en faut six, ou cinq jours.",
  ],
  [
    /^The record is too short for intervals between blocks/,
    () =>
      "La durée observée est trop courte pour des intervalles entre blocs, et ne dit rien des durées de traitement, dont on pourrait tirer ce que les appels d’un même moment ont en commun.",
  ],
  [/^No offered call is counted/, () => "Aucun appel présenté n’est compté : aucun taux ne peut être donné."],
  [
    /^One call alone says next to nothing/,
    () => "Un seul appel ne dit presque rien ; les intervalles sont larges ou absents.",
  ],
  [
    /^(\d+) calls? of the lead-in (?:is|are) not counted/,
    (calls) => `Appels de la mise en route, non comptés : ${calls}.`,
  ],
  [
    /^One day says nothing on how days differ/,
    () => "Un seul jour ne dit rien de ce qui sépare les jours : la dispersion des arrivées manque.",
  ],
  [
    /^Callers hardly ever waited/,
    () => "Presque personne n’a attendu : l’effectif réel sous une file ne peut être dit.",
  ],
  [
    /^No abandoned call of an identified caller was followed for an hour/,
    () => "Aucun appel abandonné n’a été suivi pendant une heure : les rappels ne sont pas connus.",
  ],
  [
    /^Nobody calls from (\S+) to (\S+) on (\d+) of (\d+) days: the hotline is taken to be closed then\.$/,
    (from, to, days, all) =>
      `Personne n’appelle de ${frenchClocks(from)} à ${frenchClocks(to)}, ${days} jours sur ${all} : la ligne est tenue pour fermée à ces heures.`,
  ],
  [
    /^No call came from (\S+) to (\S+), where about (\d+) were to be expected/,
    (from, to, calls) =>
      `Aucun appel n’est venu de ${frenchClocks(from)} à ${frenchClocks(to)}, où l’on en attendait environ ${calls} : une panne ?`,
  ],
  [
    /^None of (\d+) calls was answered from (\S+) to (\S+):/,
    (calls, from, to) =>
      `Aucun des ${calls} appels de ${frenchClocks(from)} à ${frenchClocks(to)} n’a eu de réponse : une panne ? Attentes et patience les comprennent.`,
  ],
  [
    /^The rows carry the patience that a scenario gave/,
    () =>
      "Les lignes portent la patience donnée par un scénario : patience, durées, rappels et arrivées ont été injectés. Ils montrent que l’outil mesure ce qu’on y a mis, et n’apprennent rien sur les gens.",
  ],
  [
    /^The record is too short for intervals/,
    () =>
      "La durée observée est trop courte pour des intervalles qui respectent ce que les appels d’un même moment ont en commun.",
  ],
  [
    /^Intervals come from blocks of (\S+) minutes within the days(, which still hang together)?/,
    (minutes, dependent) =>
      `Les intervalles viennent de blocs de ${frenchDecimal(minutes)} minutes dans la journée${dependent === undefined ? "" : ", qui se ressemblent encore : les intervalles sont trop étroits"} ; cinq jours ou plus donneraient des intervalles entre jours.`,
  ],
  [
    /^Nobody waited, so nothing is known of patience/,
    () => "Personne n’a attendu : rien n’est connu de la patience.",
  ],
  [
    /^Nobody abandoned in (\d+) s of waiting altogether/,
    (seconds) =>
      `Personne n’a renoncé en ${seconds} s d’attente au total : la patience ne peut être estimée.`,
  ],
  [
    /^Patience has no measured median: (\d+) % outlast the longest wait of (\d+) s/,
    (share, seconds) =>
      `La patience n’a pas de médiane mesurée : ${share} % dépassent la plus longue attente, ${seconds} s.`,
  ],
  [
    /^The shape of patience cannot be told from (\d+)/,
    (count) => `La forme de la patience ne se lit pas de si peu d’abandons (${count}) ; il en faut dix.`,
  ],
  [
    /^No call was answered/,
    () => "Aucun appel n’a eu de réponse : rien n’est connu des durées de traitement.",
  ],
  [
    /^No answered call has a talk time/,
    () => "Aucun appel répondu n’a de durée de conversation : rien n’est connu des durées de traitement.",
  ],
  [
    /^One call alone was handled/,
    () => "Un seul appel a été traité : on ne sait pas comment les durées de traitement varient.",
  ],
  [
    /^(\d+) % of calls last longer than any that was seen/,
    (share) =>
      `${share} % des appels durent plus que tout appel vu jusqu’au bout ; leur durée moyenne est extrapolée.`,
  ],
  [
    /^The shape of patience cannot be told: those who abandoned/,
    () =>
      "La forme de la patience ne peut être dite : ceux qui ont renoncé ont attendu trop peu, ou tous aussi longtemps.",
  ],
];
