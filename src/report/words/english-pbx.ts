import { formatFor } from "../format.ts";
import { calls } from "./english-nouns.ts";

const f = formatFor("en");

/** What the PBX is and adds to calls, in English; `french-pbx.ts` has the same shape. */
export const ENGLISH_PBX = {
  sentence: (kind: string, version: string) => `Flooded: ${kind}, ${version}.`,
  dispatch: {
    native: "The PBX connected free advisers on its own (native dispatch).",
    woken:
      "The PBX was woken to connect a free adviser at once (woken dispatch): right for counting people, not for judging the PBX.",
  },
  dispatchLag: (mean: number, p95: number, gaps: number) =>
    `A free adviser got the next waiting caller after ${f.milliseconds(mean)} on average, ${f.milliseconds(p95)} at the 95th percentile (${f.integer(gaps)} cases). This does not shrink with compression.`,
  media: {
    none: "No audio was sent: the media path was not tested.",
    music: "Waiting callers were sent music.",
    echo: "Callers and advisers sent audio for the length of each call, and the PBX passed it on.",
  },
  firstResponse: (p50: number, p95: number) =>
    `The first response to an INVITE, a 100 or any other, came after ${f.milliseconds(p50)} (median; ${f.milliseconds(p95)} at the 95th percentile).`,
  crossCheck: (count: number, agreement: number) =>
    `Our records and the PBX's own events agree on the outcome of ${f.percent(agreement, agreement === 1 ? 0 : 2)} of ${calls(count)}.`,
  waitDifference: (p50: number, p99: number) =>
    `The waits differ by ${f.milliseconds(p50)} at the median and ${f.milliseconds(p99)} at the 99th percentile, in real time.`,
  toFreeAgent: (p50: number, p95: number) =>
    `A caller reached a free adviser's telephone ${f.milliseconds(p50)} after joining the queue (median; ${f.milliseconds(p95)} at the 95th percentile).`,
  overtaken: (callers: number, share: number) =>
    callers === 0
      ? "No caller was overtaken by one who came later."
      : `${f.integer(callers)} ${callers === 1 ? "caller was" : "callers were"} overtaken by one who came later (${f.percent(share, 1)}).`,
  refusals: (list: string) => `Refused: ${list}.`,
  ringsUnanswered: (count: number) =>
    `${f.integer(count)} rings were not answered, and the PBX tried another telephone.`,
  secondLine: (transferred: number, answered: number, abandoned: number) =>
    `${calls(transferred)} were put through to the second line by REFER; ${f.integer(answered)} of them were answered there, ${f.integer(abandoned)} gave up waiting for it.`,
  secondWait: (mean: number, p95: number) =>
    `They waited ${f.duration(mean)} for it on average, ${f.duration(p95)} at the 95th percentile.`,
  lost: (count: number) => `Lost from the queue: ${calls(count)}.`,
  unanswered: (count: number) => `Never answered by any final response: ${calls(count)}.`,
};
