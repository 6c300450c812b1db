import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { requireK6 } from "./find-k6.ts";
import { judgeLane } from "./judge-lane.ts";
import type { LanePlan } from "./lane-plan.ts";
import {
  type IntakeCounts,
  type IntakeFaults,
  type MessageIntake,
  startMessageIntake,
} from "./message-intake.ts";
import type { PlannedLane } from "./plan-lane.ts";
import { runK6 } from "./run-k6.ts";
import type { WebResult } from "./web-result.ts";

/** The PBX at which agents log in. */
export interface LanePbx {
  /** As results name it: `embedded`, `asterisk 22.10.1`. */
  readonly name: string;
  readonly webSocketAddress: string;
  readonly password: string;
}

export interface RunLaneRequest {
  readonly planned: PlannedLane;
  readonly scenarioName: string;
  readonly seed: number;
  /** The PBX that surgeline has started; absent where the scenario names an address, or has no agents. */
  readonly pbx?: LanePbx;
  /** What the wallboard shows beside the intake's counts. */
  readonly figures?: () => Readonly<Record<string, number>>;
  readonly intakeFaults?: IntakeFaults;
  /** How long an answer may take; if absent 32 s for a log-in, which is 64 · T1 of RFC 3261, and a minute for a message. */
  readonly answerWithinMilliseconds?: number;
  readonly drain?: AbortSignal;
  readonly kill?: AbortSignal;
  /** Whether a flood goes on at the same time. */
  readonly besideFlood?: boolean;
  readonly onStart?: (pid: number) => void;
  /** The intake's counts, twice a second. */
  readonly onProgress?: (counts: IntakeCounts) => void;
}

/** Virtual users among whom messages are dealt out: each has a timer loop of its own. */
const SENDERS = 4;
const ANSWER_WITHIN_MILLISECONDS = 32_000;
const PROGRESS_MILLISECONDS = 500;
const MESSAGE_ANSWER_WITHIN_MILLISECONDS = 60_000;
/** For the virtual users to start, and to count the last answers. */
const SLACK_MILLISECONDS = 10_000;
/** k6's own start and its summary. */
const K6_MILLISECONDS = 20_000;

const scriptFile = (): string =>
  fileURLToPath(
    new URL(import.meta.url.endsWith(".ts") ? "./scripts/lane.ts" : "./scripts/lane.js", import.meta.url),
  );

const lanePlan = (
  request: RunLaneRequest,
  addresses: Record<"messages" | "agents" | "wallboard", string>,
): LanePlan => {
  const { planned, pbx } = request;
  const { lane, messages, shifts } = planned;
  const loginWithin = request.answerWithinMilliseconds ?? ANSWER_WITHIN_MILLISECONDS;
  const messageWithin = request.answerWithinMilliseconds ?? MESSAGE_ANSWER_WITHIN_MILLISECONDS;
  return {
    lastsMilliseconds: planned.lastsMilliseconds,
    afterwardsMilliseconds:
      Math.max(messages === undefined ? 0 : messageWithin, shifts === undefined ? 0 : loginWithin) +
      SLACK_MILLISECONDS,
    ...(messages === undefined
      ? {}
      : {
          messages: {
            address: addresses.messages,
            senders: SENDERS,
            count: messages.list.length,
            answerWithinMilliseconds: messageWithin,
          },
        }),
    ...(shifts === undefined || lane.agents === undefined
      ? {}
      : {
          agents: {
            address: addresses.agents,
            expiresSeconds: lane.agents.expiresSeconds,
            answerWithinMilliseconds: loginWithin,
            sessions: shifts.map(({ agent, loginDue, logoutDue }) => ({
              user: lane.agents?.user.replace("{n}", String(agent)) ?? "",
              password: lane.agents?.password ?? pbx?.password ?? "",
              loginDue,
              logoutDue,
            })),
          },
        }),
    ...(lane.wallboard === undefined
      ? {}
      : {
          wallboard: {
            address: addresses.wallboard,
            screens: lane.wallboard.screens,
            everyMilliseconds: lane.wallboard.everySeconds * 1000,
          },
        }),
    thresholds: lane.thresholds,
  };
};

const needsIntake = ({ lane }: PlannedLane): boolean =>
  (lane.messages !== undefined && lane.messages.address === undefined) ||
  (lane.wallboard !== undefined && lane.wallboard.address === undefined);

/**
 * Runs the lane under k6, with an intake of our own where the scenario names no
 * address, and makes its result. What goes wrong once k6 runs is in the result;
 * ProgramMissing where k6 is not there.
 */
export const runLane = async (request: RunLaneRequest): Promise<WebResult> => {
  const { planned } = request;
  const { lane } = planned;
  const k6 = await requireK6();
  const folder = await mkdtemp(join(tmpdir(), "surgeline-web-"));
  let intake: MessageIntake | undefined;
  let progress: NodeJS.Timeout | undefined;
  try {
    if (needsIntake(planned)) {
      intake = await startMessageIntake({
        file: join(folder, "messages.db"),
        ...(request.intakeFaults === undefined ? {} : { faults: request.intakeFaults }),
        ...(request.figures === undefined ? {} : { figures: request.figures }),
      });
    }
    const addresses = {
      messages: lane.messages?.address ?? intake?.address ?? "",
      agents: lane.agents?.address ?? request.pbx?.webSocketAddress ?? "",
      wallboard: lane.wallboard?.address ?? (intake === undefined ? "" : `${intake.address}/wallboard`),
    };
    const file = (name: string): string => join(folder, name);
    const plan = lanePlan(request, addresses);
    await writeFile(file("plan.json"), JSON.stringify(plan));
    await writeFile(file("messages.json"), JSON.stringify(planned.messages?.list ?? []));
    if (intake !== undefined && request.onProgress !== undefined) {
      const { onProgress } = request;
      const { counts } = intake;
      progress = setInterval(() => onProgress(counts()), PROGRESS_MILLISECONDS);
    }
    const outcome = await runK6({
      k6,
      script: scriptFile(),
      environment: {
        PLAN: file("plan.json"),
        MESSAGES: file("messages.json"),
        SUMMARY: file("summary.json"),
      },
      summaryFile: file("summary.json"),
      longestMilliseconds: plan.lastsMilliseconds + plan.afterwardsMilliseconds + K6_MILLISECONDS,
      besideFlood: request.besideFlood === true,
      ...(request.drain === undefined ? {} : { drain: request.drain }),
      ...(request.kill === undefined ? {} : { kill: request.kill }),
      ...(request.onStart === undefined ? {} : { onStart: request.onStart }),
    });
    clearInterval(progress);
    const counts = await intake?.stop();
    return judgeLane({
      planned,
      scenarioName: request.scenarioName,
      seed: request.seed,
      k6Version: k6.version,
      ...(request.pbx === undefined ? {} : { pbx: request.pbx.name }),
      addresses,
      outcome,
      ...(counts === undefined || lane.messages === undefined || lane.messages.address !== undefined
        ? {}
        : { intake: counts }),
    });
  } finally {
    clearInterval(progress);
    await intake?.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
