import { meanSeconds } from "../distributions/moments.ts";
import { localAddressFor } from "../flood/local-address.ts";
import { withAccount } from "../pbx/account-of-calls.ts";
import type { TelephoneHandling } from "../pbx/asterisk/agent-telephones.ts";
import type { AmiAddress } from "../pbx/asterisk/ami-connection.ts";
import { type AsteriskPbx, startAsteriskPbx } from "../pbx/asterisk/start-asterisk-pbx.ts";
import type { CallHandling, Faults } from "../pbx/embedded/options.ts";
import { startEmbeddedPbx } from "../pbx/embedded/start-embedded-pbx.ts";
import { externalPbx } from "../pbx/external.ts";
import { type ExternalAgents, startExternalAgents } from "../pbx/external-agents.ts";
import { followManager } from "../pbx/external-manager.ts";
import { followQueueLog } from "../pbx/external-queue-log.ts";
import type { Media, PbxTarget, RunningPbx } from "../pbx/pbx.ts";
import type { StaffStep } from "../scenario/scenario.ts";
import type { DigestCredentials } from "../sip/digest.ts";
import { createCallerNumbers } from "../trace/caller-identity.ts";
import { familyQueuesOf } from "../trace/family-queues.ts";
import { createMissedRings } from "../trace/missed-rings.ts";
import { type SecondCall, transfersOf } from "../trace/transfers.ts";
import { embeddedAccounts } from "../web/start-registrar.ts";
import type { RunPlan } from "./plan-run.ts";
import type { AgentLogins } from "./start-lane.ts";
import { teamMembersOf } from "./team-members.ts";

/** Which PBX a run floods. */
export type PbxChoice =
  | { readonly kind: "embedded"; readonly faults?: Faults }
  | {
      readonly kind: "asterisk";
      readonly dispatch: "native" | "woken";
      readonly media?: Media;
    }
  | {
      readonly kind: "external";
      readonly target: PbxTarget;
      /** Accounts that agents of ours register with; absent: the PBX has agents of its own. */
      readonly accounts?: readonly DigestCredentials[];
      /** What callers answer a challenge with. */
      readonly callerCredentials?: DigestCredentials;
      /** Its manager interface, where it is an Asterisk that lets us look on. */
      readonly manager?: AmiAddress;
      /** Its queue_log, where it can be read here: the account of its calls in place of the manager's. */
      readonly queueLog?: string;
    };

/** A shift that has no end. */
const WITHOUT_END_SECONDS = 1e7;

/**
 * The last shift serves the queue: whoever is on duty when the last caller is
 * let in stays until the queue is empty, as in the simulation.
 */
export const staffUntilEmpty = (
  staff: readonly StaffStep[],
  admitUntilSeconds: number,
): readonly StaffStep[] =>
  staff
    .filter((step) => step.startSeconds < admitUntilSeconds)
    .map((step) =>
      step.endSeconds >= admitUntilSeconds ? { ...step, endSeconds: WITHOUT_END_SECONDS } : step,
    );

/** How long each caller of the trace keeps an agent, and how many rings it takes, by number. */
const handlingByCaller = (plan: RunPlan): Map<string, CallHandling> => {
  const { trace, scenario } = plan;
  const numberOf = createCallerNumbers(trace.seed);
  const missed = createMissedRings(scenario.staff.noAnswerShare ?? 0, trace.seed);
  const handling = new Map<string, CallHandling>();
  for (let row = 0; row < trace.callers; row++) {
    handling.set(numberOf(trace.firstCaller + row), {
      talkSeconds: trace.talkSeconds[row]!,
      wrapUpSeconds: trace.wrapUpSeconds[row]!,
      ringsMissed: missed(trace.firstCaller + row),
    });
  }
  return handling;
};

/** What every PBX that we bring up ourselves has to know of a run. */
const commonOptions = (plan: RunPlan) => {
  const { scenario } = plan;
  const { destination, handling } = scenario;
  return {
    staffSteps: staffUntilEmpty(plan.staff, plan.windowEndSeconds),
    startScenarioSeconds: plan.windowStartSeconds - plan.leadInSeconds,
    compression: plan.compression,
    ringSeconds: handling.ringSeconds,
    hangUp: handling.hangUp,
    handlingByCaller: handlingByCaller(plan),
    defaultHandling: { talkSeconds: meanSeconds(handling.talk), wrapUpSeconds: meanSeconds(handling.wrapUp) },
    transport: destination.transport === "tcp" ? "tcp" : "udp",
    user: destination.number,
    ...(scenario.trunks !== undefined && { trunks: scenario.trunks }),
  } as const;
};

/** The queues of an Asterisk, who misses rings there, and the second line. */
const asteriskLines = (plan: RunPlan) => {
  const { scenario, trace } = plan;
  const [first = scenario.queue.name, ...further] = familyQueuesOf(scenario)?.keys ?? [];
  const transfers = transfersOf(scenario, trace);
  const teams = teamMembersOf(scenario, staffUntilEmpty(plan.staff, plan.windowEndSeconds));
  const numberOf = createCallerNumbers(trace.seed);
  const secondCalls = new Map<string, SecondCall>();
  for (let row = 0; row < trace.callers; row++) {
    const second = transfers?.of(row);
    if (second !== undefined) secondCalls.set(numberOf(trace.firstCaller + row), second);
  }
  return {
    queueName: first,
    ...(scenario.queue.families === "apart" && { furtherQueues: further }),
    ...(teams !== undefined && { teams }),
    queue: scenario.queue,
    ...(transfers !== undefined && {
      secondLine: { agents: transfers.agents, calls: secondCalls },
    }),
  } as const;
};

/** Brings up an Asterisk for a run. */
export const startAsteriskFor = (
  plan: RunPlan,
  dispatch: "native" | "woken",
  tell: (text: string) => void,
  logins?: AgentLogins,
  media: Media = "none",
): Promise<AsteriskPbx> =>
  startAsteriskPbx({
    ...commonOptions(plan),
    ...asteriskLines(plan),
    mode: plan.scenario.queue.mode,
    dispatch,
    media,
    tell,
    ...(logins !== undefined && { registeringAgents: logins }),
  });

export type ExternalChoice = Extract<PbxChoice, { kind: "external" }>;

const startExternal = async (choice: ExternalChoice, plan: RunPlan): Promise<RunningPbx> => {
  const { accounts, manager, queueLog } = choice;
  const pbx =
    accounts === undefined
      ? externalPbx(choice.target)
      : await startExternalTelephones(choice, accounts, plan);
  const numbers = handlingByCaller(plan).keys();
  try {
    if (manager !== undefined) {
      return withAccount(pbx, await followManager(manager, numbers), accounts !== undefined);
    }
    if (queueLog !== undefined) {
      return withAccount(pbx, await followQueueLog(queueLog, numbers), accounts !== undefined);
    }
    return pbx;
  } catch (error) {
    await pbx.stop();
    throw error;
  }
};

/** Agents of ours at a PBX that is not ours, by the schedule of a plan. */
export const startExternalTelephones = async (
  { target }: ExternalChoice,
  accounts: readonly DigestCredentials[],
  plan: RunPlan,
): Promise<ExternalAgents> => {
  const { compression } = plan;
  const { handling, destination } = plan.scenario;
  const wall = (seconds: number): number => (seconds * 1000) / compression;
  const telephone = ({ talkSeconds, wrapUpSeconds }: CallHandling): TelephoneHandling => ({
    ringMilliseconds: wall(handling.ringSeconds),
    talkMilliseconds: wall(talkSeconds),
    wrapUpMilliseconds: wall(wrapUpSeconds),
  });
  return startExternalAgents({
    target,
    mode: plan.scenario.queue.mode,
    accounts,
    localHost: destination.localAddress ?? (await localAddressFor(target)),
    handlingByCaller: new Map(
      [...handlingByCaller(plan)].map(([number, times]) => [number, telephone(times)]),
    ),
    defaultHandling: telephone({
      talkSeconds: meanSeconds(handling.talk),
      wrapUpSeconds: meanSeconds(handling.wrapUp),
    }),
    hangUp: handling.hangUp,
    staffSteps: staffUntilEmpty(plan.staff, plan.windowEndSeconds),
    startScenarioSeconds: plan.windowStartSeconds - plan.leadInSeconds,
  });
};

/** Brings up the PBX of a run. What can be missing or refuse is said by what it throws. */
export const startPbx = async (
  choice: PbxChoice,
  plan: RunPlan,
  tell: (text: string) => void,
  logins?: AgentLogins,
): Promise<RunningPbx> => {
  if (choice.kind === "external") return startExternal(choice, plan);
  if (choice.kind === "asterisk") return startAsteriskFor(plan, choice.dispatch, tell, logins, choice.media);
  const { queue } = plan.scenario;
  return startEmbeddedPbx({
    ...commonOptions(plan),
    queueMode: plan.scenario.queue.mode,
    ...(queue.timeoutSeconds !== undefined && {
      givesUpRing: {
        timeoutMilliseconds: queue.timeoutSeconds * 1000,
        retryMilliseconds: (queue.retrySeconds ?? 1) * 1000,
      },
    }),
    seed: plan.seed,
    ...(logins !== undefined && {
      webSocket: true,
      authentication: embeddedAccounts(logins.count, logins.password),
    }),
    ...(choice.faults !== undefined && { faults: choice.faults }),
  });
};
