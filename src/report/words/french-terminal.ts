import { formatFor } from "../format.ts";
import type { TerminalWords } from "./english-terminal.ts";

const f = formatFor("fr");

/** The words of the terminal in French. */
export const FRENCH_TERMINAL: TerminalWords = {
  label: (name) => `${name} :`,
  plan: "Plan",
  expectation: (told) =>
    `${f.integer(told.calls)} appelants sont prévus ; à la pointe, vers ${f.clock(told.at)}, il arrive ${f.integer(told.peakPerHour)} appels par heure, du travail pour ${f.decimal(told.erlangs, 1)} personnes (erlangs) ; ${f.integer(told.agents)} sont alors au travail.`,
  overload: (erlangs, agents) =>
    `C’est plus de travail (${f.decimal(erlangs, 1)}) que ${f.integer(agents)} personnes n’en peuvent faire, même sans jamais souffler : une file va se former.`,
  leadIn: (seconds) =>
    `Les appels des ${f.duration(seconds)} qui précèdent la fenêtre sont émis eux aussi, pour remplir la file ; ils ne comptent nulle part.`,
  provenance: (source, assumed, set) =>
    `Parmi les chiffres du scénario, ${f.integer(source)} ont une source, ${f.integer(assumed)} sont supposés${set > 0 ? `, ${f.integer(set)} ${set > 1 ? "ont été fixés" : "a été fixé"} sur la ligne de commande` : ""} ; le rapport les donne tous.`,
  wall: (seconds) => `Durée prévue : environ ${f.duration(seconds)} de temps réel.`,
  forced: (what) => `Forcé : ${what}`,
  live: {
    due: (placed, planned) =>
      planned === undefined ? `${f.integer(placed)} émis` : `${f.integer(placed)}/${f.integer(planned)} émis`,
    waiting: (count) => `${f.integer(count)} en attente`,
    longest: (seconds) => `max ${f.duration(seconds)}`,
    answered: (count) => `${f.integer(count)} répondus`,
    abandoned: (count) => `${f.integer(count)} abandons`,
    blocked: (count) => `${f.integer(count)} refusés`,
    failed: (count) => `${f.integer(count)} en échec`,
    busy: (busy, onDuty) =>
      onDuty === undefined ? `${f.integer(busy)} occupés` : `${f.integer(busy)}/${f.integer(onDuty)} occupés`,
    late: (milliseconds) => `retard ${f.milliseconds(milliseconds)}`,
  },
  thresholds: "Seuils",
  calls: "Appels",
  waits: "Attentes",
  people: "Personnes nécessaires",
  quality: "Mesure",
  counts: (told) =>
    `reçus ${f.integer(told.offered)} · répondus ${f.integer(told.answered)} · abandons ${f.integer(told.abandoned)}${
      told.blocked === undefined ? "" : ` · refusés ${f.integer(told.blocked)}`
    } · en échec ${f.integer(told.failed)}`,
  meanWait: (all, answered) => `moyenne ${all}${answered === undefined ? "" : `, des répondus ${answered}`}`,
  needColumns: { start: "début", calls: "appels", staffed: "en poste" },
  settle: (count) => `${f.integer(count)} appels trancheraient`,
  interval: (text) => `95 % : ${text}`,
  files: { folder: "Essai", report: "Rapport", repeat: "Refaire" },
};
