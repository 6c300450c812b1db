import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "../../process/child-program.ts";
import { followLines } from "../../process/follow-lines.ts";
import { freePort } from "../../process/free-port.ts";
import { injectionFile } from "../../sipp-wrapper/injection-file.ts";
import { scenarioXml } from "../../sipp-wrapper/scenario-xml.ts";
import { type AgentEvent, readAgentEvent } from "./agent-log.ts";
import { agentScenario } from "./agent-scenario.ts";
import { handlingKey } from "./telling-digits.ts";

/** How an agent's telephone behaves towards one caller, wall time. */
export interface TelephoneHandling {
  readonly ringMilliseconds: number;
  readonly talkMilliseconds: number;
  /** How long an agent is busy after the talk, where the telephones know themselves who is busy. */
  readonly wrapUpMilliseconds?: number;
  /** How many rings for this caller nobody answers before one does. */
  readonly ringsMissed?: number;
  /** Whether the caller is put through after the talk. */
  readonly transferred?: boolean;
}

export interface AgentTelephonesOptions {
  /** The address to listen on; loopback if not given. */
  readonly host?: string;
  /** What they speak, UDP if not given: one socket, or one that takes connections. */
  readonly transport?: "udp" | "tcp";
  readonly handlingByCaller: ReadonlyMap<string, TelephoneHandling>;
  readonly defaultHandling: TelephoneHandling;
  readonly hangUp: "agent" | "caller";
  /** Where the telephones listen for audio; absent: nobody listens. */
  readonly audioPort?: number;
  /** Accounts of agents who answer 486 while they are on a call or in wrap-up; absent: the PBX knows who is free. */
  readonly busyByThemselves?: readonly string[];
  /** The extension to which callers are put through; absent: nobody is. */
  readonly transfersTo?: string;
  readonly onEvent: (event: AgentEvent) => void;
}

/** The agents' telephones: one SIPp process. */
export interface AgentTelephones {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  readonly folder: string;
  /** Settles when the process has ended, wanted or not. */
  readonly ended: Promise<unknown>;
  readonly stop: () => Promise<void>;
}

const HOST = "127.0.0.1";
const LOOK_EVERY_MILLISECONDS = 10;

const row = (key: string, handling: TelephoneHandling): readonly (string | number)[] => [
  key,
  Math.max(0, Math.round(handling.ringMilliseconds)),
  Math.max(0, Math.round(handling.talkMilliseconds)),
  Math.max(0, Math.round(handling.wrapUpMilliseconds ?? 0)),
  handling.ringsMissed ?? 0,
  handling.transferred === true ? 1 : 0,
];

/** Starts the telephones. Throws ProgramMissing without SIPp. */
export const startAgentTelephones = async (options: AgentTelephonesOptions): Promise<AgentTelephones> => {
  const folder = await mkdtemp(join(tmpdir(), "surgeline-agents-"));
  // a variable that holds 0 is no line's number to SIPp 3.8: line 0 is nobody's
  const rows = [row("nobody", options.defaultHandling)];
  for (const [number, handling] of options.handlingByCaller) rows.push(row(handlingKey(number), handling));
  const defaultRow = rows.length;
  rows.push(row("any other caller", options.defaultHandling));
  await writeFile(join(folder, "handling.csv"), injectionFile(rows));
  const seats = options.busyByThemselves;
  if (seats !== undefined) {
    await writeFile(join(folder, "seats.csv"), injectionFile(["nobody", ...seats].map((seat) => [seat, 0])));
  }
  const scenario = agentScenario({
    handlingFile: "handling.csv",
    defaultRow,
    hangUp: options.hangUp,
    ...(seats !== undefined && { seatsFile: "seats.csv" }),
    ...(options.audioPort !== undefined && { audioPort: options.audioPort }),
    missesRings: [...options.handlingByCaller.values()].some(({ ringsMissed }) => (ringsMissed ?? 0) > 0),
    ...(options.transfersTo !== undefined && { transfersTo: options.transfersTo }),
  });
  await writeFile(join(folder, "agents.xml"), scenarioXml(scenario));

  const host = options.host ?? HOST;
  const transport = options.transport ?? "udp";
  const port = await freePort(transport, host);
  const controlPort = await freePort("udp", HOST);
  const child = await startChild({
    command: "sipp",
    arguments: [
      ...["-sf", "agents.xml", "-inf", "handling.csv", "-infindex", "handling.csv", "0"],
      ...(seats === undefined ? [] : ["-inf", "seats.csv", "-infindex", "seats.csv", "0"]),
      ...[
        "-t",
        transport === "tcp" ? "t1" : "u1",
        "-i",
        host,
        "-p",
        String(port),
        "-ci",
        HOST,
        "-cp",
        String(controlPort),
        "-nostdin",
      ],
      ...["-trace_logs", "-log_file", "agents.log", "-trace_err", "-error_file", "errors.log"],
      ...["-timer_resol", "1", "-max_sched_loops", "10000", "-buff_size", "4194304"],
      // an agent's telephone is never the one to give up the whole run
      ...["-watchdog_interval", "0", "-aa"],
    ],
    workingDirectory: folder,
    urgent: true,
    inTime: true,
    howToGetIt: "Install SIPp 3.6.1 or later (on Debian: apt-get install sip-tester).",
  });
  const followed = followLines(
    join(folder, "agents.log"),
    (line) => {
      const event = readAgentEvent(line);
      if (event !== undefined) options.onEvent(event);
    },
    { everyMilliseconds: LOOK_EVERY_MILLISECONDS },
  );
  let stopping: Promise<void> | undefined;
  return {
    host,
    port,
    pid: child.pid,
    folder,
    ended: child.ended,
    stop: () => {
      stopping ??= (async () => {
        await child.stop(2000);
        await followed.stop(true);
        await rm(folder, { recursive: true, force: true });
      })();
      return stopping;
    },
  };
};
