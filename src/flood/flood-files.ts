import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { QUEUE_HEADER } from "../pbx/pbx.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import { injectionFile } from "../sipp-wrapper/injection-file.ts";
import { scenarioXml } from "../sipp-wrapper/scenario-xml.ts";
import { CALLER_FIELDS, type CallerLines } from "./caller-lines.ts";
import { callerScenario } from "./caller-scenario.ts";
import { risesEarlyMilliseconds } from "./caller-terms.ts";
import type { FloodPlan } from "./flood-plan.ts";

/** SIPp's files in the flood's folder. */
export const FLOOD_FILES = {
  scenario: "callers.xml",
  callers: "callers.csv",
  attempts: "attempts.csv",
  closing: "closing",
  log: "callers.log",
  errors: "sipp-errors.log",
  messages: "sip-messages.log",
  failed: "failed-calls.txt",
} as const;

/** A variable that holds 0 is no line's number to SIPp 3.8: nobody's attempt stands in line 0. */
const afterUnusedLine = ({ callers, attempts }: CallerLines): CallerLines => ({
  callers: callers.map((line) =>
    line.with(CALLER_FIELDS.firstAttempt, Number(line[CALLER_FIELDS.firstAttempt]) + 1),
  ),
  attempts: [...attempts.slice(0, 1), ...attempts],
});

/** Writes everything that SIPp reads; throws `InvalidInput` where the folder cannot take it. */
export const writeFloodFiles = async (
  plan: FloodPlan,
  lines: CallerLines,
  windowEndTick: number,
  audioPort?: number,
): Promise<void> => {
  const folder = plan.workDirectory;
  const wallSeconds =
    (plan.windowEndSeconds - plan.windowStartSeconds + plan.leadInSeconds) / plan.compression;
  const callsPerSecond = plan.trace.callers / wallSeconds;
  const scenario = scenarioXml(
    callerScenario({
      mode: plan.queue.mode,
      hangUp: plan.hangUp,
      headers: { ...plan.headers, ...(plan.queueOf !== undefined && { [QUEUE_HEADER]: "[field5]" }) },
      ...(plan.credentials === undefined ? {} : { credentials: plan.credentials }),
      attemptsFile: FLOOD_FILES.attempts,
      closingFile: FLOOD_FILES.closing,
      windowEndTick,
      ...(audioPort === undefined ? {} : { audioPort }),
      risesEarlyMilliseconds: risesEarlyMilliseconds(callsPerSecond),
    }),
  );
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, FLOOD_FILES.scenario), scenario);
    const { callers, attempts } = afterUnusedLine(lines);
    await writeFile(join(folder, FLOOD_FILES.callers), injectionFile(callers));
    await writeFile(join(folder, FLOOD_FILES.attempts), injectionFile(attempts));
    await writeFile(join(folder, FLOOD_FILES.closing), "0");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw invalidInput(
      folder,
      code === "ENOSPC"
        ? "The disk is full: the callers' files could not be written. Make room, or choose another folder with --out."
        : `The callers' files could not be written (${message}). Choose a folder that can be written to with --out.`,
    );
  }
};

/** Keeps what may be read later: the messages of failed calls and, of a run that is invalid, the whole log. */
export const tidyFloodFiles = async (
  folder: string,
  failedMessages: string,
  valid: boolean,
): Promise<void> => {
  await writeFile(join(folder, FLOOD_FILES.failed), failedMessages).catch(() => {});
  const needless = [
    FLOOD_FILES.callers,
    FLOOD_FILES.attempts,
    FLOOD_FILES.closing,
    FLOOD_FILES.messages,
    ...(valid ? [FLOOD_FILES.log] : []),
  ];
  await Promise.all(needless.map((name) => rm(join(folder, name), { force: true })));
};
