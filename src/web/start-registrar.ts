import { randomBytes } from "node:crypto";
import { startAsteriskProcess } from "../pbx/asterisk/asterisk-process.ts";
import { obtainAsterisk } from "../pbx/asterisk/find-asterisk.ts";
import { startEmbeddedPbx } from "../pbx/embedded/start-embedded-pbx.ts";
import { freePort } from "../process/free-port.ts";
import type { LanePbx } from "./run-lane.ts";

/** A PBX of our own at which agents can log in. */
export interface Registrar extends LanePbx {
  readonly stop: () => Promise<void>;
}

export interface RegistrarOptions {
  readonly kind: "embedded" | "asterisk";
  readonly agents: number;
  /** Absent: one that nobody knows before. */
  readonly password?: string;
  readonly tell: (text: string) => void;
}

/** The account of agent n at the PBX that surgeline starts. */
const accountOf = (n: number): string => `soft${n}`;

/** Who may register at an embedded PBX, and that only REGISTER asks for the password. */
export const embeddedAccounts = (agents: number, password: string) =>
  ({
    realm: "surgeline",
    passwordByUser: new Map(Array.from({ length: agents }, (_, index) => [accountOf(index + 1), password])),
    methods: ["REGISTER"],
  }) as const;

const startEmbedded = async (agents: number, password: string): Promise<Registrar> => {
  const pbx = await startEmbeddedPbx({
    staffSteps: [],
    startScenarioSeconds: 0,
    compression: 1,
    ringSeconds: 0,
    queueMode: "ringing",
    hangUp: "caller",
    handlingByCaller: new Map(),
    defaultHandling: { talkSeconds: 0, wrapUpSeconds: 0 },
    transport: "tcp",
    user: "hotline",
    seed: 1,
    webSocket: true,
    authentication: embeddedAccounts(agents, password),
  });
  return {
    name: pbx.version,
    webSocketAddress: pbx.webSocketAddress ?? "",
    password,
    stop: pbx.stop,
  };
};

/** Beside the queue's own agents, of whom there is none here. */
const MEDIA_PORTS = { start: 40_002, end: 40_100 } as const;

const startAsterisk = async ({ agents, tell }: RegistrarOptions, password: string): Promise<Registrar> => {
  const found = await obtainAsterisk(tell);
  const httpPort = await freePort("tcp");
  const asterisk = await startAsteriskProcess(found, {
    queueName: "general",
    mode: "ringing",
    agents: 0,
    agentHost: "127.0.0.1",
    agentPort: 9,
    ringTimeoutSeconds: 60,
    strategy: "leastrecent",
    retrySeconds: 1,
    countsAudio: false,
    sipPort: await freePort("udp"),
    managerPort: await freePort("tcp"),
    managerSecret: randomBytes(16).toString("hex"),
    httpPort,
    rtpPortStart: MEDIA_PORTS.start,
    rtpPortEnd: MEDIA_PORTS.end,
    registeringAgents: { count: agents, password },
  });
  return {
    name: `Asterisk ${asterisk.version}`,
    webSocketAddress: `ws://127.0.0.1:${httpPort}/ws`,
    password,
    stop: asterisk.stop,
  };
};

/** Starts a PBX with an account for each agent, `soft1` and so on, all with one password. */
export const startRegistrar = (options: RegistrarOptions): Promise<Registrar> => {
  const password = options.password ?? randomBytes(12).toString("hex");
  return options.kind === "embedded"
    ? startEmbedded(options.agents, password)
    : startAsterisk(options, password);
};
