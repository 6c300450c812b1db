import { formatFor } from "../format.ts";
import type { PageWords } from "./english-page.ts";
import { people } from "./french-nouns.ts";

const f = formatFor("fr");

/** The words of what runs in the reader's browser, in French. */
export const FRENCH_PAGE: PageWords = {
  whatIf: {
    intro:
      "Changez un chiffre et voyez ce qu’il change. Les modèles répondent aussitôt, dans cette page ; la simulation joue de nombreux jours en arrière-plan. Rien ne quitte votre ordinateur.",
    knobs: {
      calls: "Appels dans la journée",
      spike: "Appels que l’annonce amène",
      handling: "DMT (sonnerie, conversation et travail après l’appel)",
      patience: "Patience moyenne des appelants",
      people: "Personnes en poste au moment le mieux pourvu",
      target: "Part à servir à temps",
      within: "À temps veut dire en moins de",
    },
    reset: "Revenir au scénario",
    copy: "Copier un lien vers cette question",
    copied: "Le lien est copié.",
    linkIs: "Le lien :",
    atOnce: "Aussitôt, selon Erlang A",
    simulated: "Par simulation",
    simulating: "Simulation en cours…",
    simulatedDays: (days) => `Sur ${f.integer(days)} jours simulés`,
    failed: (message) => `La simulation n’a pas pu tourner : ${message}`,
    measure: "Chiffre",
    serviceLevel: "Taux de service",
    abandonment: "Taux d’abandon",
    meanWait: "Attente moyenne",
    neverServed: "Appelants jamais servis",
    verdict: (met, share, target) =>
      met
        ? `Avec cet effectif l’objectif tient : taux de service ${f.percent(share, 0)}, ${f.percent(target, 0)} voulu.`
        : `Avec cet effectif l’objectif est manqué : taux de service ${f.percent(share, 0)}, ${f.percent(target, 0)} voulu.`,
    needed: (from, a, c, rota) =>
      `Au moment le plus chargé, à partir de ${f.clock(from)}, il faut ${f.integer(a)} personnes selon Erlang A${
        rota === undefined ? "" : ` (${f.integer(rota)} au planning)`
      }${c === undefined ? "" : `, ${f.integer(c)} selon Erlang C`}.`,
    gaveUp: (share, most) =>
      `Taux d’abandon : ${f.percent(share, 1)}${most === undefined ? "" : ` ; l’objectif est ${f.percent(most, 0)} au plus`}.`,
    unreachable: "Aucun effectif n’atteint cet objectif.",
    chart: "Personnes nécessaires selon Erlang A (trait) et personnes en poste (barres), dans la journée",
    chartTable: "Montrer les tranches en tableau",
    columns: ["Début", "Appels", "En poste", "Erlang A", "Erlang C", "À temps", "Abandons"],
    interval: (low, high) => `${low} à ${high}`,
    noScript: "Le « et si » demande un navigateur qui exécute des scripts.",
  },
  live: {
    title: "surgeline",
    preparing: (what) => `En préparation : ${what}`,
    connecting: "Connexion…",
    lost: "La connexion est perdue ; nouvel essai. L’essai continue sans cette page.",
    noRun: "Aucun essai n’est en cours.",
    running: (name) => `En cours : ${name}`,
    ended: "L’essai est terminé.",
    openReport: "Ouvrir le rapport",
    figures: {
      time: "Heure du scénario",
      placed: "Appels émis",
      offered: "Appels reçus",
      waiting: "Dans la file",
      longest: "Plus longue attente",
      answered: "Répondus",
      abandoned: "Abandons",
      abandonment: "Taux d’abandon",
      blocked: "Refusés",
      failed: "En échec",
      busy: "Personnes occupées",
      lateness: "Retard du générateur",
    },
    ofDuty: (busy, onDuty) => `${f.integer(busy)} sur ${f.integer(onDuty)}`,
    queueChart: (most) =>
      `Appelants dans la file ces dernières minutes, ${f.integer(most)} au plus à la fois`,
    runs: "Essais",
    noRuns: "Il n’y a pas encore d’essai dans ce dossier.",
    columns: [
      "Essai",
      "Commencé",
      "Verdict",
      "Reçus",
      "À temps",
      "Abandons",
      "Nécessaires à la pointe",
      "Côte à côte",
      "Rapport",
    ],
    states: {
      running: "en cours",
      complete: "complet",
      interrupted: "arrêté avant la fin",
      invalid: "ne prouve rien",
      damaged: "endommagé",
    },
    trend: "Tendance",
    drawingTrend: "La tendance se dessine…",
    noTrend:
      "Il y a une tendance dès que deux essais d’un même scénario, d’une même fenêtre et d’un même standard sont terminés.",
    trendOf: (scenario, from, to, pbx, agents, runs) =>
      `${scenario}, de ${from} à ${to}, vers ${pbx}${agents === undefined ? "" : `, ${people(agents)} en poste`} : ${f.integer(runs)} essais`,
    compare: "Côte à côte",
    choose: (name) => `Montrer ${name} côte à côte`,
    chooseTwo: "Choisissez deux essais dans le tableau pour voir leurs rapports côte à côte.",
    readOnly: "Cette page ne fait que montrer. La fermer n’arrête rien.",
    whatIf: "Et si",
  },
};
