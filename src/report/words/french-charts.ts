import { formatFor } from "../format.ts";
import type { ChartWords } from "./english-charts.ts";
import { calls, counted } from "./french-nouns.ts";

const f = formatFor("fr");

const OVERLAP: Readonly<Record<string, string>> = {
  true: " ; les deux intervalles se recouvrent",
  false: " ; les deux intervalles ne se recouvrent pas",
};

/** The words of the charts in French. */
export const FRENCH_CHARTS: ChartWords = {
  callsMissing: (count) =>
    `Le calls.csv de l’essai manque : les graphiques de ses ${calls(count)} n’y sont pas. Ce qui est ici vient de summary.json.`,
  showTable: "Montrer les chiffres en tableau",
  download: "Télécharger",
  time: "Heure",
  day: {
    title: (peakCalls, from, answeredShare) =>
      `La tranche la plus chargée, à partir de ${f.clock(from)}, a amené ${calls(peakCalls)} ; sur toute la durée, ${f.percent(answeredShare, 0)} ont reçu une réponse`,
    description: (width) =>
      `Appels selon l’heure de leur arrivée, par tranches de ${f.duration(width)}, empilés selon leur issue. Le trait compte les appelants dont le premier appel tombe là et qui n’ont jamais joint personne. À un trait pointillé, l’effectif en poste change.`,
    neverServed: "appelants jamais servis",
    axis: "Appels par tranche",
    columns: [
      "Début",
      "Répondus",
      "Répondus à temps",
      "Abandons",
      "Refusés",
      "En échec",
      "Appelants jamais servis",
    ],
  },
  outcomes: { answered: "répondus", abandoned: "abandons", blocked: "refusés", failed: "en échec" },
  waits: {
    title: (worst, from) =>
      `La plus longue attente typique était de ${f.duration(worst)}, pour ceux qui ont appelé à partir de ${f.clock(from)}`,
    titleNone: "Presque personne n’a attendu",
    description:
      "Attentes selon l’heure d’arrivée : la médiane en trait, la moitié des appelants dans la bande intérieure, neuf sur dix dans l’extérieure. Ceux qui ont renoncé comptent avec le temps attendu.",
    axis: "Attente en secondes",
    median: "médiane",
    half: "la moitié des appelants",
    ninety: "neuf sur dix",
    target: (within) => `objectif : ${f.duration(within)}`,
    columns: ["Début", "Appels", "5 % ont attendu moins de", "25 %", "Médiane", "75 %", "95 %"],
  },
  distribution: {
    title: (share, within, longest) =>
      `${f.percent(share, 0)} de ceux qui ont eu une réponse ont attendu au plus ${f.duration(within)} ; la plus longue attente : ${f.duration(longest)}`,
    description: "Combien d’appels ont attendu combien de temps, avec réponse ou abandonnés.",
    axis: "Attente en secondes",
    count: "Appels",
    columns: ["Attente de", "à", "Répondus", "Abandons"],
  },
  need: {
    title: (short, from, missing) =>
      short === 0
        ? "Assez de personnes étaient en poste dans toutes les tranches"
        : `Trop peu de personnes en poste dans ${counted(short, "tranche", "tranches")} ; il en manquait ${f.integer(missing)} à partir de ${from}`,
    description:
      "Personnes en poste (en gris) et personnes demandées par chaque modèle. Un trait s’arrête là où son modèle n’a pas été calculé.",
    axis: "Personnes",
    columns: { start: "Début", end: "Fin", calls: "Appels", staffed: "En poste" },
    models: {
      erlangC: "Erlang C",
      erlangA: "Erlang A",
      offeredLoad: "charge offerte",
      simulated: "simulation",
      expected: "attendu",
      assured: "assuré",
      staffed: "en poste",
    },
    modelWords: {
      erlangC:
        "Erlang C : personne ne renonce et chaque tranche dure toujours. Le modèle de la plupart des planificateurs ; il demande trop de monde quand des appelants renoncent.",
      erlangA:
        "Erlang A : les appelants renoncent au bout d’un temps. Il demande moins de monde, car ceux qui renoncent n’ont plus besoin de personne.",
      offeredLoad:
        "Charge offerte : Erlang A sur la charge réelle de l’instant, qui suit les appels avec un retard d’une DMT.",
      simulated:
        "Simulation : la même journée rejouée un grand nombre de fois, avec sa pointe, ses équipes et ses rappels.",
      expected:
        "Attendu : le plus petit effectif avec lequel un jour moyen atteint l’objectif ; la moitié des jours le manquent.",
      assured: "Assuré : le plus petit effectif avec lequel 99 jours sur 100 l’atteignent.",
    },
  },
  patience: {
    title: (median) =>
      median === undefined
        ? "Moins de la moitié des appelants ont perdu patience pendant les attentes observées"
        : `La moitié des appelants perdent patience en ${f.duration(median)}`,
    description:
      "La part des appelants qui attendraient encore, selon Kaplan-Meier : une réponse met fin à ce que l’on peut savoir de la patience. La bande est l’intervalle à 95 %.",
    axis: "Attendent encore",
    columns: ["Secondes", "Attendent encore", "Bas", "Haut"],
    seconds: "Secondes d’attente",
  },
  farthest: (milliseconds) =>
    `La dernière barre contient aussi les appels les plus éloignés, jusqu’à ${f.milliseconds(milliseconds)}.`,
  setup: {
    title: (p50, p95) =>
      `Le standard a réagi au premier message en ${f.milliseconds(p50)} pour la moitié des appels, en ${f.milliseconds(p95)} pour 95 %`,
    description:
      "De l’INVITE au premier signe de sonnerie ou de réponse, en temps réel, jamais mis à l’échelle. L’attente d’un conseiller n’y est pas.",
    axis: "Temps d’établissement en millisecondes",
    count: "Appels",
    columns: ["De (ms)", "À (ms)", "Appels"],
  },
  lateness: {
    title: (p99) => `99 appels sur 100 ont été émis avec au plus ${f.milliseconds(p99)} de retard`,
    titleOfFew: (longest) => `Chaque appel a été émis avec au plus ${f.milliseconds(longest)} de retard`,
    description: "Le retard de chaque INVITE sur son heure prévue, en temps réel.",
    axis: "Retard en millisecondes",
    count: "Appels",
    columns: ["De (ms)", "À (ms)", "Appels"],
  },
  trend: {
    run: "Essai",
    provesNothing: "ne prouve rien",
    shares: {
      title: (within, from, to, runs, overlap) =>
        `Le taux de service${within === undefined ? "" : ` à ${f.duration(within)}`} ${
          f.percent(from, 1) === f.percent(to, 1)
            ? `reste à ${f.percent(to, 1)}`
            : `${overlap === true ? "passe" : to > from ? "monte" : "tombe"} de ${f.percent(from, 1)} à ${f.percent(to, 1)}`
        } en ${f.integer(runs)} essais${OVERLAP[String(overlap)] ?? ""}`,
      plain: "Taux, essai par essai",
      description:
        "Les essais dans leur ordre. Le taux de service et le taux d’abandon sont des parts des appels reçus, jamais servis une part des appelants. Une barre est l’intervalle à 95 %. Une croix marque un essai qui ne prouve rien : arrêté avant la fin, ou dont le générateur était en retard.",
      axis: "Part",
      serviceLevel: "taux de service",
      abandonment: "taux d’abandon",
      neverServed: "appelants jamais servis",
    },
    wait: {
      title: (from, to, runs, overlap) =>
        `L’attente moyenne ${
          f.duration(from) === f.duration(to)
            ? `reste à ${f.duration(to)}`
            : `passe de ${f.duration(from)} à ${f.duration(to)}`
        } en ${f.integer(runs)} essais${OVERLAP[String(overlap)] ?? ""}`,
      plain: "Attente moyenne, essai par essai",
      description:
        "L’attente moyenne des appels reçus qui ont attendu, abandons compris, en secondes du scénario. Une barre est l’intervalle à 95 %.",
      axis: "Attente moyenne en secondes",
      series: "attente moyenne",
    },
    setup: {
      title: (from, to, runs) =>
        `95 % des établissements ont pris au plus ${
          f.milliseconds(from) === f.milliseconds(to)
            ? `${f.milliseconds(to)}, au premier essai comme au dernier`
            : `${f.milliseconds(from)} au premier essai et ${f.milliseconds(to)} au dernier`
        } des ${f.integer(runs)}`,
      plain: "Temps d’établissement, essai par essai",
      description:
        "De l’INVITE au premier signe de sonnerie ou de réponse, en temps réel : ce que le standard lui-même demande pour un appel.",
      axis: "Temps d’établissement en millisecondes",
      p50: "la moitié des appels",
      p95: "95 % des appels",
    },
    columns: {
      started: "Commencé",
      offered: "Reçus",
      low: (name) => `${name}, bas`,
      high: (name) => `${name}, haut`,
      proves: "Prouve quelque chose",
    },
    page: {
      documentTitle: (scenario) => `${scenario} · tendance surgeline`,
      subtitle: (runs) => `La tendance de ${f.integer(runs)} essais.`,
      doubtful: (names) =>
        `Marqués d’une croix, car arrêtés avant la fin ou dont le générateur était en retard : ${names.join(", ")}.`,
    },
    yes: "oui",
    no: "non",
  },
};
