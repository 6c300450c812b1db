/** What `plan` says, in French; titles of columns are short, so that a table fits a terminal. */
export const FRENCH_PLAN_PHRASES = {
  interval: "tranche",
  calls: "appels",
  "Erlang C": "Erlang C",
  "Erlang A": "Erlang A",
  load: "charge",
  transient: "transitoire",
  expected: "attendu",
  assured: "assuré",
  scheduled: "planifié",
  "abandoned*": "abandons*",
  "missed*": "manqués*",
  "day with": "journée avec",
  "agent-hours": "heures-conseillers",
  "lines busy": "lignes occupées",
  "never served": "jamais servis",
  "good days": "bonnes journées",
  "the schedule": "le planning",
  "1 line, an agent for each": "1 ligne, un conseiller",
  "{0} lines, an agent for each": "{0} lignes, un conseiller pour chacune",
  "expected, one fewer": "attendu, un de moins",
  "expected, one more": "attendu, un de plus",
  "assured, one fewer": "assuré, un de moins",
  "assured, one more": "assuré, un de plus",
  shift: "poste",
  people: "personnes",
  "{0} agent-hours in shifts, {1} more than needed{2}; no shifts of these lengths cover it with fewer.":
    "{0} heures-conseillers en postes, {1} de plus que le besoin{2} ; aucun découpage en postes de ces durées ne le couvre avec moins.",
  "* with the assured staff: callers who give up, and days on which the interval misses its service level":
    "* avec l’effectif assuré : appelants qui abandonnent, et journées où la tranche manque son taux de service",
  "! no number of people meets the target there; this is what the load asks for and a margin":
    "! aucun effectif n’y atteint l’objectif ; c’est ce que la charge demande, avec une marge",
  "expected at the peak": "effectif attendu à la pointe",
  "assured at the peak": "effectif assuré à la pointe",
  "headcount after shrinkage": "effectif total, absences comprises",
  "agent-hours of the assured": "heures-conseillers de l’effectif assuré",
  "lines, one call in 1,000 refused on the mean day": "lignes, un appel sur 1 000 refusé un jour moyen",
  "{0} ({1} to {2} by the uncertainty of the estimates)":
    "{0} ({1} à {2} selon l’incertitude des estimations)",
  "To know:": "À savoir :",
  day: "jour",
  "planned for": "prévu pour",
  headcount: "effectif",
  "{0} of {1} intervals staffed": "{0} tranches sur {1} dotées",
  "{0} staffings of the day tried": "{0} effectifs de la journée essayés",
  "{0} of {1} kinds of day staffed": "{0} types de journée sur {1} dotés",
  "Behaviour from measured calls:": "Comportement tiré d’appels mesurés :",
  "as assumed, {0}": "tel que supposé, {0}",
  "Messages, beside the telephone:": "Messages, à côté du téléphone :",
  ", since the scenario takes all days as alike (arrivals.dayCv is 0)":
    ", puisque le scénario tient tous les jours pour semblables (arrivals.dayCv vaut 0)",
  " That is {0} standard deviations fewer than the scenario lets days differ by: look whether calls come through and whether the scenario is right before trusting the rest.":
    " C’est {0} écarts types de moins que ce que le scénario laisse varier d’un jour à l’autre : vérifiez que les appels passent et que le scénario est juste avant de vous fier au reste.",
  " That is {0} standard deviations more than the scenario lets days differ by: look whether calls come through and whether the scenario is right before trusting the rest.":
    " C’est {0} écarts types de plus que ce que le scénario laisse varier d’un jour à l’autre : vérifiez que les appels passent et que le scénario est juste avant de vous fier au reste.",
  "{0} calls came where {1} were expected: the rest of the day is planned with {2} times the forecast{3}.{4}":
    "Appels reçus : {0}, pour {1} attendus. Le reste de la journée est prévu avec {2} fois la prévision{3}.{4}",
  "1 call came where {1} were expected: the rest of the day is planned with {2} times the forecast{3}.{4}":
    "1 appel reçu, pour {1} attendus. Le reste de la journée est prévu avec {2} fois la prévision{3}.{4}",
  "the scenario's schedule": "le planning du scénario",
  "1 person all day": "1 personne toute la journée",
  "{0} people all day": "{0} personnes toute la journée",
  "With {0} the targets are missed however small that is.":
    "Avec {0}, les objectifs sont manqués, si petit que ce soit.",
  "With {0} the targets hold however large that is, as far as was tried (64 times the scenario's).":
    "Avec {0}, les objectifs sont tenus, si grand que ce soit, aussi loin que l’on a essayé (64 fois le scénario).",
  "With {0} the targets hold up to {1} calls a day, {2} times the scenario's.":
    "Avec {0}, les objectifs sont tenus jusqu’à {1} appels par jour, {2} fois ceux du scénario.",
  "With {0} the targets hold up to {1} s of handling time, {2} times the scenario's.":
    "Avec {0}, les objectifs sont tenus jusqu’à une DMT de {1} s, {2} fois celle du scénario.",
  "With {0} the targets hold up to {1} calls of the announcements, {2} times the scenario's.":
    "Avec {0}, les objectifs sont tenus jusqu’à {1} appels dus aux annonces, {2} fois ceux du scénario.",
} as const;
