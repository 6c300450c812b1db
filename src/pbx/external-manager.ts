import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";
import { type AmiAddress, connectAmi } from "./asterisk/ami-connection.ts";
import { readQueueEvent } from "./asterisk/queue-events.ts";
import { tellingDigits } from "./external-agents.ts";
import type { PbxEvent, RunningPbx } from "./pbx.ts";

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

/**
 * The same PBX with what its manager interface tells of its queues. Callers are
 * known by their numbers, `numbers` being those that are dialled from. Where
 * telephones of ours tell who answered, the PBX's word on that is left out, so
 * that both sides of the comparison stay independent. Throws AmiFailure.
 */
export const withManager = async (
  pbx: RunningPbx,
  address: AmiAddress,
  numbers: Iterable<string>,
  telephonesAreOurs: boolean,
): Promise<RunningPbx> => {
  const manager = await connectAmi(address);
  const known = new Map([...numbers].map((number) => [tellingDigits(number), number]));
  const listeners = new Set<(event: PbxEvent) => void>();
  manager.onEvent((message) => {
    const read = readQueueEvent(message);
    if (read?.kind !== "event") return;
    const { event } = read;
    const byTelephone = event.kind === "ringing" || event.kind === "connected" || event.kind === "completed";
    if (telephonesAreOurs && byTelephone) return;
    const callerNumber = known.get(tellingDigits(event.call.callerNumber));
    // other people's calls are none of ours
    if (callerNumber === undefined) return;
    for (const listener of listeners) listener({ ...event, call: { callerNumber } });
  });
  return {
    ...pbx,
    follow: (listener) => {
      const unfollow = pbx.follow(listener);
      listeners.add(listener);
      return () => {
        unfollow();
        listeners.delete(listener);
      };
    },
    stop: async () => {
      manager.close();
      await pbx.stop();
    },
  };
};
