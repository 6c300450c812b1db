import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { PbxChoice } from "../campaign/start-pbx.ts";
import { readAgentAccounts } from "../pbx/agent-accounts.ts";
import { parsePbxAddress } from "../pbx/external.ts";
import { managerFromEnvironment } from "../pbx/external-manager.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { DigestCredentials } from "../sip/digest.ts";
import type { CommandContext } from "./context.ts";
import { readDegradations } from "./degrade-flag.ts";

/** The flags that say which PBX is called, and how. */
export interface PbxFlags {
  readonly pbx?: string;
  readonly dispatch?: string;
  readonly media?: string;
  readonly agentAccounts?: string;
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
const credentialsFrom = (environment: CommandContext["environment"]): DigestCredentials | undefined => {
  const user = environment["SURGELINE_SIP_USER"];
  const password = environment["SURGELINE_SIP_PASSWORD"];
  if (user === undefined && password === undefined) return undefined;
  if (user === undefined || password === undefined) {
    throw invalidInput("SURGELINE_SIP_USER", "and SURGELINE_SIP_PASSWORD are given both or not at all.");
  }
  return { user, password };
};

const chooseMedia = (scenario: Scenario, flags: PbxFlags): "none" | "music" => {
  const media = flags.media ?? "none";
  if (media !== "none" && media !== "music") {
    throw invalidInput("--media", `got "${media}"; it takes none or music.`);
  }
  if (media === "music" && scenario.queue.mode === "ringing") {
    throw invalidInput(
      "--media",
      "callers of a ringing queue are sent no music; --set queue.mode=answerFirst makes it one that answers first.",
    );
  }
  return media;
};

/** The PBX that the flags name, or else the scenario. Throws InvalidInput. */
export const choosePbx = (context: CommandContext, scenario: Scenario, flags: PbxFlags): PbxChoice => {
  const named = flags.pbx ?? scenario.destination.pbx;
  const faults = readDegradations(flags.degrade);
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
    return { kind: "asterisk", dispatch, media: chooseMedia(scenario, flags) };
  }
  const where = flags.pbx === undefined ? "destination.pbx" : "--pbx";
  const callerCredentials = credentialsFrom(context.environment);
  const manager = managerFromEnvironment(context.environment);
  return {
    kind: "external",
    target: parsePbxAddress(named, where, scenario.destination.transport),
    ...(flags.agentAccounts !== undefined && {
      accounts: readAccountsFile(resolve(context.workingDirectory, flags.agentAccounts)),
    }),
    ...(callerCredentials !== undefined && { callerCredentials }),
    ...(manager !== undefined && { manager }),
  };
};
