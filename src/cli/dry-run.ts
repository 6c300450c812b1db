import type { RunQuestion } from "./run-question.ts";

/** What of a PBX of the user's own would be sent to beside the callers' INVITEs. */
const besideCallers = ({ pbx }: RunQuestion): readonly string[] => {
  if (pbx.kind !== "external") return [];
  const { target, accounts, callerCredentials, manager, queueLog } = pbx;
  const users = accounts?.map(({ user }) => user) ?? [];
  return [
    ...(callerCredentials === undefined
      ? []
      : [`Callers would answer a challenge (401, 407) as ${callerCredentials.user}.`]),
    ...(accounts === undefined
      ? []
      : [
          `${users.length === 1 ? "The account" : `The ${users.length} accounts`} ${users.slice(0, 5).join(", ")}${users.length > 5 ? ", …" : ""} would send REGISTER to ${target.host}, port ${target.port}, over UDP; one probe call for each would come first.`,
        ]),
    ...(manager === undefined
      ? []
      : [
          `The manager interface at ${manager.host}:${manager.port} would be listened to as ${manager.user}.`,
        ]),
    ...(queueLog === undefined ? [] : [`${queueLog} would be followed.`]),
  ];
};

/** What a run would send where, in sentences; nothing of it is secret. */
export const dryRunLines = (
  question: RunQuestion,
  target: {
    readonly host: string;
    readonly port: number;
    readonly transport: string;
    readonly user: string;
  },
): readonly string[] => {
  const port = target.port === 0 ? "a free port" : `port ${target.port}`;
  return [
    `A dry run: nothing was sent. ${question.plan.trace.callers} callers would send INVITE to ${target.user} at ${target.host}, ` +
      `${port}, over ${target.transport.toUpperCase()}.`,
    ...besideCallers(question),
    ...(question.plan.findings ?? []),
  ];
};
