import { formatFor } from "../format.ts";
import type { Words } from "./english.ts";
import { FRENCH_CHARTS } from "./french-charts.ts";
import { frenchNote } from "./french-notes.ts";
import { callers, calls, counted, people, plural } from "./french-nouns.ts";
import { FRENCH_PBX } from "./french-pbx.ts";
import { FRENCH_QUALITY } from "./french-quality.ts";
import { FRENCH_TERMINAL } from "./french-terminal.ts";

const f = formatFor("fr");

const range = (low: number, high: number): string =>
  low === high ? "" : ` (entre ${f.integer(low)} et ${f.integer(high)})`;

/** Every word of the report in French. */
export const FRENCH: Words = {
  documentTitle: (scenario) => `${scenario} · rapport surgeline`,
  skipToContent: "Aller au contenu",
  contents: "Sommaire",
  heading: (scenario) => scenario,
  subtitle: (date, from, to) => `Mesuré le ${date}. La journée de ${f.clock(from)} à ${f.clock(to)}.`,
  theme: "Clair ou sombre",
  themes: { system: "comme l’appareil", light: "clair", dark: "sombre" },

  verdicts: {
    pass: { mark: "✔", word: "Tient" },
    fail: { mark: "✘", word: "Ne tient pas" },
    tooFew: { mark: "✘", word: "Trop peu de personnel" },
    inconclusive: { mark: "?", word: "Non tranché" },
    invalid: { mark: "!", word: "Ne prouve rien" },
    interrupted: { mark: "‖", word: "Arrêté avant la fin" },
    none: { mark: "–", word: "Pas encore de résultat" },
  },
  note: frenchNote,
  verdictSentence: {
    pass: "Tous les seuils sont respectés.",
    fail: (failed, of, what) =>
      failed === 1 && of === 1
        ? `Le seul seuil n’est pas respecté : ${f.list(what)}.`
        : failed === 1
          ? `1 seuil sur ${f.integer(of)} n’est pas respecté : ${f.list(what)}.`
          : `${f.integer(failed)} seuils sur ${f.integer(of)} ne sont pas respectés : ${f.list(what)}.`,
    inconclusive: (open, callsToSettle) =>
      `Aucun seuil n’est manqué, mais ${open === 1 ? "un seuil n’est pas tranché" : `${f.integer(open)} seuils ne sont pas tranchés`} par si peu d’appels.${
        callsToSettle === undefined ? "" : ` Il faudrait environ ${calls(callsToSettle)} pour trancher.`
      }`,
    invalid:
      "Le générateur n’a pas pu émettre les appels comme prévu : cet essai ne dit rien de la ligne d’appel.",
    interrupted: "L’essai a été arrêté avant sa fin ; ce qui a été mesuré jusque-là est montré.",
    none: "Cet essai n’a pas de résultats : il a été arrêté avant leur calcul, ou il est encore en cours.",
  },
  whatHappened: (told) =>
    [
      `${calls(told.offered)} ${plural(told.offered, "est arrivé", "sont arrivés")}`,
      told.servedShare === undefined
        ? ""
        : ` ; ${f.percent(told.servedShare, 0)} ont reçu une réponse en moins de ${f.duration(told.withinSeconds)}`,
      told.abandonedShare === undefined
        ? ""
        : `${told.servedShare === undefined ? " ;" : ","} ${f.percent(told.abandonedShare, 0)} ont raccroché avant la réponse`,
      ".",
      told.neverServed === undefined
        ? ""
        : told.neverServed === 0
          ? " Tous ceux qui ont appelé ont fini par joindre un conseiller."
          : ` ${callers(told.neverServed)} ${plural(told.neverServed, "n’a", "n’ont")} jamais joint un conseiller.`,
    ].join(""),
  targetMet: (targetShare, within, met) =>
    met
      ? `L’objectif, ${f.percent(targetShare, 0)} en moins de ${f.duration(within)}, est atteint.`
      : `L’objectif, ${f.percent(targetShare, 0)} en moins de ${f.duration(within)}, n’est pas atteint.`,
  restsOn: (placed) =>
    `Il a été interrompu après ${calls(placed)} : cela ne suffit pas pour dire si l’objectif est atteint.`,
  withoutDispatchLag: (told) =>
    `Ces attentes contiennent le retard de distribution du standard : jusqu’à ${f.milliseconds(told.lagMilliseconds.p95)} de temps réel (95e centile), soit ${f.duration(told.lagSeconds)} ici, plus d’un dixième de l’objectif.${
      told.meanWaitSeconds === undefined
        ? ""
        : ` Sans le retard propre à chaque appel, l’attente moyenne est de ${f.duration(told.meanWaitSeconds)}`
    }${
      told.meanWaitSeconds === undefined || told.serviceLevel === undefined
        ? ""
        : `, et ${f.percent(told.serviceLevel.value, 1)} des appels sont pris en moins de ${f.duration(told.serviceLevel.withinSeconds)}`
    }${told.meanWaitSeconds === undefined ? "" : "."}`,
  neededPeople: (told) =>
    `${
      told.staffedAtPeak === undefined
        ? ""
        : `Il y avait ${people(told.staffedAtPeak)} en poste au moment le plus chargé. `
    }Pour atteindre l’objectif${told.assured ? " 99 jours sur 100" : " un jour moyen"}, il en faut alors ${f.integer(told.agents)}${range(
      told.low,
      told.high,
    )}${
      told.headcount === undefined
        ? "."
        : ` : ${people(told.headcount)} au planning, pauses, formation et absences comprises.`
    }`,
  neededByErlangC: (agents, from, staffed) =>
    `Selon Erlang C, il faut ${people(agents)} en poste dans la tranche la plus chargée (à partir de ${from}) ; il y en avait ${f.integer(staffed)}.`,
  fewCalls: (count) =>
    `Seulement ${calls(count)} ${plural(count, "compté", "comptés")}. Chaque taux ci-dessous est incertain de plusieurs points ; lisez les intervalles, non les seuls chiffres.`,
  noCalls: "Aucun appel n’a été compté. Il n’y a rien à montrer que le plan et ce qui n’a pas marché.",

  cards: {
    offered: "Appels reçus",
    answeredWithin: (within) => `Taux de service à ${f.duration(within)}`,
    abandonment: "Taux d’abandon",
    meanWait: "Attente moyenne",
    neverServed: "Jamais servis",
    failed: "Appels en échec",
    occupancy: "Taux d’occupation",
    needed: "Personnes nécessaires à la pointe",
    of: (count) => `sur ${callers(count)}`,
    interval: (low, high) => `95 % : ${low} à ${high}`,
  },

  sections: {
    plan: "Ce qui était demandé",
    day: "La journée",
    waits: "Combien de temps les gens ont attendu",
    people: "Personnes nécessaires et personnes en poste",
    callers: "Ce que font les appelants",
    pbx: "Ce que le standard ajoute",
    failures: "Appels en échec",
    thresholds: "Seuils",
    quality: "Qualité de la mesure",
    whatIf: "Et si",
    verification: "L’effectif, éprouvé de nouveau",
    method: "Méthode et hypothèses",
  },

  plan: {
    calls: (count, from, to) =>
      `Le scénario compte environ ${calls(count)} dans la journée, ligne ouverte de ${f.clock(from)} à ${f.clock(to)}.`,
    spike: (name, at, count, rise, halfLife, probability) =>
      `${name} : à partir de ${f.clock(at)}, ${calls(count)} de plus, en hausse pendant ${f.duration(rise)} puis divisés par deux toutes les ${f.duration(halfLife)}${
        probability < 1 ? `, avec une probabilité de ${f.percent(probability, 0)}` : ""
      }.`,
    handling: (talk, wrapUp, ring) =>
      `Un appel occupe un conseiller ${f.duration(talk + wrapUp + ring)} en moyenne (DMT) : ${f.duration(talk)} de conversation, ${f.duration(wrapUp)} de travail après l’appel${
        ring > 0 ? `, ${f.duration(ring)} de sonnerie` : ""
      }.`,
    patience: (mean, kind, redial) =>
      `Les appelants renoncent après ${f.duration(mean)} en moyenne (loi ${kind}) ; ${f.percent(redial, 0)} de ceux qui ont renoncé rappellent.`,
    patienceNever: "Les appelants ne renoncent jamais.",
    staff: (least, most, effective) =>
      `${least === most ? people(most) : `Entre ${f.integer(least)} et ${people(most)}`} en poste${
        effective < 1 ? `, dont ${f.percent(effective, 0)} réellement disponibles` : ""
      }.`,
    trunks: (count) =>
      count === undefined
        ? "Autant de lignes que d’appels."
        : `${counted(count, "ligne", "lignes")} ; un appel de plus est refusé.`,
    target: (share, within, maximumAbandonment) =>
      `L’objectif : ${f.percent(share, 0)} de tous les appels avec une réponse en moins de ${f.duration(within)}${
        maximumAbandonment === undefined ? "" : `, au plus ${f.percent(maximumAbandonment, 0)} d’abandons`
      }.`,
    flood: (pbx, from, to, compression, over) =>
      `La partie de ${f.clock(from)} à ${f.clock(to)} ${over ? "a été" : "est"} émise en vrais appels SIP vers ${pbx}${
        compression === 1
          ? ", en temps réel."
          : `, ${f.decimal(compression, Number.isInteger(compression) ? 0 : 1)} fois plus vite que la vie ; attentes et patiences sont ramenées à l’échelle.`
      }`,
  },
  pbxKinds: { embedded: "le standard intégré", asterisk: "Asterisk", external: "un standard externe" },
  distributions: {
    constant: "constante",
    exponential: "exponentielle",
    lognormal: "log-normale",
    gamma: "gamma",
    weibull: "de Weibull",
    uniform: "uniforme",
    empirical: "mesurée",
  },

  provenance: {
    heading: "D’où vient chaque chiffre",
    explanation:
      "Un chiffre du scénario a une source ou il est supposé. Ce que le scénario suppose des appelants et des appels est injecté dans l’essai : le retrouver dans la mesure n’apprend rien sur les gens. Est mesuré ce que le standard et la file en ont fait.",
    kinds: {
      source: "source",
      assumed: "supposé",
      set: "fixé par --set",
      injected: "injecté",
      measured: "mesuré",
      computed: "calculé",
    },
    columns: ["Chiffre", "Nature", "Source ou raison"],
    setOnCommandLine: "donné sur la ligne de commande",
    measuredRows: {
      waits: "Attentes, taux d’abandon, taux de service",
      setup: "Temps d’établissement et distribution du standard",
      lateness: "Retard du générateur",
      need: "Personnes nécessaires",
      needFrom: "calculé par les modèles nommés, à partir des appels et de la DMT du scénario",
      measuredFrom: (pbx) => `mesuré de l’extérieur, appel par appel : ${pbx}`,
    },
  },

  charts: FRENCH_CHARTS,
  people: {
    peak: (expected, assured) => `À la pointe : ${expected} attendu, ${assured} assuré.`,
    agentHours: (hours) => `${f.decimal(hours, 1)} heures de travail dans la journée.`,
    headcount: (count, shrinkage) =>
      `${people(count)} au planning pour la pointe, car ${f.percent(shrinkage, 0)} du temps payé n’est pas en poste.`,
    models: "Ce que les modèles supposent, et pourquoi ils diffèrent",
  },

  callers: {
    injected:
      "La patience, la DMT et les rappels de cet essai ont été injectés par le scénario. Les retrouver ici vérifie la mesure ; cela n’apprend rien sur les gens, que seuls les appels réels font connaître : surgeline calibrate.",
    patienceMean: (mean, low, high) =>
      `Patience moyenne (exponentielle) : ${f.duration(mean)}${low === undefined || high === undefined ? "" : `, entre ${f.duration(low)} et ${f.duration(high)}`}.`,
    handleTime: (mean, cv) =>
      `Durée moyenne de traitement (DMT) : ${f.duration(mean)}${cv === undefined ? "" : `, coefficient de variation ${f.decimal(cv, 2)}`}.`,
    redial: (probability) =>
      `${f.percent(probability, 0)} des tentatives sans réponse ont été suivies d’une autre.`,
    dispersion: (value) =>
      `Les arrivées varient ${f.decimal(value, 2)} fois autant que celles d’appelants indépendants (variance sur moyenne).`,
  },

  pbx: FRENCH_PBX,

  failures: {
    none: "Aucun appel n’a échoué.",
    cause: (status) => (status === 0 ? "Aucune réponse" : `Réponse ${status}`),
    meaning: (status) =>
      status === 0
        ? "Le standard n’a pas répondu dans le temps imparti."
        : status === 408
          ? "La requête a expiré."
          : status === 404
            ? "Le standard ne connaît pas le numéro composé."
            : status === 401 || status === 403 || status === 407
              ? "Le standard a refusé l’appelant."
              : status === 488
                ? "Le standard n’accepte pas le son proposé."
                : status >= 500 && status < 600
                  ? "Le standard n’a pas su traiter l’appel."
                  : status >= 600
                    ? "Le standard a refusé l’appel pour de bon."
                    : "Le standard a mis fin à l’appel par cette réponse.",
    columns: ["Cause", "Appels", "Ce que cela veut dire"],
    ladder: (callId, at) => `Messages SIP de l’un d’eux (${callId}, ${f.clock(at)})`,
    noMessages: "Aucun message SIP de ces appels n’a été gardé.",
    ladderColumns: ["Heure", "Sens", "Message"],
    sent: "appelant → standard",
    received: "standard → appelant",
    firstCalls: (ids) => `Les premiers : ${ids}`,
  },

  thresholds: {
    none: "Aucun seuil n’était fixé.",
    columns: ["Mesure", "Exigence", "Observé", "Intervalle à 95 %", "Verdict"],
    verdicts: {
      pass: "✔ respecté",
      fail: "✘ manqué",
      inconclusive: "? non tranché",
      "no data": "✘ sans mesure",
    },
    settle: (count) => `environ ${calls(count)} trancheraient`,
    explanation:
      "Un seuil n’est pas tranché quand l’intervalle à 95 % contient sa limite. Les intervalles tiennent compte de ce que les appels voisins se ressemblent : qui appelle après quelqu’un qui attend attend aussi.",
    metrics: {
      wait: "Attente",
      answer_wait: "Attente des répondus",
      setup_time: "Temps d’établissement",
      schedule_lateness: "Retard du générateur",
      abandonment: "Taux d’abandon",
      blocking: "Appels refusés",
      failure: "Appels en échec",
      service_level: "Taux de service",
      never_served: "Appelants jamais servis",
      occupancy: "Taux d’occupation",
    },
  },

  verify: {
    proved: "✔ Prouvé : l’effectif assuré a tenu sur toutes les traces, l’effectif trop faible sur aucune.",
    unproved: "✘ Non prouvé.",
    caption: "Chaque effectif sur des traces qui n’ont pas servi à planifier, prévu et mesuré",
    columns: [
      "Effectif",
      "Jour",
      "Taux de service",
      "Taux d’abandon",
      "Taux de service selon Erlang A",
      "Taux de service selon Erlang C",
    ],
    names: { assured: "assuré", failing: "trop faible" },
    predicted: (name, people) => `${name}, ${f.integer(people)} à la pointe : prévu`,
    measured: (name, seed) => `${name} : mesuré, graine ${String(seed)}`,
    goodDays: (share) => `bon ${f.percent(share, 1)} des jours`,
    good: "✔ bon",
    missed: "✘ manqué",
    invalid: "! ne prouve rien",
  },

  quality: FRENCH_QUALITY,

  method: {
    paragraphs: [
      "Le scénario devient, à partir d’une graine, une liste d’appelants, chacun avec une heure d’arrivée, une patience et une durée de traitement. SIPp émet chaque appel à son heure, quoi que fasse le standard : la charge est ouverte. Une tentative est un INVITE ; un appelant peut en faire plusieurs.",
      "L’attente va du premier INVITE à la réponse du conseiller ou au raccroché. Le taux de service est la part de tous les appels reçus qui ont eu une réponse à temps ; ceux qui ont renoncé tôt y restent. Le taux d’abandon est la part des appels reçus qui ont renoncé. Jamais servis sont les appelants dont aucune tentative n’a eu de réponse. Les appels en échec sont à part.",
      "Le temps qui précède la partie comptée remplit la file et ne compte nulle part.",
    ],
    notes: "Ce qui n’a pas pu être dit, et pourquoi",
    versions: "Versions",
    machine: (platform, processors, model, gigabytes) =>
      `${platform}, ${counted(processors, "processeur", "processeurs")} (${model}), ${f.decimal(gigabytes, 1)} Go de mémoire.`,
    repeat: "La commande qui refait cet essai",
    seed: (seed, fingerprint) =>
      `Graine ${String(seed)} ; empreinte du scénario ${fingerprint.slice(0, 12)}.`,
  },
  downloads: { csv: "CSV", svg: "SVG", png: "PNG" },
  terminal: FRENCH_TERMINAL,
};
