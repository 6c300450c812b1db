import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { PbxChoice } from "../campaign/start-pbx.ts";
import { readAgentAccounts } from "../pbx/agent-accounts.ts";
import { parsePbxAddress } from "../pbx/external.ts";
import { managerFromEnvironment } from "../pbx/external-manager.ts";
import type { Media } from "../pbx/pbx.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { DigestCredentials } from "../sip/digest.ts";
import type { CommandContext } from "./context.ts";
import { readDegradations } from "./degrade-flag.ts";
import { gatherProblems } from "./gather-problems.ts";

/** The flags that say which PBX is called, and how. */
export interface PbxFlags {
  readonly pbx?: string;
  readonly dispatch?: string;
  readonly media?: string;
  readonly agentAccounts?: string;
  readonly queueLog?: string;
  readonly degrade: readonly string[];
}

const readAccountsFile = (path: string): readonly DigestCredentials[] => {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw invalidInput("--agent-accounts", `${path} cannot be read (${(error as Error).message}).`);
  }
  return readAgentAccounts(text, path);
};

/** What callers answer a challenge with: from the environment, so that no password stands in a command or a file of ours. */
export const credentialsFrom = (
  environment: CommandContext["environment"],
): DigestCredentials | undefined => {
  const user = environment["SURGELINE_SIP_USER"];
  const password = environment["SURGELINE_SIP_PASSWORD"];
  if (user === undefined && password === undefined) return undefined;
  if (user === undefined || password === undefined) {
    throw invalidInput("SURGELINE_SIP_USER", "and SURGELINE_SIP_PASSWORD are given both or not at all.");
  }
  return { user, password };
};

/** What is sent beside the signalling of an Asterisk of the run's own. Throws InvalidInput. */
export const chooseMedia = (scenario: Scenario, media: string = "none"): Media => {
  if (media !== "none" && media !== "music" && media !== "echo") {
    throw invalidInput("--media", `got "${media}"; it takes none, music or echo.`);
  }
  if (media === "music" && scenario.queue.mode === "ringing") {
    throw invalidInput(
      "--media",
      "callers of a ringing queue are sent no music; --set queue.mode=answerFirst makes it one that answers first.",
    );
  }
  return media;
};

/** A PBX that is there: its address, who registers at it, and what it lets us see. Throws InvalidInput with all faults. */
const chooseExternal = (
  context: CommandContext,
  scenario: Scenario,
  flags: PbxFlags,
  named: string,
): PbxChoice => {
  const where = flags.pbx === undefined ? "destination.pbx" : "--pbx";
  const { environment, workingDirectory } = context;
  const problems = gatherProblems();
  const target = problems.attempt(() => parsePbxAddress(named, where, scenario.destination.transport));
  const callerCredentials = problems.attempt(() => credentialsFrom(environment));
  const manager = problems.attempt(() => managerFromEnvironment(environment));
  const accounts = problems.attempt(() =>
    flags.agentAccounts === undefined
      ? undefined
      : readAccountsFile(resolve(workingDirectory, flags.agentAccounts)),
  );
  if (manager !== undefined && flags.queueLog !== undefined) {
    problems.add(
      "--queue-log",
      "the environment names the manager interface, which tells the same to the microsecond; give one of them.",
    );
  }
  if (accounts !== undefined && target?.transport === "tls") {
    problems.add(
      "--agent-accounts",
      "agents of ours register over UDP or TCP, and this PBX is called over TLS; let its own agents answer.",
    );
  }
  problems.finish();
  if (target === undefined) throw new Error("an address that could not be read left no problem");
  return {
    kind: "external",
    target,
    ...(accounts !== undefined && { accounts }),
    ...(callerCredentials !== undefined && { callerCredentials }),
    ...(manager !== undefined && { manager }),
    ...(flags.queueLog !== undefined && { queueLog: resolve(workingDirectory, flags.queueLog) }),
  };
};

/** What only an Asterisk of the run's own is configured by. Throws InvalidInput for all that is asked of another PBX. */
export const refuseAsteriskSettings = (
  { queue, staff }: Scenario,
  flags: Pick<PbxFlags, "media">,
  named: string,
): void => {
  // the embedded PBX gives up telephones as well, and calls who has been idle longest
  const embedded = named === "embedded";
  const problems = gatherProblems();
  for (const [field, asked] of [
    ["queue.strategy", queue.strategy !== undefined],
    ["queue.timeout", queue.timeoutSeconds !== undefined && !embedded],
    ["queue.retry", queue.retrySeconds !== undefined && !embedded],
    ["queue.families", queue.families === "apart"],
    ["staff.noAnswerShare", (staff.noAnswerShare ?? 0) > 0 && !embedded],
    ["--media", flags.media !== undefined && flags.media !== "none"],
  ] as const) {
    if (asked) {
      problems.add(
        field,
        `is for an Asterisk of the run's own (--pbx asterisk); this run floods ${named}, which is not configured by it.`,
      );
    }
  }
  problems.finish();
};

/** Flags that only a PBX of the user's own has use for. */
const refuseForeignFlags = (flags: PbxFlags, named: string): void => {
  const problems = gatherProblems();
  for (const [flag, given] of [
    ["--agent-accounts", flags.agentAccounts],
    ["--queue-log", flags.queueLog],
  ] as const) {
    if (given !== undefined) {
      problems.add(flag, `is for a PBX of your own (--pbx sip:USER@HOST); this run floods ${named}.`);
    }
  }
  problems.finish();
};

/** The PBX that the flags name, or else the scenario. Throws InvalidInput. */
export const choosePbx = (context: CommandContext, scenario: Scenario, flags: PbxFlags): PbxChoice => {
  const named = flags.pbx ?? scenario.destination.pbx;
  const faults = readDegradations(flags.degrade);
  if (named === "embedded" || named === "asterisk") refuseForeignFlags(flags, named);
  if (named !== "asterisk") refuseAsteriskSettings(scenario, flags, named);
  if (named === "embedded") return { kind: "embedded", ...(faults !== undefined && { faults }) };
  if (faults !== undefined) {
    throw invalidInput("--degrade", `only the embedded PBX can be made worse; this run floods ${named}.`);
  }
  if (named === "asterisk") {
    // people are to be counted, so the queue's own polling must not cost them: see the guide on PBXs
    const dispatch = flags.dispatch ?? "woken";
    if (dispatch !== "native" && dispatch !== "woken") {
      throw invalidInput("--dispatch", `got "${dispatch}"; it takes native or woken.`);
    }
    return { kind: "asterisk", dispatch, media: chooseMedia(scenario, flags.media) };
  }
  return chooseExternal(context, scenario, flags, named);
};
