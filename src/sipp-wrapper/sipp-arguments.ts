/** How one SIPp process is to run. */
export interface SippRun {
  readonly scenarioFile: string;
  /** Lines are bound to calls in order, from the first file; others are read by `line`. */
  readonly injectionFiles: readonly string[];
  readonly remote: { readonly host: string; readonly port: number };
  /** `tls` needs a SIPp that is built with it; the other side's certificate is not checked. */
  readonly transport: "udp" | "tcp" | "tls";
  readonly localAddress: string;
  readonly localPort?: number;
  readonly controlPort: number;
  /** The user part that `[service]` stands for. */
  readonly service: string;
  /** Calls in all, and at once. */
  readonly calls: number;
  /** Calls created a second. */
  readonly callsPerSecond: number;
  readonly logFile: string;
  readonly errorFile: string;
  /** Every message sent and received; costly. */
  readonly messageFile?: string;
  readonly statisticsFile?: string;
  /** SIPp ends itself after this, whatever becomes of us. */
  readonly timeoutSeconds: number;
}

/** One socket for all calls. */
const TRANSPORT = { udp: "u1", tcp: "t1", tls: "l1" } as const;

const bracketed = (host: string): string => (host.includes(":") ? `[${host}]` : host);

/**
 * SIPp's command line for a run. Its control port, which knows no password and
 * is opened on every address by itself, is bound to 127.0.0.1; its own answers
 * to unexpected messages are off, so that only the scenario speaks; the
 * watchdog that ends an overloaded run in the middle is off, since who reads
 * the log sees the lateness.
 */
export const sippArguments = (run: SippRun): readonly string[] => [
  `${bracketed(run.remote.host)}:${run.remote.port}`,
  ...["-sf", run.scenarioFile],
  ...run.injectionFiles.flatMap((file) => ["-inf", file]),
  ...["-t", TRANSPORT[run.transport]],
  ...["-i", run.localAddress, "-bind_local"],
  ...(run.localPort === undefined ? [] : ["-p", String(run.localPort)]),
  ...["-ci", "127.0.0.1", "-cp", String(run.controlPort)],
  ...["-s", run.service],
  ...["-m", String(run.calls), "-l", String(run.calls), "-r", String(run.callsPerSecond)],
  ...["-timer_resol", "1", "-max_sched_loops", "10000", "-buff_size", "4194304"],
  ...["-default_behaviors", "none", "-deadcall_wait", "0", "-nostdin"],
  ...["-watchdog_interval", "0"],
  ...["-max_reconnect", "-1", "-reconnect_close", "false", "-reconnect_sleep", "20"],
  ...["-trace_logs", "-log_file", run.logFile, "-trace_err", "-error_file", run.errorFile],
  ...(run.messageFile === undefined ? [] : ["-trace_msg", "-message_file", run.messageFile]),
  ...(run.statisticsFile === undefined ? [] : ["-trace_stat", "-stf", run.statisticsFile, "-fd", "1"]),
  ...["-timeout", `${Math.ceil(run.timeoutSeconds)}s`],
];
