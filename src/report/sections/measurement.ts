import type { RunDescription } from "../../runs/run-description.ts";
import type { RunSummary } from "../../runs/summary.ts";
import { escapeHtml, tableHtml, textCell } from "../html.ts";
import type { Words } from "../words/english.ts";
import { bullets, paragraphs } from "./parts.ts";

/** What callers did, and whether the scenario or people decided it. */
export const callersSection = (summary: RunSummary, injected: boolean, words: Words): string => {
  const { callers } = words;
  const confidence = summary.confidence?.["patience"] ?? summary.confidence?.["exponentialMeanSeconds"];
  const mean = summary.patience?.exponentialMeanSeconds;
  return paragraphs([
    injected ? callers.injected : "",
    mean === undefined ? "" : callers.patienceMean(mean, confidence?.low, confidence?.high),
    summary.handleTime === undefined
      ? ""
      : callers.handleTime(summary.handleTime.meanSeconds, summary.handleTime.cv),
    summary.redial?.probability === undefined ? "" : callers.redial(summary.redial.probability),
    summary.arrivals?.dispersion === undefined ? "" : callers.dispersion(summary.arrivals.dispersion),
  ]);
};

/** What the PBX is and adds to every call. */
export const pbxSection = ({ pbx, crossCheck }: RunSummary, words: Words): string => {
  const { overhead } = pbx;
  const free = overhead?.toFreeAgentMilliseconds;
  const first = overhead?.firstResponseMilliseconds;
  const refusals = (overhead?.refusals ?? []).map(({ status, calls }) => `${status} × ${calls}`).join(", ");
  const waits = crossCheck?.waitDifferenceMilliseconds;
  return paragraphs([
    words.pbx.sentence(words.pbxKinds[pbx.kind], pbx.version),
    words.pbx.dispatch[pbx.dispatch],
    pbx.dispatchMilliseconds === undefined
      ? ""
      : words.pbx.dispatchLag(
          pbx.dispatchMilliseconds.mean,
          pbx.dispatchMilliseconds.p95,
          pbx.dispatchMilliseconds.gaps,
        ),
    first === undefined ? "" : words.pbx.firstResponse(first.p50, first.p95),
    free === undefined ? "" : words.pbx.toFreeAgent(free.p50, free.p95),
    overhead?.overtaken === undefined
      ? ""
      : words.pbx.overtaken(overhead.overtaken.callers, overhead.overtaken.share),
    refusals === "" ? "" : words.pbx.refusals(refusals),
    (overhead?.ringsUnanswered ?? 0) === 0 ? "" : words.pbx.ringsUnanswered(overhead?.ringsUnanswered ?? 0),
    pbx.secondLine === undefined
      ? ""
      : words.pbx.secondLine(
          pbx.secondLine.transferred,
          pbx.secondLine.answered,
          pbx.secondLine.abandoned ?? 0,
        ),
    pbx.secondLine?.waitSeconds === undefined
      ? ""
      : words.pbx.secondWait(pbx.secondLine.waitSeconds.mean, pbx.secondLine.waitSeconds.p95),
    (overhead?.lost ?? 0) === 0 ? "" : words.pbx.lost(overhead?.lost ?? 0),
    (overhead?.unanswered ?? 0) === 0 ? "" : words.pbx.unanswered(overhead?.unanswered ?? 0),
    words.pbx.media[pbx.media],
    ...(pbx.findings ?? []).map(words.note),
    crossCheck === undefined ? "" : words.pbx.crossCheck(crossCheck.calls, crossCheck.outcomeAgreement),
    waits === undefined ? "" : words.pbx.waitDifference(waits.p50, waits.p99),
  ]);
};

/** What sockets dropped, of those that dropped any. */
const dropsSentence = (
  drops: RunSummary["load"]["droppedDatagrams"],
  { quality }: Pick<Words, "quality">,
): string => {
  if (drops === undefined) return "";
  const list = Object.entries(drops).filter(([, datagrams]) => datagrams > 0);
  if (list.length === 0) return quality.noDrops;
  return quality.drops(
    list.map(([socket, count]) => `${quality.sockets[socket] ?? socket} ${count}`).join(", "),
  );
};

/** Whether the load was what it should be, and where our books and the PBX's differ. */
export const qualitySection = (summary: RunSummary, description: RunDescription, words: Words): string => {
  const { quality } = words;
  const { load } = summary;
  const late = load.latenessMilliseconds;
  const audio = summary.pbx.audioPackets;
  const disagreements = summary.crossCheck?.disagreements ?? [];
  return `${paragraphs([
    load.valid ? quality.valid(load.placed, load.planned) : quality.invalid(load.placed, load.planned),
    late === undefined ? "" : quality.lateness(late.p50, late.p99, late.max),
    quality.wall(summary.wallSeconds),
    audio === undefined ? "" : quality.audio(audio),
    audio?.pbx === undefined ? "" : quality.audioOfPbx(audio.pbx),
    dropsSentence(load.droppedDatagrams, words),
  ])}
${bullets([...load.reasons.map(words.note), ...description.forced.map((what) => quality.forced(words.note(what)))])}
${
  disagreements.length === 0
    ? ""
    : `<details><summary>${escapeHtml(quality.disagreements)}</summary>${tableHtml({
        caption: quality.disagreements,
        columns: quality.disagreementColumns,
        rows: disagreements.map(({ callId, ours, pbx }) => [
          textCell(callId),
          textCell(quality.outcomes[ours] ?? ours),
          textCell(quality.outcomes[pbx] ?? pbx),
        ]),
      })}</details>`
}`;
};
