import { formatFor } from "../format.ts";
import type { Words } from "./english.ts";

const f = formatFor("fr");

/** How good the measurement was, in French. */
export const FRENCH_QUALITY: Words["quality"] = {
  valid: (placed, planned) =>
    `La charge est valable : ${f.integer(placed)} tentatives émises sur ${f.integer(planned)} prévues.`,
  invalid: (placed, planned) =>
    `La charge n’est pas valable : ${f.integer(placed)} tentatives émises sur ${f.integer(planned)} prévues.`,
  lateness: (p50, p99, max) =>
    `Retard : médiane ${f.milliseconds(p50)}, 99e centile ${f.milliseconds(p99)}, au plus ${f.milliseconds(max)}.`,
  audio: ({ callers, agents }) =>
    `Son, en paquets de 20 ms : les appelants en ont émis ${f.integer(callers.sent)} et reçu ${f.integer(callers.received)}${
      callers.receivedWaiting > 0 ? `, dont ${f.integer(callers.receivedWaiting)} pendant l’attente` : ""
    } ; les conseillers en ont émis ${f.integer(agents.sent)} et reçu ${f.integer(agents.received)}${
      (agents.receivedDigits ?? 0) > 0
        ? `, dont ${f.integer(agents.receivedDigits ?? 0)} pour les chiffres qui réveillent les appelants en attente`
        : ""
    }. Perdus en chemin : ${f.integer(callers.lost)} vers les appelants, ${f.integer(agents.lost)} vers les conseillers.`,
  audioOfPbx: ({ fromCallers, toCallers, fromAgents, toAgents }) =>
    `Le standard lui-même a compté ${f.integer(fromCallers)} paquets venus des appelants et ${f.integer(toCallers)} envoyés vers eux, ${f.integer(fromAgents)} venus des conseillers et ${f.integer(toAgents)} envoyés vers eux. Il cesse d’écouter à la fin d’un appel, quand les téléphones parlent encore un instant.`,
  noDrops: "Aucun datagramme n’a été perdu aux sockets de cette machine qui ont pris part à l’essai.",
  drops: (list) => `Datagrammes perdus faute d’avoir été lus à temps, par socket : ${list}.`,
  sockets: {
    callers: "appelants",
    agents: "conseillers",
    secondLine: "seconde ligne",
    pbx: "standard",
    callersAudio: "son des appelants",
    agentsAudio: "son des conseillers",
    pbxAudio: "son du standard",
  },
  forced: (what) => `Forcé au-delà des limites : ${what}`,
  wall: (seconds) => `L’émission des appels a pris ${f.duration(seconds)} de temps réel.`,
  disagreements: "Appels sur lesquels nos relevés et le standard diffèrent",
  /** How a call ended, on either side. */
  outcomes: { answered: "répondu", abandoned: "abandon", blocked: "refusé", failed: "échec" },
  disagreementColumns: ["Appel", "Notre relevé", "Le standard"],
};
