import { formatFor } from "../format.ts";
import { people } from "./english-nouns.ts";

const f = formatFor("en");

/** The words of what runs in the reader's browser, in English; `french-page.ts` has the same shape. */
export const ENGLISH_PAGE = {
  whatIf: {
    intro:
      "Turn a figure and see what it does. The models answer at once, in this page; the simulation plays many days in the background. Nothing leaves your computer.",
    knobs: {
      calls: "Calls on the day",
      spike: "Calls that the announcement brings",
      handling: "Handling time (ring, talk and work after it)",
      patience: "Patience of the callers, mean",
      people: "People on duty at the best staffed time",
      target: "Share to be answered in time",
      within: "In time means within",
    },
    reset: "Back to the scenario",
    copy: "Copy a link to this question",
    copied: "The link is copied.",
    linkIs: "The link:",
    atOnce: "At once, by Erlang A",
    simulated: "By simulation",
    simulating: "Simulating…",
    simulatedDays: (days: number) => `Over ${f.integer(days)} simulated days`,
    failed: (message: string) => `The simulation could not run: ${message}`,
    measure: "Figure",
    serviceLevel: "Answered in time",
    abandonment: "Gave up waiting",
    meanWait: "Mean wait",
    neverServed: "Callers never served",
    verdict: (met: boolean, share: number, target: number) =>
      met
        ? `With these people the target holds: ${f.percent(share, 0)} answered in time, ${f.percent(target, 0)} wanted.`
        : `With these people the target is missed: ${f.percent(share, 0)} answered in time, ${f.percent(target, 0)} wanted.`,
    needed: (from: number, a: number, c: number | undefined, rota: number | undefined) =>
      `At the busiest time, from ${f.clock(from)}, it takes ${f.integer(a)} people by Erlang A${
        rota === undefined ? "" : ` (${f.integer(rota)} on the rota)`
      }${c === undefined ? "" : `, ${f.integer(c)} by Erlang C`}.`,
    gaveUp: (share: number, most: number | undefined) =>
      `${f.percent(share, 1)} would give up waiting${most === undefined ? "" : `; at most ${f.percent(most, 0)} is the target`}.`,
    unreachable: "No number of people reaches this target.",
    chart: "People needed by Erlang A (line) and people on duty (bars), over the day",
    chartTable: "Show the intervals as a table",
    columns: ["From", "Calls", "On duty", "Erlang A", "Erlang C", "In time", "Gave up"],
    interval: (low: string, high: string) => `${low} to ${high}`,
    noScript: "The what-if needs a browser that runs scripts.",
  },
  live: {
    title: "surgeline",
    preparing: (what: string) => `Being prepared: ${what}`,
    connecting: "Connecting…",
    lost: "The connection is lost; trying again. The run goes on without this page.",
    noRun: "No run is going on.",
    running: (name: string) => `Running: ${name}`,
    ended: "The run has ended.",
    openReport: "Open the report",
    figures: {
      time: "Time in the scenario",
      placed: "Calls placed",
      offered: "Calls offered",
      waiting: "In the queue",
      longest: "Longest wait",
      answered: "Answered",
      abandoned: "Gave up",
      abandonment: "Abandonment",
      blocked: "Blocked",
      failed: "Failed",
      busy: "People busy",
      lateness: "Lateness of the generator",
    },
    ofDuty: (busy: number, onDuty: number) => `${f.integer(busy)} of ${f.integer(onDuty)}`,
    queueChart: (most: number) =>
      `Callers in the queue in the last minutes, at most ${f.integer(most)} at once`,
    runs: "Runs",
    noRuns: "There are no runs in this folder yet.",
    columns: [
      "Run",
      "Started",
      "Verdict",
      "Offered",
      "In time",
      "Gave up",
      "Needed at the peak",
      "Side by side",
      "Report",
    ],
    states: {
      running: "running",
      complete: "complete",
      interrupted: "stopped early",
      invalid: "proves nothing",
      damaged: "damaged",
    },
    trend: "Trend",
    drawingTrend: "Drawing the trend…",
    noTrend: "There is a trend as soon as two runs of one scenario, window and PBX have ended.",
    trendOf: (
      scenario: string,
      from: string,
      to: string,
      pbx: string,
      agents: number | undefined,
      runs: number,
    ) =>
      `${scenario}, ${from} to ${to}, at ${pbx}${agents === undefined ? "" : `, ${people(agents)} on duty`}: ${f.integer(runs)} runs`,
    compare: "Side by side",
    choose: (name: string) => `Show ${name} side by side`,
    chooseTwo: "Choose two runs in the table to see their reports side by side.",
    readOnly: "This page only shows. Closing it stops nothing.",
    whatIf: "What if",
  },
};

export type PageWords = typeof ENGLISH_PAGE;
