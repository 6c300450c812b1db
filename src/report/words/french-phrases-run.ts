/** What `run` and `ramp` say beside plan and result, in French. */
export const FRENCH_RUN_PHRASES = {
  "Interrupted: no new calls; those under way are being ended. Once more ends at once.":
    "Interrompu : plus de nouveaux appels, ceux en cours se terminent. Une seconde fois arrête tout de suite.",
  "Interrupted before the first call: there is nothing to keep.":
    "Interrompu avant le premier appel : il n’y a rien à garder.",
  "Proving: {0} people at the peak (assured staff) on the callers of seed {1}":
    "Preuve : {0} personnes à la pointe (effectif assuré) avec les appelants de la graine {1}",
  "Proving: {0} people at the peak (failing staff) on the callers of seed {1}":
    "Preuve : {0} personnes à la pointe (effectif insuffisant) avec les appelants de la graine {1}",
  "The run cannot meet {0} any more; it is being ended.":
    "L’essai ne peut plus respecter {0} ; il est arrêté.",
  "Not proved: there is no assured staff to flood, or the load was not valid.":
    "Non prouvé : il n’y a pas d’effectif assuré à éprouver, ou la charge n’était pas valable.",
  "Proved: the assured staff held, the failing staff failed.":
    "Prouvé : l’effectif assuré a tenu, l’effectif insuffisant a échoué.",
  "Not proved.": "Non prouvé.",
  "  assured staff, {0} at the peak: good on {1} of {2} traces; a good window was predicted on {3} of days":
    "  effectif assuré, {0} à la pointe : objectif tenu sur {1} tracés de {2} ; une bonne fenêtre était prévue {3} des jours",
  "  failing staff, {0} at the peak: good on {1} of {2} traces; a good window was predicted on {3} of days":
    "  effectif insuffisant, {0} à la pointe : objectif tenu sur {1} tracés de {2} ; une bonne fenêtre était prévue {3} des jours",
  "    in time, measured:  {0}": "    taux de service mesuré : {0}",
  "    in time, predicted: {0}": "    taux de service prévu :  {0}",
  "    gave up, measured:  {0}; simulation {1}": "    taux d’abandon mesuré :  {0} ; simulation {1}",
  "simulation {0}": "simulation {0}",
  "Erlang A {0}": "Erlang A {0}",
  "Erlang C {0}": "Erlang C {0}",
  "no steady state": "pas d’équilibre",
  " (late)": " (en retard)",
  "Measuring in a trial of some seconds how long this Asterisk leaves an agent idle between calls.":
    "Mesure, en un essai de quelques secondes, du temps que cet Asterisk laisse un conseiller inoccupé entre deux appels.",
  "Placing {0} calls, one for each account, to see whether callers' numbers reach the agents.":
    "Émission de {0} appels, un par compte, pour voir si les numéros des appelants parviennent aux conseillers.",
  "  {0}: the caller's number arrived.": "  {0} : le numéro de l’appelant est arrivé.",
  "  {0}: did not ring.": "  {0} : n’a pas sonné.",
  "  {0}: rang for {1}, a number that nobody dialled from.":
    "  {0} : a sonné pour {1}, un numéro dont personne n’appelait.",
  "a free port": "un port libre",
  "port {0}": "port {0}",
  "A dry run: nothing was sent. {0} callers would send INVITE to {1} at {2}, {3}, over {4}.":
    "Essai à blanc : rien n’a été envoyé. {0} appelants enverraient INVITE à {1} sur {2}, {3}, en {4}.",
  "Callers would answer a challenge (401, 407) as {0}.":
    "Les appelants répondraient à une demande d’authentification (401, 407) en tant que {0}.",
  "The account {0} would send REGISTER to {1}, port {2}, over UDP; one probe call for each would come first.":
    "Le compte {0} enverrait REGISTER à {1}, port {2}, en UDP ; un appel de sonde viendrait d’abord.",
  "The {3} accounts {0} would send REGISTER to {1}, port {2}, over UDP; one probe call for each would come first.":
    "Les {3} comptes {0} enverraient REGISTER à {1}, port {2}, en UDP ; un appel de sonde pour chacun viendrait d’abord.",
  "The manager interface at {0} would be listened to as {1}.":
    "L’interface de gestion à {0} serait écoutée en tant que {1}.",
  "{0} would be followed.": "{0} serait suivi.",
  "the PBX": "le standard",
  "the generator": "le générateur",
  "the network": "le réseau",
  "calls a second": "appels par seconde",
  "calls in progress": "appels en cours",
  "Calls a second": "Appels par seconde",
  "Calls in progress": "Appels en cours",
  "Call rate": "Débit d’appels",
  "Not even the lowest load was held.": "Même la plus petite charge n’a pas été tenue.",
  "Held: {0} {1}.": "Charge tenue : {0} {1}.",
  "{0} Nothing gave way up to there.": "{0} Rien n’a cédé jusque-là.",
  "{0} At {1} {2} {3} gave way: {4}.": "{0} À {1} {2}, {3} a cédé : {4}.",
  "{0} of {1}": "{0} sur {1}",
  Calls: "Appels",
  "Set-up p95, ms": "Établissement p95, ms",
  Failed: "En échec",
  "Lateness p99, ms": "Retard p99, ms",
  "Dropped at callers / PBX": "Perdus chez les appelants / le standard",
  "Audio packets lost of those sent": "Paquets audio perdus sur ceux envoyés",
  Verdict: "Verdict",
  held: "tenu",
  "{0} gave way": "{0} a cédé",
  "{0} calls a second": "{0} appels par seconde",
  "{0} calls in progress": "{0} appels en cours",
  "{0}: set-up p95 {1} ms, {2} failed, held": "{0} : établissement p95 {1} ms, {2} en échec, tenu",
  "{0}: set-up p95 {1} ms, {2} failed, {3} gave way ({4})":
    "{0} : établissement p95 {1} ms, {2} en échec, {3} a cédé ({4})",
  "set-up p95, ms": "établissement p95, ms",
  "Set-up p95 by {0}; the dashed line is the budget of {1} ms.":
    "Établissement p95 selon la charge ({0}) ; la ligne en tirets est la limite de {1} ms.",
  "No audio was sent: the media path was not tested.":
    "Aucun son n’a été envoyé : le chemin de la voix n’a pas été éprouvé.",
  "Media: {0}.": "Voix : {0}.",
  ", without audio: the media path was not tested": ", sans son : le chemin de la voix n’a pas été éprouvé",
  ", media: {0}": ", voix : {0}",
  "{0}: where the PBX gives way": "{0} : la charge où le standard cède",
  "The budget: set-up p95 at most {0} ms, at most {1} % of calls failed.":
    "Les limites : établissement p95 d’au plus {0} ms, au plus {1} % d’appels en échec.",
} as const;
