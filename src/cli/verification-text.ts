import type { Tongue } from "../report/tongue.ts";
import type { RunSummary } from "../runs/summary.ts";

/** What a verification came to, predicted and measured side by side. */
export const verificationText = (
  verification: RunSummary["verification"],
  { say, note, figure }: Tongue,
): string => {
  if (verification === undefined) {
    return `\n${say("Not proved: there is no assured staff to flood, or the load was not valid.")}`;
  }
  const percent = (share: number): string => figure(`${(100 * share).toFixed(1)} %`);
  const lines = [
    "",
    say(verification.proved ? "Proved: the assured staff held, the failing staff failed." : "Not proved."),
  ];
  for (const { name, peopleAtPeak, predicted, traces } of verification.staffings) {
    const good = traces.filter((trace) => trace.valid && trace.good).length;
    const { erlangAServiceLevel: byA, erlangCServiceLevel: byC } = predicted;
    lines.push(
      say(
        name === "assured"
          ? "  assured staff, {0} at the peak: good on {1} of {2} traces; a good window was predicted on {3} of days"
          : "  failing staff, {0} at the peak: good on {1} of {2} traces; a good window was predicted on {3} of days",
        peopleAtPeak,
        good,
        traces.length,
        percent(predicted.goodDays),
      ),
      say(
        "    in time, measured:  {0}",
        traces
          .map(({ serviceLevel, valid }) => `${percent(serviceLevel)}${valid ? "" : say(" (late)")}`)
          .join(" · "),
      ),
      say(
        "    in time, predicted: {0}",
        [
          say("simulation {0}", percent(predicted.simulatedServiceLevel)),
          ...(byA === undefined ? [] : [say("Erlang A {0}", percent(byA))]),
          say("Erlang C {0}", byC === undefined ? say("no steady state") : percent(byC)),
        ].join(" · "),
      ),
      say(
        "    gave up, measured:  {0}; simulation {1}",
        traces.map(({ abandonment }) => percent(abandonment)).join(" · "),
        percent(predicted.simulatedAbandonment),
      ),
    );
  }
  return [...lines, ...verification.reasons.map((reason) => `  ${note(reason)}`)].join("\n");
};
