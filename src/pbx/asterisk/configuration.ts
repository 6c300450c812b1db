import { QUEUE_HEADER } from "../pbx.ts";

/** What the configuration of an Asterisk is made from. */
export interface AsteriskPlan {
  readonly queueName: string;
  /** Queues beside it; a caller names the one that is meant in the header X-Surgeline-Queue then. */
  readonly furtherQueues?: readonly string[];
  /** A queue with agents of its own, numbered after the others, that calls are put through to. */
  readonly secondLine?: { readonly agents: number; readonly agentPort: number };
  readonly mode: "ringing" | "answerFirst";
  /** Calls carried at once; beyond them callers get 503. Absent: as many as come. */
  readonly trunks?: number;
  /** One SIP account an agent, numbered from 1. */
  readonly agents: number;
  /** Where the agents' telephones are. */
  readonly agentHost: string;
  readonly agentPort: number;
  /** Seconds that Asterisk lets an agent's telephone ring before it tries another, wall time. */
  readonly ringTimeoutSeconds: number;
  /** Asterisk's own strategy for who is called next. */
  readonly strategy: string;
  /** Seconds between two attempts to reach an agent, wall time, a whole number. */
  readonly retrySeconds: number;
  /** Whether Asterisk tells what it counted of the audio of each leg, when the leg ends. */
  readonly countsAudio: boolean;
  /** What callers of an answered queue hear; absent: nothing. */
  readonly musicFolder?: string;
  readonly sipPort: number;
  readonly managerPort: number;
  readonly managerSecret: string;
  /** The HTTP server's port, for SIP over WebSocket; absent: none is opened. */
  readonly httpPort?: number;
  readonly rtpPortStart: number;
  readonly rtpPortEnd: number;
  /** Accounts that agents may register with (SIP over WebSocket), with their password. */
  readonly registeringAgents?: { readonly count: number; readonly password: string };
}

/** Folders as the Asterisk process sees them. */
export interface AsteriskFolders {
  readonly configuration: string;
  readonly run: string;
  readonly log: string;
  readonly spool: string;
  readonly database: string;
}

/** The SIP account of an agent, which is also the member's name in the queue. */
export const agentAccount = (number: number): string => `agent${number}`;

/** The queue member that reaches an agent. */
export const agentInterface = (number: number): string => `PJSIP/${agentAccount(number)}`;

/**
 * The queue's name inside Asterisk. The prefix keeps a queue that is called
 * `general` apart from the section of that name in queues.conf, which would
 * swallow it without a word.
 */
export const asteriskQueueName = (queueName: string): string => `line-${queueName}`;

/** The manager event in which Asterisk tells what it counted of a leg's audio. */
export const AUDIO_EVENT = "SurgelineAudio";

/** The queue of the second line, apart from all `line-…`, and what agents dial to put a caller through to it. */
export const SECOND_LINE = "second-line";

/** The manager user that surgeline logs in as. */
export const MANAGER_USER = "surgeline";

const asteriskConf = (folders: AsteriskFolders): string => `[directories]
astetcdir => ${folders.configuration}
astrundir => ${folders.run}
astlogdir => ${folders.log}
astspooldir => ${folders.spool}
astdbdir => ${folders.database}

[options]
verbose = 0
debug = 0
systemname = surgeline
hideconnect = yes
`;

// What this use needs not: other channels, storage that may be absent, and modules that ask the network.
const UNNEEDED_MODULES = [
  "chan_iax2",
  "chan_skinny",
  "chan_unistim",
  "chan_mgcp",
  "chan_motif",
  "chan_dahdi",
  "chan_ooh323",
  "chan_mobile",
  "chan_console",
  "res_config_ldap",
  "res_config_pgsql",
  "res_config_odbc",
  "res_odbc",
  "res_xmpp",
  "res_snmp",
  "res_calendar",
  "res_phoneprov",
  "res_pjsip_phoneprov_provider",
  "res_stun_monitor",
  "res_hep",
  "res_hep_pjsip",
  "res_hep_rtcp",
  "res_stir_shaken",
  "res_geolocation",
  "res_pjsip_geolocation",
  "res_pjsip_stir_shaken",
  "pbx_dundi",
  "pbx_lua",
  "pbx_ael",
  "cdr_pgsql",
  "cdr_radius",
  "cdr_tds",
  "cdr_odbc",
  "cdr_csv",
  "cdr_custom",
  "cdr_sqlite3_custom",
  "cel_pgsql",
  "cel_radius",
  "cel_tds",
  "cel_odbc",
  "cel_custom",
  "cel_sqlite3_custom",
  "app_voicemail",
  "app_voicemail_imap",
  "app_voicemail_odbc",
] as const;

const modulesConf = (): string =>
  `[modules]\nautoload = yes\n${UNNEEDED_MODULES.map((name) => `noload = ${name}.so`).join("\n")}\n`;

const pjsipConf = (plan: AsteriskPlan): string => {
  const transports = [
    `[transport-udp]\ntype = transport\nprotocol = udp\nbind = 127.0.0.1:${plan.sipPort}`,
    `[transport-tcp]\ntype = transport\nprotocol = tcp\nbind = 127.0.0.1:${plan.sipPort}`,
    ...(plan.httpPort === undefined
      ? []
      : ["[transport-ws]\ntype = transport\nprotocol = ws\nbind = 127.0.0.1"]),
  ];
  const callers = `[anonymous]
type = endpoint
context = callers
disallow = all
allow = ulaw
direct_media = no
trust_id_inbound = yes
rtp_timeout = 0`;
  const secondLine = plan.secondLine?.agents ?? 0;
  const agents = Array.from({ length: plan.agents + secondLine }, (_, index) => {
    const account = agentAccount(index + 1);
    const port = index < plan.agents ? plan.agentPort : plan.secondLine?.agentPort;
    return `[${account}]
type = endpoint
context = agents
aors = ${account}
disallow = all
allow = ulaw
direct_media = no
send_pai = yes
[${account}]
type = aor
contact = sip:${account}@${plan.agentHost}:${port}
qualify_frequency = 0`;
  });
  const registering = Array.from({ length: plan.registeringAgents?.count ?? 0 }, (_, index) => {
    const account = `soft${index + 1}`;
    return `[${account}]
type = endpoint
context = agents
aors = ${account}
auth = ${account}
disallow = all
allow = ulaw
[${account}]
type = auth
auth_type = userpass
username = ${account}
password = ${plan.registeringAgents?.password ?? ""}
[${account}]
type = aor
max_contacts = 2
remove_existing = yes`;
  });
  const general = `[global]
type = global
user_agent = surgeline-asterisk
debug = no
[system]
type = system
timer_t1 = 500
threadpool_initial_size = 10
threadpool_auto_increment = 5
threadpool_max_size = 100`;
  return `${[general, ...transports, callers, ...agents, ...registering].join("\n\n")}\n`;
};

const queueNames = ({ queueName, furtherQueues = [], secondLine }: AsteriskPlan): readonly string[] => [
  asteriskQueueName(queueName),
  ...furtherQueues.map(asteriskQueueName),
  ...(secondLine === undefined ? [] : [SECOND_LINE]),
];

const queuesConf = (plan: AsteriskPlan): string => `[general]
persistentmembers = no
autofill = yes
shared_lastcall = no
log_membername_as_agent = yes

${queueNames(plan)
  .map((name) => queueSection(name, plan))
  .join("\n")}`;

const queueSection = (name: string, plan: AsteriskPlan): string => `[${name}]
strategy = ${plan.strategy}
timeout = ${plan.ringTimeoutSeconds}
retry = ${plan.retrySeconds}
wrapuptime = 0
ringinuse = no
autofill = yes
autopause = no
maxlen = 0
joinempty = yes
leavewhenempty = no
setinterfacevar = no
announce-frequency = 0
announce-holdtime = no
`;

/** At the end of a leg: the packets that Asterisk received on it and sent on it. */
const AUDIO_TOLD = `
[agents-audio]
exten => s,1,Set(CHANNEL(hangup_handler_push)=told-audio,s,1(agents))
 same => n,Return()

[told-audio]
exten => s,1,UserEvent(${AUDIO_EVENT},Side: \${ARG1},Received: \${CHANNEL(rtcp,rxcount)},Sent: \${CHANNEL(rtcp,txcount)})
 same => n,Return()
`;

/** What an agent puts a caller through to: the agent's leg ends, the caller waits again. */
const secondLineSteps = (countsAudio: boolean): string =>
  `exten => ${SECOND_LINE},1,Queue(${SECOND_LINE},r${countsAudio ? "b(agents-audio^s^1)" : ""})
 same => n,Hangup()
`;

const extensionsConf = (plan: AsteriskPlan): string => {
  const options = [
    ...(plan.mode === "ringing" ? ["r"] : []),
    // a subroutine on the agent's leg before it rings: it sees to it that this leg's audio is told at its end
    ...(plan.countsAudio ? ["b(agents-audio^s^1)"] : []),
  ].join("");
  const severalQueues = plan.furtherQueues !== undefined;
  const line = asteriskQueueName(severalQueues ? "$" + "{LINE}" : plan.queueName);
  const lines = [
    ...(plan.countsAudio ? ["Set(CHANNEL(hangup_handler_push)=told-audio,s,1(callers))"] : []),
    "Set(SIPCALLID=$" + "{CHANNEL(pjsip,call-id)})",
    ...(plan.trunks === undefined
      ? []
      : [
          "Set(GROUP()=trunks)",
          // cause 34, no circuit available, which PJSIP answers as 503
          `GotoIf($[\${GROUP_COUNT(trunks)} > ${plan.trunks}]?full)`,
        ]),
    // who names no queue waits in the first
    ...(severalQueues
      ? [
          `Set(LINE=\${PJSIP_HEADER(read,${QUEUE_HEADER})})`,
          `Set(LINE=\${IF($["\${LINE}" = ""]?${plan.queueName}:\${LINE})})`,
        ]
      : []),
    ...(plan.mode === "answerFirst" ? ["Answer(,i)"] : []),
    `Queue(${line}${options === "" ? "" : `,${options}`})`,
    "Hangup()",
  ];
  const steps = lines.map((line, index) =>
    index === 0 ? `exten => _[+0-9a-zA-Z].,1,${line}` : ` same => n,${line}`,
  );
  if (plan.trunks !== undefined) steps.push(" same => n(full),Hangup(34)");
  return `[general]
static = yes
writeprotect = yes

[callers]
${steps.join("\n")}

[agents]
${plan.secondLine === undefined ? "" : secondLineSteps(plan.countsAudio)}${plan.countsAudio ? AUDIO_TOLD : ""}`;
};

const managerConf = (plan: AsteriskPlan): string => `[general]
enabled = yes
bindaddr = 127.0.0.1
port = ${plan.managerPort}
timestampevents = yes
channelvars = SIPCALLID
webenabled = no

[${MANAGER_USER}]
secret = ${plan.managerSecret}
read = system,call,agent,dialplan,user
write = system,call,agent,command
writetimeout = 5000
; what is told for every channel and every variable would be most of the traffic, and nobody reads it
eventfilter(action(exclude),name(Newexten)) =
eventfilter(action(exclude),name(VarSet)) =
eventfilter(action(exclude),name(RTCPSent)) =
eventfilter(action(exclude),name(RTCPReceived)) =
`;

const musicConf = (plan: AsteriskPlan): string =>
  plan.musicFolder !== undefined ? `[default]\nmode = files\ndirectory = ${plan.musicFolder}\n` : "";

/** A WebSocket is an HTTP session to the end, and Asterisk refuses the 101st if nothing else is said. */
const mostHttpSessions = ({ registeringAgents }: AsteriskPlan): number =>
  100 + 2 * (registeringAgents?.count ?? 0);

/** Every file of Asterisk's configuration folder by its name, for one flood. */
export const asteriskConfiguration = (
  plan: AsteriskPlan,
  folders: AsteriskFolders,
): Readonly<Record<string, string>> => ({
  "asterisk.conf": asteriskConf(folders),
  "modules.conf": modulesConf(),
  "pjsip.conf": pjsipConf(plan),
  "queues.conf": queuesConf(plan),
  "extensions.conf": extensionsConf(plan),
  "manager.conf": managerConf(plan),
  "musiconhold.conf": musicConf(plan),
  "logger.conf": "[general]\nqueue_log = yes\n[logfiles]\nmessages => notice,warning,error\n",
  "rtp.conf": `[general]\nrtpstart = ${plan.rtpPortStart}\nrtpend = ${plan.rtpPortEnd}\nicesupport = no\n`,
  "http.conf":
    plan.httpPort === undefined
      ? "[general]\nenabled = no\n"
      : `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${plan.httpPort}\nsessionlimit = ${mostHttpSessions(plan)}\n`,
  "cdr.conf": "[general]\nenable = no\n",
  "features.conf": "",
  "acl.conf": "",
  "udptl.conf": "",
  "ccss.conf": "",
});
