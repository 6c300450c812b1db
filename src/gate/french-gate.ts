import type { GateWords } from "./gate-words.ts";

/** The results of thresholds in French; a threshold itself is written as it was given. */
export const FRENCH_GATE: GateWords = {
  decimalMark: ",",
  between: (low, high) => `${low} à ${high}`,
  noSample: (demand) => `${demand} : aucun appel ne donne ce chiffre, ce qui compte comme un échec`,
  observed: (demand, figure) => `${demand} : observé ${figure}`,
  interval: (between) => ` (95 % : ${between})`,
  settle: (calls) => `environ ${calls} appels trancheraient`,
  annotation: {
    pass: "surgeline : seuil respecté",
    fail: "surgeline : seuil manqué",
    inconclusive: "surgeline : seuil non tranché",
    "no data": "surgeline : seuil sans mesure",
  },
  table: {
    columns: ["Mesure", "Exigence", "Observé", "Intervalle à 95 %", "Verdict"],
    verdicts: { pass: "respecté", fail: "manqué", inconclusive: "non tranché", "no data": "sans mesure" },
  },
  invalid:
    "Cet essai n’est pas valable : son générateur n’a pas tenu l’horaire. Ses chiffres ne prouvent rien.",
  interrupted: "Cet essai a été arrêté avant sa fin ; les seuils portent sur ce qui a été mesuré jusque-là.",
};
