import type { IntervalReport, MeasuredCall } from "../../src/calls/measured-call.ts";

/**
 * The report that a PBX would print of these calls: one row an interval with at
 * least one call, in time order, every call counted in the interval of its
 * arrival. Failed and uncounted calls are left out; blocked ones are offered.
 *
 * @param intervalSeconds length of an interval, half an hour in most reports.
 */
export const intervalsOfCalls = (calls: Iterable<MeasuredCall>, intervalSeconds = 1800): IntervalReport[] => {
  const byStart = new Map<
    number,
    {
      offered: number;
      answered: number;
      abandoned: number;
      handled: number;
      handle: number;
      waited: number;
      wait: number;
      answeredWait: number;
      abandonedWait: number;
    }
  >();
  for (const call of calls) {
    if (call.counted === false || call.outcome === "failed" || call.outcome === "censored") continue;
    const start = Math.floor(call.arrivalSeconds / intervalSeconds) * intervalSeconds;
    let sums = byStart.get(start);
    if (sums === undefined) {
      sums = {
        offered: 0,
        answered: 0,
        abandoned: 0,
        handled: 0,
        handle: 0,
        waited: 0,
        wait: 0,
        answeredWait: 0,
        abandonedWait: 0,
      };
      byStart.set(start, sums);
    }
    sums.offered++;
    if (call.outcome === "blocked") continue;
    const wait = call.waitSeconds ?? 0;
    sums.waited++;
    sums.wait += wait;
    if (call.outcome === "abandoned") {
      sums.abandoned++;
      sums.abandonedWait += wait;
      continue;
    }
    sums.answered++;
    sums.answeredWait += wait;
    if (call.talkSeconds !== undefined && !call.talkIsOpen) {
      sums.handled++;
      sums.handle += call.talkSeconds + (call.wrapUpSeconds ?? 0);
    }
  }
  const mean = (sum: number, count: number, name: string) => (count > 0 ? { [name]: sum / count } : {});
  return [...byStart]
    .sort(([a], [b]) => a - b)
    .map(([startSeconds, sums]) => ({
      startSeconds,
      offered: sums.offered,
      answered: sums.answered,
      abandoned: sums.abandoned,
      ...mean(sums.handle, sums.handled, "meanHandleSeconds"),
      ...mean(sums.wait, sums.waited, "meanWaitSeconds"),
      ...mean(sums.answeredWait, sums.answered, "meanAnsweredWaitSeconds"),
      ...mean(sums.abandonedWait, sums.abandoned, "meanAbandonedWaitSeconds"),
    }));
};
