import { frenchDecimal, type NoteTranslation } from "./note-translation.ts";

const UNCLAIMED = " ; conseiller, sonnerie et durée de ces appels ne sont pas affirmés";

/** What went wrong with a load, a PBX or a proof, and what was forced. */
export const FRENCH_RUN_NOTES: readonly NoteTranslation[] = [
  [
    /^set-up p95 (\S+) ms, more than the (\S+) ms of the budget$/,
    (found, limit) => `établissement p95 de ${found} ms, plus que la limite de ${limit} ms`,
  ],
  [/^(\d+) of (\d+) calls failed$/, (failed, calls) => `${failed} appels en échec sur ${calls}`],
  [
    /^the callers' socket dropped (\d+) datagrams that SIPp did not read in time$/,
    (count) => `la prise réseau des appelants a perdu ${count} datagrammes que SIPp n’a pas lus à temps`,
  ],
  [
    /^(\d+) of (\d+) planned attempts were never placed/,
    (missing, planned) => `${missing} des ${planned} tentatives prévues n’ont jamais été émises.`,
  ],
  [
    /^Calls started up to (\S+) ms late \(99th percentile\), more than the (\S+) ms/,
    (late, limit) =>
      `Des appels sont partis avec jusqu’à ${late} ms de retard (99e centile), plus que les ${limit} ms que le résultat supporte. Refaites l’essai sur une machine moins occupée, ou avec une compression plus petite.`,
  ],
  [
    /^SIPp was ended by (\S+) with (\S+) of (\S+) callers left(?: \("(.+)"\))?\.$/,
    (signal, left, callers, words) =>
      `SIPp a été arrêté par ${signal} alors qu’il restait ${left} appelants sur ${callers}${words === undefined ? "" : ` (« ${words} »)`}.`,
  ],
  [
    /^SIPp (?:ended with status )?(\S+) with (\S+) of (\S+) callers left(?: \("(.+)"\))?/,
    (status, left, callers, words) =>
      `SIPp s’est terminé (code ${status}) alors qu’il restait ${left} appelants sur ${callers}${words === undefined ? "" : ` (« ${words} »)`}.`,
  ],
  [
    /^The PBX closed the TCP connection that all callers share/,
    () =>
      "Le standard a fermé la connexion TCP que tous les appelants partagent, et SIPp n’y survit pas. En UDP, ces appels compteraient comme des échecs.",
  ],
  [
    /^The disk of (.+) is full/,
    (folder) =>
      `Le disque de ${folder} est plein : ce que SIPp a noté depuis est perdu. Faites de la place et refaites l’essai.`,
  ],
  [/^Calls were left that never ended/, () => "Il restait des appels sans fin ; SIPp a été arrêté avec eux."],
  [
    /^Creating (\d+) callers took until the first of them was due: (\d+) stood then/,
    (callers, stood) =>
      `Créer ${callers} appelants a duré jusqu’à l’heure du premier : ${stood} étaient alors prêts.`,
  ],
  [
    /^Further calls could not be held back \((.+)\), so SIPp was ended/,
    (why) => `D’autres appels n’ont pu être retenus (${why}) : SIPp a été arrêté.`,
  ],
  [
    /^The callers' log could not be read: (.+)$/,
    (why) => `Le journal des appelants n’a pas pu être lu : ${why}`,
  ],
  [
    /^The agents' telephones ended in the middle of the flood/,
    () =>
      "Les téléphones des conseillers se sont arrêtés au milieu de l’essai : plus personne n’a répondu ensuite.",
  ],
  [
    /^The PBX closed its manager connection in the middle of the flood/,
    () =>
      "Le standard a fermé sa connexion de gestion au milieu de l’essai : le recoupement ignore ce qu’il a fait jusqu’à la reprise.",
  ],
  [
    /^The queue_log could not be followed to the end \((.+)\)/,
    (why) => `Le queue_log n’a pas pu être suivi jusqu’à la fin (${why}) : le recoupement ignore la suite.`,
  ],
  [
    /^Floods of the (\S+) staff that prove nothing, since the generator was late: (\d+)/,
    (name, floods) =>
      `Essais avec l’effectif ${name === "assured" ? "assuré" : "trop faible"} qui ne prouvent rien, le générateur ayant été en retard : ${floods}.`,
  ],
  [
    /^The assured staff \((\d+) at the peak\) met the target on (\d+) of (\d+) traces only/,
    (people, good, traces) =>
      `L’effectif assuré (${people} à la pointe) n’a atteint l’objectif que sur ${good} traces de ${traces}.`,
  ],
  [
    /^A staff that should fail \((\d+) at the peak\) met the target on (\d+) of (\d+) traces/,
    (people, good, traces) =>
      `Un effectif qui devait échouer (${people} à la pointe) a atteint l’objectif sur ${good} traces de ${traces}.`,
  ],
  [/^The verification was interrupted/, () => "La vérification a été interrompue."],
  [
    /^The schedule has up to (\d+) people on duty, and there are accounts for (\d+)/,
    (people, accounts) =>
      `Le planning a jusqu’à ${people} personnes en poste, et il y a des comptes pour ${accounts} : il n’en est pas connecté plus.`,
  ],
  [
    /^Probe calls reached (.+): these agents cannot be told whose call they have(; agent, ring.*)?\.$/,
    (agents, unclaimed) =>
      `Des appels d’essai ont atteint ${agents?.replaceAll(" as ", " comme ")} : on ne peut savoir de qui est l’appel de ces conseillers${unclaimed === undefined ? "" : UNCLAIMED}.`,
  ],
  [
    /^No probe call rang at (.+): these accounts may be no members of the queue(; agent, ring.*)?\.$/,
    (accounts, unclaimed) =>
      `Aucun appel d’essai n’a sonné chez ${accounts?.replace(" calls:", " appels :")} : ces comptes ne sont peut-être pas membres de la file${unclaimed === undefined ? "" : UNCLAIMED}.`,
  ],
  [
    /^a compression of (\S+) leaves (\S+) ms of the (\S+) s target, less than ten timing errors of (\S+) ms; at most (\S+) keeps/,
    (compression, left, target, error, most) =>
      `une compression de ${frenchDecimal(compression ?? "")} ne laisse que ${left} ms des ${frenchDecimal(target ?? "")} s de l’objectif, moins de dix erreurs de mesure de ${frenchDecimal(error ?? "")} ms ; jusqu’à ${frenchDecimal(most ?? "")} le résultat garde son sens`,
  ],
  [
    /^(?:In this run )?an agent of this PBX stays idle (\S+) ms between calls, more than 5 % of the (\S+) ms that a call lasts at a compression of (\S+); at most (\S+) keeps/,
    (idle, call, compression, most) =>
      `un conseiller de ce standard reste libre ${idle} ms entre deux appels, plus de 5 % des ${call} ms que dure un appel à une compression de ${frenchDecimal(compression ?? "")} ; jusqu’à ${frenchDecimal(most ?? "")} le résultat garde son sens`,
  ],
  [
    /^(?:In the trial )?the PBX's dispatch lag \(95th percentile (\S+) ms\) becomes (\S+) s of scenario time, more than a tenth of the (\S+) s target/,
    (lag, scenario, target) =>
      `le délai de distribution du standard (95e centile ${lag} ms) devient ${frenchDecimal(scenario ?? "")} s du scénario, plus d’un dixième des ${frenchDecimal(target ?? "")} s de l’objectif ; les attentes sont données avec et sans lui`,
  ],
  [
    /^Asterisk restarted in the middle of the flood/,
    () => "Asterisk a redémarré au milieu de l’essai : il a oublié qui était dans sa file.",
  ],
  [
    /^The PBX closed the connection that all callers share: (\d+) calls under way were cut off, and (\d+) that fell due/,
    (torn, unplaced) =>
      `Le standard a fermé la connexion que tous les appelants partagent. Appels en cours coupés : ${torn} ; tombés avant qu’il n’accepte de nouveau une connexion, et qui n’ont pu être émis : ${unplaced}. Qui n’avait pas encore de conseiller compte comme échec.`,
  ],
  [
    /^The intervals of abandonment, service level and mean waits come from days like this one/,
    () =>
      "Les intervalles du taux d’abandon, du taux de service et des attentes moyennes viennent de journées comme celle-ci, tirées de nouveau avec les appelants du scénario.",
  ],
];
