import type { CompareWords } from "./compare-words.ts";

/** A comparison in French. */
export const FRENCH_COMPARE: CompareWords = {
  decimalMark: ",",
  metrics: {
    setup_time: "temps d’établissement",
    dispatch: "distribution (ce qu’un conseiller libre attend l’appelant suivant)",
    wait: "attente",
    abandonment: "taux d’abandon",
    blocking: "appels refusés",
    failure: "appels en échec",
    never_served: "appelants jamais servis",
  },
  verdict: (verdict, metric) =>
    verdict === "same"
      ? `pas de différence, ${metric} : `
      : `${verdict === "worse" ? "moins bon" : "meilleur"}, ${metric} : `,
  beforeAndNow: (before, now) => `${before} avant, ${now} maintenant`,
  semicolon: " ; ",
  same: (metrics) => `pas de différence : ${metrics.join(", ")}`,
  points: (points) => `${points} points`,
  interval: (low, high) => `99 % : ${low} à ${high}`,
  strength: (effect, probability, callers) => `effet ${effect}, p ${probability}, ${callers} appelants`,
  heading: (run, base, callers) => `${run} face à ${base} : ${callers} appelants des deux`,
  unpaired: (onlyBefore, onlyNow) => `, ${onlyBefore} avant seulement, ${onlyNow} maintenant seulement`,
  invalid: (run) =>
    `${run} n’est pas valable : son générateur n’a pas tenu l’horaire, la comparaison ne prouve rien.`,
  interrupted: (run) => `${run} a été arrêté : seuls les appelants jusque-là sont comparés.`,
  baselineMade: (file, run, callers) =>
    `${file} est fait de ${run} : ${callers} appelants. Les essais suivants lui sont comparés.`,
  baselineRefused: {
    invalid: (run) =>
      `${run} n’est pas valable : son générateur n’a pas tenu l’horaire, il ne peut servir de référence.`,
    interrupted: (run) => `${run} a été arrêté avant sa fin : il ne peut servir de référence.`,
  },
  trend: ["essai", "reçus", "à temps", "abandons", "attente moyenne", "établissement p95"],
  trendMade: (file, runs) => `La tendance de ${runs} essais, en une page : ${file}`,
};
