import type { CallRecord } from "../calls/call-record.ts";
import type { MetricName } from "./metrics.ts";

/** Whether the INVITE left: a planned attempt without a sending time was never placed. */
const wasPlaced = (call: CallRecord): boolean =>
  call.plannedMilliseconds === undefined || call.sentMilliseconds !== undefined;

const neverServed = (calls: readonly CallRecord[]): Float64Array => {
  const served = new Map<string, boolean>();
  for (const call of calls) {
    served.set(call.callerId, call.outcome === "answered" || served.get(call.callerId) === true);
  }
  return Float64Array.from(served.values(), (answered) => (answered ? 0 : 1));
};

/**
 * The values that a metric's figure is taken from, in the order of the calls:
 * seconds or milliseconds for a trend, 0 or 1 for a rate. Rates are over
 * offered attempts (answered, abandoned, blocked), except `failure` over placed
 * attempts and `never_served` over callers.
 *
 * @param calls counted attempts in order of arrival.
 * @param withinSeconds the answer-time target, for `service_level`.
 */
export const metricSamples = (
  metric: Exclude<MetricName, "occupancy">,
  calls: readonly CallRecord[],
  withinSeconds: number,
): Float64Array => {
  if (metric === "never_served") return neverServed(calls);
  const samples = new Float64Array(calls.length);
  let count = 0;
  for (const call of calls) {
    const sample = sampleOf(metric, call, withinSeconds);
    if (sample === undefined) continue;
    samples[count] = sample;
    count++;
  }
  return samples.subarray(0, count);
};

const sampleOf = (
  metric: Exclude<MetricName, "occupancy" | "never_served">,
  call: CallRecord,
  withinSeconds: number,
): number | undefined => {
  const among = (isOne: boolean): number | undefined =>
    call.outcome === "failed" ? undefined : isOne ? 1 : 0;
  switch (metric) {
    case "wait":
      return call.outcome === "answered" || call.outcome === "abandoned" ? call.waitSeconds : undefined;
    case "answer_wait":
      return call.outcome === "answered" ? call.waitSeconds : undefined;
    case "setup_time":
      return call.setupMilliseconds;
    case "schedule_lateness":
      return call.sentMilliseconds === undefined || call.plannedMilliseconds === undefined
        ? undefined
        : call.sentMilliseconds - call.plannedMilliseconds;
    case "abandonment":
      return among(call.outcome === "abandoned");
    case "blocking":
      return among(call.outcome === "blocked");
    case "failure":
      return wasPlaced(call) ? (call.outcome === "failed" ? 1 : 0) : undefined;
    case "service_level":
      return among(
        call.outcome === "answered" && call.waitSeconds !== undefined && call.waitSeconds <= withinSeconds,
      );
  }
};
