import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunSummary, summarySchema } from "../src/runs/summary.ts";
import { markdownTable, type Proof } from "./prove/evidence.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const SCENARIO = "scenarios/hotline-sante-press-conference.yaml";

const percent = (share: number | undefined): string =>
  share === undefined ? "no steady state" : `${(share * 100).toFixed(1)} %`;

/** What a run with --verify showed, as a section of the evidence. */
export const verifiedRunProof = (summary: RunSummary, flags: string): Proof => {
  const { verification, pbx } = summary;
  const made = `\`surgeline run ${SCENARIO} --verify${flags}\` on ${pbx.kind === "asterisk" ? `Asterisk ${pbx.version}` : "the embedded PBX"}`;
  if (verification === undefined) {
    return { state: "failed", markdown: `${made}: there was no assured staff to prove. Not held.` };
  }
  const rows = verification.staffings.flatMap(({ name, peopleAtPeak, predicted, traces }) => [
    [
      `${name}, ${peopleAtPeak} at the peak`,
      `predicted: ${percent(predicted.goodDays)} good`,
      `${percent(predicted.simulatedServiceLevel)} (Erlang A ${percent(predicted.erlangAServiceLevel)}, Erlang C ${percent(predicted.erlangCServiceLevel)})`,
      percent(predicted.simulatedAbandonment),
    ],
    ...traces.map(({ seed, offered, serviceLevel, abandonment, good, valid }) => [
      `seed ${seed}, ${offered} calls`,
      valid ? (good ? "good" : "missed") : "generator late",
      percent(serviceLevel),
      percent(abandonment),
    ]),
  ]);
  return {
    state: verification.proved ? "held" : "failed",
    markdown: `${made}: planned on what the first flood measured, then the assured staff and the largest staff with at most 1 % chance of a good window, each flooded on five traces not used in planning. Asked: assured good on 5 of 5, failing on none. ${
      verification.proved ? "Held." : `**Not held.** ${verification.reasons.join(" ")}`
    } Lateness of the first flood p99 ${summary.load.latenessMilliseconds?.p99?.toFixed(1) ?? "unknown"} ms.

${markdownTable(["staff and trace", "window", "answered in 20 s", "gave up"], rows)}`,
  };
};

/** Floods the press conference, plans from it and proves the plan; eleven floods of about 70 s. */
export const proveRun = async (
  pbx: "embedded" | "asterisk",
  print: (line: string) => void,
): Promise<Proof> => {
  const work = mkdtempSync(join(tmpdir(), "surgeline-verify-"));
  const flags = pbx === "embedded" ? [] : ["--pbx", pbx];
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(
        join(root, "node_modules", ".bin", "node"),
        [
          join(root, "bin", "surgeline.js"),
          "run",
          SCENARIO,
          "--verify",
          "--out",
          join(work, "run"),
          ...flags,
        ],
        { cwd: root, stdio: ["ignore", "ignore", "pipe"] },
      );
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        for (const line of text.split("\n")) if (/^\s*(Prov|Not proved|.*staff)/.test(line)) print(line);
      });
      child.on("error", reject);
      child.on("close", resolve);
    });
    print(`ended with ${status}`);
    const summary = summarySchema.parse(JSON.parse(readFileSync(join(work, "run", "summary.json"), "utf8")));
    return verifiedRunProof(summary, flags.map((flag) => ` ${flag}`).join(""));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
