import { randomBytes } from "node:crypto";
import type { AmiAddress } from "../../../src/pbx/asterisk/ami-connection.ts";
import { type AsteriskProcess, startAsteriskProcess } from "../../../src/pbx/asterisk/asterisk-process.ts";
import { asteriskQueueName, MANAGER_USER } from "../../../src/pbx/asterisk/configuration.ts";
import { obtainAsterisk } from "../../../src/pbx/asterisk/find-asterisk.ts";
import type { PbxTarget } from "../../../src/pbx/pbx.ts";
import { freePort } from "../../../src/process/free-port.ts";

/** An Asterisk as somebody else might have it: agents register with a password, and are members of a queue. */
export interface ForeignAsterisk {
  readonly process: AsteriskProcess;
  readonly target: PbxTarget;
  readonly manager: AmiAddress;
  readonly accounts: readonly { readonly user: string; readonly password: string }[];
}

export const startForeignAsterisk = async (
  agents: number,
  mode: "ringing" | "answerFirst" = "ringing",
): Promise<ForeignAsterisk> => {
  const password = randomBytes(8).toString("hex");
  const port = await freePort("udp");
  const manager: AmiAddress = {
    host: "127.0.0.1",
    port: await freePort("tcp"),
    user: MANAGER_USER,
    secret: randomBytes(8).toString("hex"),
  };
  const process = await startAsteriskProcess(await obtainAsterisk(() => {}), {
    queueName: "foreign",
    mode,
    agents: 0,
    agentHost: "127.0.0.1",
    agentPort: 1,
    ringTimeoutSeconds: 60,
    strategy: "leastrecent",
    retrySeconds: 1,
    countsAudio: false,
    sipPort: port,
    managerPort: manager.port,
    managerSecret: manager.secret,
    rtpPortStart: 20_000,
    rtpPortEnd: 40_000,
    registeringAgents: { count: agents, password },
  });
  const accounts = Array.from({ length: agents }, (_, index) => ({ user: `soft${index + 1}`, password }));
  for (const { user } of accounts) {
    await process.managerLink.ask("QueueAdd", {
      Queue: asteriskQueueName("foreign"),
      Interface: `PJSIP/${user}`,
    });
  }
  return {
    process,
    manager,
    target: { host: "127.0.0.1", port, transport: "udp", user: "hotline" },
    accounts,
  };
};
