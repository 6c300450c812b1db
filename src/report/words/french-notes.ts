/** A note of calibration or planning, as it is written in English, and how it reads in French. */
type Translation = readonly [pattern: RegExp, french: (...parts: string[]) => string];

const decimal = (figure: string): string => figure.replace(".", ",");
/** Times of day in a list: `00:30, 11:00`. */
const clocks = (list: string): string => list.replaceAll(/(\d\d):(\d\d)/g, "$1 h $2");

const TRANSLATIONS: readonly Translation[] = [
  [
    /^The formulas take patience as exponential with the mean (\S+) s; simulation takes it as the (\S+) that it is\.$/,
    (mean) =>
      `Les formules prennent une patience exponentielle de ${decimal(mean)} s en moyenne ; la simulation prend la vraie loi.`,
  ],
  [
    /^The agent's telephone rings for (\S+) s: /,
    (ring) =>
      `Le poste du conseiller sonne ${decimal(ring)} s : pour les formules c’est du temps de traitement, pour la simulation c’est aussi de l’attente.`,
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
    /^The (\d+) lines of the scenario limit/,
    (lines) => `Les ${lines} lignes du scénario limitent les appels simulés, pas ceux des formules.`,
  ],
  [
    /^No staff meets the targets in the simulation/,
    () => "Aucun effectif n’atteint les objectifs en simulation ; ils se contredisent peut-être.",
  ],
  [
    /^In the intervals from (.+) no staff meets every target/,
    (list) =>
      `Dans les tranches de ${clocks(list)}, aucun effectif n’atteint tous les objectifs : des appelants renoncent pendant la sonnerie même, ou trouvent toutes les lignes occupées.`,
  ],
  [
    /^No staff was found with which (\S+) % of days/,
    (share) =>
      `Aucun effectif n’a été trouvé avec lequel ${decimal(share)} % des jours atteignent l’objectif.`,
  ],
  [
    /^In the intervals from (.+) so few call that chance alone misses the service level on more than (\S+) % of days/,
    (list, share) =>
      `Dans les tranches de ${clocks(list)}, si peu de gens appellent que le hasard seul manque le taux de service plus de ${decimal(share)} % des jours ; elles sont dotées selon leur charge et une marge.`,
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
  [/^No offered call is counted/, () => "Aucun appel présenté n’est compté : aucun taux ne peut être donné."],
  [
    /^One call alone says next to nothing/,
    () => "Un seul appel ne dit presque rien ; les intervalles sont larges ou absents.",
  ],
  [
    /^(\d+) calls of the lead-in are not counted/,
    (calls) => `${calls} appels de la mise en route ne sont pas comptés.`,
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
    /^No call came from (\S+) to (\S+), where about (\d+) were to be expected/,
    (from, to, calls) =>
      `Aucun appel n’est venu de ${clocks(from)} à ${clocks(to)}, où l’on en attendait environ ${calls} : une panne ?`,
  ],
  [
    /^None of (\d+) calls was answered from (\S+) to (\S+):/,
    (calls, from, to) =>
      `Aucun des ${calls} appels de ${clocks(from)} à ${clocks(to)} n’a eu de réponse : une panne ? Attentes et patience les comprennent.`,
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
    /^Intervals come from blocks of (\S+) minutes within the days/,
    (minutes) =>
      `Les intervalles viennent de blocs de ${decimal(minutes)} minutes dans la journée ; cinq jours ou plus donneraient des intervalles entre jours.`,
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
    /^The shape of patience cannot be told from (\d+) abandonments/,
    (count) => `La forme de la patience ne se lit pas de ${count} abandons ; il en faut dix.`,
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
    /^(\d+) answered calls have no talk time and began shortly/,
    (calls) =>
      `${calls} appels répondus sans durée ont commencé peu avant la fin ; ils comptent comme encore en cours.`,
  ],
  [
    /^(\d+) answered calls have no talk time and are too old/,
    (calls) =>
      `${calls} appels répondus sans durée sont trop anciens pour être en cours ; ils ne disent rien des durées.`,
  ],
  [
    /^(\d+) % of calls last longer than any that was seen/,
    (share) =>
      `${share} % des appels durent plus que tout appel vu jusqu’au bout ; leur durée moyenne est extrapolée.`,
  ],
];

/** A note in French; one that is not known stays as it is. */
export const frenchNote = (note: string): string => {
  for (const [pattern, french] of TRANSLATIONS) {
    const found = pattern.exec(note);
    if (found !== null) return french(...found.slice(1));
  }
  return note;
};
