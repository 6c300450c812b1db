/**
 * A commented scenario to start from, valid as it is.
 * @param schemaPath where the JSON schema lies, for editors
 */
export const starterScenario = (schemaPath: string): string => `# yaml-language-server: $schema=${schemaPath}
#
# A hotline, its callers and its people, for surgeline. Change the figures to
# yours, then:
#
#   surgeline run THIS_FILE --dry-run      what would be flooded
#   surgeline plan THIS_FILE               the people needed for each half-hour
#
# Every figure says where it comes from (source) or why it is assumed (assumed):
# of itself, as in  { value: 2000, source: "queue log of March" }  or for a whole
# block. Durations have a unit: 20s, 4m, 1h30m. Times of day stand in quotes.
# Shares are written 0.8 or 80%. What may be left out is marked "optional".

name: my hotline
description: What this scenario tells, in a sentence or two. # optional
language: en # en or fr: callers' names and topics; optional
timeZone: Europe/Luxembourg # optional, UTC if not given
# date: 2026-03-02 # optional: a certain day

hours:
  open: "08:00"
  close: "18:00" # "24:00" is midnight
  source: "the line's announcement"

arrivals:
  # Calls within the opening hours of a day, without the spikes below.
  callsPerDay: { value: 2000, source: "queue log, mean of the last ten weekdays" }
  # One weight for each hour from the opening on, on any scale; or steps:
  #   steps:
  #     - { from: "08:00", to: "12:00", weight: 60 }
  #     - { from: "12:00", to: "18:00", weight: 40 }
  shape: # optional, evenly if not given
    hourly: [9, 12, 12, 11, 8, 8, 11, 11, 10, 8]
    source: "queue log, mean of the last ten weekdays"
  # Instead of callsPerDay and shape, the calls of each interval from a CSV file
  # with a column for the start of the interval and one for its calls:
  #   counts: { file: calls.csv, interval: 30m, timeColumn: start, column: calls, source: "queue log of 2 March" }

  # Announcements that make people call; optional, as many as you like.
  spikes:
    - name: press conference
      assumed: "as after the last press conference, doubled"
      at: "11:30"
      calls: 400 # in all, within the opening hours
      rise: 10m # the rate rises this long
      halfLife: 25m # then halves in this time, again and again
      probability: 100% # optional: it may not take place
  # How much whole days differ (standard deviation over mean); optional, 0.
  dayCv: { value: 0.1, assumed: "days of the same kind differ by about a tenth" }
  # Calls while the line is closed; optional.
  # outsideHours:
  #   callsBeforeOpening: 40
  #   callsAfterClosing: 120
  #   callBackProbability: 60% # of those before the opening, after it
  #   callBackMean: 1h
  #   source: "queue log"

callers:
  # Distributions: constant and exponential take a mean; lognormal, gamma,
  # weibull and uniform a mean and a cv; empirical a file and its column, or values.
  patience: { distribution: exponential, mean: 3m, assumed: "not measured yet" }
  redial: # optional: nobody calls again if not given
    assumed: "not measured yet"
    afterAbandoning:
      probability: 50%
      delay: { distribution: exponential, mean: 10m }
    afterBlocked: # after a busy tone
      probability: 80%
      delay: { distribution: exponential, mean: 2m }
    maximumAttempts: 5 # of one caller, the first included
  # What callers ask; optional. Families have weights on any scale.
  topicFamilies:
    value:
      - { name: general, weight: 70, topics: [opening hours, documents] }
      - { name: appointments, weight: 30, topics: [new appointment, postponement] }
    assumed: "guessed from a morning at the line"

handling:
  ring: { value: 5s, assumed: "one or two rings" } # optional, 0s
  talk: { distribution: lognormal, mean: 3m, cv: 1, source: "queue log, answered calls of March" }
  wrapUp: { distribution: exponential, mean: 30s, assumed: "a short note" }
  hangUp: caller # or agent; optional

staff:
  # People on duty at once (not people on the payroll). A number for all day,
  #   onDuty: 12
  # or a schedule; nobody is there outside its steps.
  schedule:
    - { from: "08:00", to: "12:00", agents: 16 }
    - { from: "12:00", to: "18:00", agents: 14 }
  source: "the roster"
  effectiveShare: { value: 100%, assumed: "breaks are in the shrinkage" } # optional

# Calls that the lines carry at once, waiting or talking; optional: as many as come.
# trunks: { value: 60, source: "the operator's contract" }

queue: # optional
  name: general
  mode: ringing # callers hear ringing; or answerFirst: answered at once, then wait

targets:
  source: "the service agreement"
  serviceLevel: 80% # of offered calls answered
  within: 20s
  maximumAbandonment: 5% # optional
  maximumOccupancy: 85% # optional
  shrinkage: 30% # of paid time not on duty; optional, 0
  scope: day # or interval: every interval must meet the targets; optional
  interval: 30m # for which people are planned; optional

# What a run must meet; optional.
thresholds:
  failure: ["rate<0.001"]
  setup_time: ["p(95)<500ms"]
  # with more to say:
  #   wait: [{ threshold: "p(95)<120s", abortOnFail: true, during: "11:30-13:00" }]

destination: # optional
  pbx: embedded # or asterisk, or sip:hotline@127.0.0.1:5060
  number: "hotline"
  transport: udp # tcp, tls
  # localAddress: 127.0.0.1
  # headers: { X-Test: surgeline }

flood: # optional: what surgeline run floods
  window: "10:30-12:30"
  compression: 120 # seconds of the scenario in one of the flood
`;
