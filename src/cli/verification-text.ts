import type { RunSummary } from "../runs/summary.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What a verification came to, predicted and measured side by side. */
export const verificationText = (verification: RunSummary["verification"]): string => {
  if (verification === undefined) {
    return "\nNot proved: there is no assured staff to flood, or the load was not valid.";
  }
  const lines = [
    "",
    verification.proved ? "Proved: the assured staff held, the failing staff failed." : "Not proved.",
  ];
  for (const { name, peopleAtPeak, predicted, traces } of verification.staffings) {
    const good = traces.filter((trace) => trace.valid && trace.good).length;
    lines.push(
      `  ${name} staff, ${peopleAtPeak} at the peak: good on ${good} of ${traces.length} traces; a good window was predicted on ${percent(predicted.goodDays)} of days`,
      `    in time, measured:  ${traces.map(({ serviceLevel, valid }) => `${percent(serviceLevel)}${valid ? "" : " (late)"}`).join(", ")}`,
      `    in time, predicted: simulation ${percent(predicted.simulatedServiceLevel)}` +
        `${predicted.erlangAServiceLevel === undefined ? "" : `, Erlang A ${percent(predicted.erlangAServiceLevel)}`}` +
        `, Erlang C ${predicted.erlangCServiceLevel === undefined ? "no steady state" : percent(predicted.erlangCServiceLevel)}`,
      `    gave up, measured:  ${traces.map(({ abandonment }) => percent(abandonment)).join(", ")}; simulation ${percent(predicted.simulatedAbandonment)}`,
    );
  }
  return [...lines, ...verification.reasons.map((reason) => `  ${reason}`)].join("\n");
};
