import { formatFor } from "../format.ts";
import type { Words } from "./english.ts";
import { calls } from "./french-nouns.ts";

const f = formatFor("fr");

/** What the PBX is and adds to calls, in French. */
export const FRENCH_PBX: Words["pbx"] = {
  sentence: (kind, version) => `Standard éprouvé : ${kind}, ${version}.`,
  dispatch: {
    native: "Le standard a mis lui-même en relation les conseillers libres (distribution native).",
    woken:
      "Le standard a été réveillé pour mettre aussitôt en relation un conseiller libre (distribution réveillée) : juste pour compter les personnes, non pour juger le standard.",
  },
  dispatchLag: (mean, p95, gaps) =>
    `Un conseiller libre a reçu l’appelant suivant après ${f.milliseconds(mean)} en moyenne, ${f.milliseconds(p95)} au 95e centile (${f.integer(gaps)} cas). Cela ne diminue pas avec la compression du temps.`,
  media: {
    none: "Aucun son n’a été envoyé : le chemin du son n’a pas été éprouvé.",
    music: "Les appelants en attente ont reçu de la musique.",
    echo: "Appelants et conseillers ont émis du son tout au long de chaque appel, et le standard l’a transmis.",
  },
  firstResponse: (p50, p95) =>
    `La première réponse à un INVITE, un 100 ou toute autre, est venue après ${f.milliseconds(p50)} (médiane ; ${f.milliseconds(p95)} au 95e centile).`,
  crossCheck: (count, agreement) =>
    `Nos relevés et les événements du standard s’accordent sur l’issue de ${f.percent(agreement, agreement === 1 ? 0 : 2)} de ${calls(count)}.`,
  waitDifference: (p50, p99) =>
    `Les attentes diffèrent de ${f.milliseconds(p50)} en médiane et de ${f.milliseconds(p99)} au 99e centile, en temps réel.`,
  toFreeAgent: (p50, p95) =>
    `Un appelant a atteint le téléphone d’un conseiller libre ${f.milliseconds(p50)} après son entrée dans la file (médiane ; ${f.milliseconds(p95)} au 95e centile).`,
  overtaken: (callers, share) =>
    callers === 0
      ? "Aucun appelant n’a été dépassé par un autre, arrivé plus tard."
      : `${f.integer(callers)} ${callers === 1 ? "appelant a été dépassé" : "appelants ont été dépassés"} par un autre, arrivé plus tard (${f.percent(share, 1)}).`,
  refusals: (list) => `Refus : ${list}.`,
  ringsUnanswered: (count) =>
    `${f.integer(count)} sonneries sont restées sans réponse, et le standard a essayé un autre téléphone.`,
  secondLine: (transferred, answered, abandoned) =>
    `${calls(transferred)} ont été transférés à la seconde ligne par REFER ; ${f.integer(answered)} d’entre eux y ont eu une réponse, ${f.integer(abandoned)} ont renoncé à l’attendre.`,
  secondWait: (mean, p95) =>
    `Ils ont attendu ${f.duration(mean)} en moyenne, ${f.duration(p95)} au 95e centile.`,
  lost: (count) => `Perdus dans la file : ${calls(count)}.`,
  unanswered: (count) => `Sans aucune réponse finale : ${calls(count)}.`,
};
