import type { Tongue } from "../report/tongue.ts";
import type { RunQuestion } from "./run-question.ts";

/** What of a PBX of the user's own would be sent to beside the callers' INVITEs. */
const besideCallers = ({ pbx }: RunQuestion, { say }: Tongue): readonly string[] => {
  if (pbx.kind !== "external") return [];
  const { target, accounts, callerCredentials, manager, queueLog } = pbx;
  const users = accounts?.map(({ user }) => user) ?? [];
  return [
    ...(callerCredentials === undefined
      ? []
      : [say("Callers would answer a challenge (401, 407) as {0}.", callerCredentials.user)]),
    ...(accounts === undefined
      ? []
      : [
          say(
            users.length === 1
              ? "The account {0} would send REGISTER to {1}, port {2}, over UDP; one probe call for each would come first."
              : "The {3} accounts {0} would send REGISTER to {1}, port {2}, over UDP; one probe call for each would come first.",
            `${users.slice(0, 5).join(", ")}${users.length > 5 ? ", …" : ""}`,
            target.host,
            target.port,
            users.length,
          ),
        ]),
    ...(manager === undefined
      ? []
      : [
          say(
            "The manager interface at {0} would be listened to as {1}.",
            `${manager.host}:${manager.port}`,
            manager.user,
          ),
        ]),
    ...(queueLog === undefined ? [] : [say("{0} would be followed.", queueLog)]),
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
  tongue: Tongue,
): readonly string[] => [
  tongue.say(
    "A dry run: nothing was sent. {0} callers would send INVITE to {1} at {2}, {3}, over {4}.",
    question.plan.trace.callers,
    target.user,
    target.host,
    target.port === 0 ? tongue.say("a free port") : tongue.say("port {0}", target.port),
    target.transport.toUpperCase(),
  ),
  ...besideCallers(question, tongue),
  ...(question.plan.findings ?? []).map(tongue.note),
];
