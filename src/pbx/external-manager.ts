import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";
import { type AccountSource, createCallSieve } from "./account-of-calls.ts";
import { type AmiAddress, type AmiConnection, connectAmi } from "./asterisk/ami-connection.ts";
import type { AmiMessage } from "./asterisk/ami-message.ts";
import { readQueueEvent } from "./asterisk/queue-events.ts";

const MANAGER_PORT = 5038;

/**
 * The manager interface of a PBX that is not ours, from the environment alone,
 * so that its secret stands in no command and in no file of ours. Undefined
 * where none is named; throws InvalidInput where it is named in part.
 */
export const managerFromEnvironment = (
  environment: Readonly<Record<string, string | undefined>>,
): AmiAddress | undefined => {
  const host = environment["SURGELINE_AMI_HOST"];
  const user = environment["SURGELINE_AMI_USER"];
  const secret = environment["SURGELINE_AMI_SECRET"];
  const portText = environment["SURGELINE_AMI_PORT"];
  if (host === undefined && user === undefined && secret === undefined) return undefined;
  const problems: Problem[] = [];
  const need = (name: string, value: string | undefined): void => {
    if (value === undefined || value === "") {
      problems.push({
        where: name,
        message: "is missing; the manager interface needs host, user and secret.",
      });
    }
  };
  need("SURGELINE_AMI_HOST", host);
  need("SURGELINE_AMI_USER", user);
  need("SURGELINE_AMI_SECRET", secret);
  const port = portText === undefined ? MANAGER_PORT : Number(portText);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    problems.push({ where: "SURGELINE_AMI_PORT", message: `"${portText}" is no port.` });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return { host: host ?? "", port, user: user ?? "", secret: secret ?? "" };
};

const TRY_EVERY_MILLISECONDS = 500;

/** A PBX that does not stamp its events (`timestampevents`): they are from now. */
const stamped = (message: AmiMessage): AmiMessage =>
  message.get("Timestamp") !== undefined
    ? message
    : { ...message, get: (key) => (key === "Timestamp" ? String(Date.now() / 1000) : message.get(key)) };

/**
 * Listens to the manager interface of a PBX that is not ours, and takes the
 * connection up again where it is lost. Callers are known by the Call-ID, where
 * the PBX passes it on as the channel variable SIPCALLID, or else by their
 * numbers, `numbers` being those that are dialled from. Throws AmiFailure.
 */
export const followManager = async (
  address: AmiAddress,
  numbers: Iterable<string>,
): Promise<AccountSource> => {
  const listeners = new Set<Parameters<AccountSource["follow"]>[0]>();
  const findings: string[] = [];
  const sieve = createCallSieve(numbers);
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  let connection: AmiConnection | undefined;
  const hold = (next: AmiConnection): void => {
    connection = next;
    next.onEvent((message) => {
      const read = readQueueEvent(stamped(message));
      const told = read?.kind === "event" ? sieve(read.event) : undefined;
      if (told === undefined) return;
      for (const listener of listeners) listener(told);
    });
    next.onClose(() => {
      if (closed) return;
      if (findings.length === 0) {
        findings.push(
          "The PBX closed its manager connection in the middle of the flood: the cross-check lacks what it did until it took it up again.",
        );
      }
      takeUpAgain();
    });
  };
  const takeUpAgain = (): void => {
    retry = setTimeout(() => {
      connectAmi(address).then(
        (next) => (closed ? next.close() : hold(next)),
        () => {
          if (!closed) takeUpAgain();
        },
      );
    }, TRY_EVERY_MILLISECONDS);
  };
  hold(await connectAmi(address));
  return {
    follow: (listener) => void listeners.add(listener),
    resolutionMilliseconds: 0,
    findings: () => findings,
    close: async () => {
      closed = true;
      clearTimeout(retry);
      connection?.close();
    },
  };
};
