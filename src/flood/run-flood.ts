import { setTimeout as pause } from "node:timers/promises";
import type { PbxEvent, RunningPbx } from "../pbx/pbx.ts";
import { freePort } from "../process/free-port.ts";
import { type DroppedDatagrams, watchUdpDrops } from "../process/udp-drops.ts";
import { probeSipp } from "../sipp-wrapper/probe-sipp.ts";
import { checkTarget } from "./allowed-target.ts";
import { askOptions } from "./ask-options.ts";
import { checkPlan } from "./check-plan.ts";
import { failedDialogues } from "./failed-dialogues.ts";
import { tidyFloodFiles, writeFloodFiles } from "./flood-files.ts";
import type { FloodHooks, FloodPlan } from "./flood-plan.ts";
import type { FloodResult } from "./flood-result.ts";
import { type FloodSchedule, floodSchedule } from "./flood-schedule.ts";
import { followFlood, type GoingFlood } from "./follow-flood.ts";
import { generatorTroubles } from "./generator-troubles.ts";
import { judgeLoad } from "./judge-load.ts";
import { localAddressFor } from "./local-address.ts";
import { requireTransport } from "./require-transport.ts";
import { settleAttempts } from "./settle-attempts.ts";
import { startCallers } from "./start-callers.ts";
import { followStop } from "./stop-flood.ts";
import { watchCallers } from "./watch-callers.ts";

/** The PBX's last events are on their way. */
const LAST_EVENTS_MILLISECONDS = 50;

/** Without what this PBX has not: queues that callers name, a second line. */
const asThePbxHasIt = ({ queueOf, secondCall, ...plan }: FloodPlan, pbx: RunningPbx): FloodPlan => ({
  ...plan,
  ...(pbx.namedQueues === true && queueOf !== undefined && { queueOf }),
  ...(pbx.secondLine !== undefined && secondCall !== undefined && { secondCall }),
});

/** Where callers call from and what places their calls, once all that can be refused was asked for. */
const admit = async (
  plan: FloodPlan,
  { target }: RunningPbx,
): Promise<{ readonly localAddress: string; readonly generator: FloodResult["generator"] }> => {
  checkTarget(target, plan.allowedTargets);
  checkPlan(plan, target);
  const sipp = await probeSipp();
  requireTransport(sipp, target.transport);
  const localAddress = plan.localAddress ?? (await localAddressFor(target));
  await askOptions(target, localAddress);
  return {
    localAddress,
    generator: { name: "SIPp", version: sipp.state === "found" ? sipp.version : "unknown" },
  };
};

const floodOfNobody = (
  plan: FloodPlan,
  schedule: FloodSchedule,
  generator: FloodResult["generator"],
): FloodResult => ({
  records: [],
  load: judgeLoad([], plan, []),
  clock: schedule.clockFrom(Date.now() - schedule.leadTick),
  interrupted: false,
  pbxEvents: [],
  firstResponseMilliseconds: [],
  generator,
  failedMessages: "",
  wallSeconds: 0,
});

/** What was noted beside the books while the flood went on; it grows until the flood is over. */
interface Witnesses {
  readonly troubles: string[];
  readonly pbxEvents: PbxEvent[];
  readonly unfollow: () => void;
  readonly drops: { readonly stop: () => DroppedDatagrams | undefined };
}

/** Starts the callers, asleep, and everything that watches them. */
const startFlood = async (
  plan: FloodPlan,
  pbx: RunningPbx,
  hooks: FloodHooks,
  schedule: FloodSchedule,
  localAddress: string,
): Promise<{ readonly flood: GoingFlood; readonly witnesses: Witnesses }> => {
  const { target, audio } = pbx;
  const { transport } = target;
  await writeFloodFiles(plan, schedule.lines, schedule.windowEndTick, audio?.port);
  const troubles: string[] = [];
  const onTrouble = (sentence: string): void => void troubles.push(sentence);
  const pbxEvents: PbxEvent[] = [];
  const unfollow = pbx.follow((event) => void pbxEvents.push(event));
  const localPort = await freePort(transport === "udp" ? "udp" : "tcp", localAddress);
  pbx.callersAt?.({ host: localAddress, port: localPort, transport });
  const drops = watchUdpDrops({ callers: { from: localPort, to: localPort }, ...pbx.sockets });
  // what came before this flood is none of it
  await audio?.take();
  const startedEpoch = Date.now();
  const watch = watchCallers(plan.trace.callers, schedule, startedEpoch, audio);
  const callers = await startCallers({
    folder: plan.workDirectory,
    target,
    localAddress,
    localPort,
    callers: plan.trace.callers,
    lastsMilliseconds: schedule.lastTick,
    onLogLine: watch.takeLine,
    onLogError: (error) => onTrouble(`The callers' log could not be read: ${error.message}.`),
  });
  const rows = new Map(
    Array.from({ length: plan.trace.callers }, (_, row) => [plan.callerNumber(row), row] as const),
  );
  const rowOfNumber = (number: string): number | undefined => rows.get(number);
  pbx.callersKnownBy?.((number) => {
    const row = rowOfNumber(number);
    return row === undefined ? undefined : callers.callIdOf(row, row + 1);
  });
  const stop = followStop(hooks, plan.workDirectory, callers, onTrouble);
  return {
    flood: {
      plan,
      pbx,
      hooks,
      schedule,
      localAddress,
      callers,
      watch,
      stop,
      startedEpoch,
      rowOfNumber,
      onTrouble,
    },
    witnesses: { troubles, pbxEvents, unfollow, drops },
  };
};

/** Why SIPp ended before its callers did, where nobody wanted it and the PBX did not cause it. */
const troublesOfEarlyEnd = async (
  { plan, callers, watch, stop }: GoingFlood,
  findings: readonly string[],
): Promise<readonly string[]> => {
  const ending = await callers.ended;
  const finished = watch.book.finished();
  const isEarly = ending.kind === "killed" || finished < plan.trace.callers;
  const isWanted = stop.isEndedByUs() || stop.interruptedEpoch() !== undefined;
  if (!isEarly || isWanted || findings.length > 0) return [];
  return generatorTroubles({ ending, callers: plan.trace.callers, finished, folder: plan.workDirectory });
};

/** Reconciles a flood that is over with its trace and judges the load. */
const concludeFlood = async (
  flood: GoingFlood,
  witnesses: Witnesses,
  findings: readonly string[],
  generator: FloodResult["generator"],
): Promise<FloodResult> => {
  const { plan, pbx, schedule, callers, watch, stop, rowOfNumber } = flood;
  const { pbxEvents } = witnesses;
  await callers.ended;
  const endEpoch = Date.now();
  if (!stop.isEndedByUs()) await pbx.settle?.();
  await pause(LAST_EVENTS_MILLISECONDS);
  witnesses.unfollow();
  const dropped = witnesses.drops.stop();
  const audio = await pbx.audio?.take();

  const troubles = [
    ...witnesses.troubles,
    ...(await troublesOfEarlyEnd(flood, findings)),
    ...(pbx.troubles?.() ?? []),
  ];
  const clock = schedule.clockFrom(watch.zeroEpoch());
  const interruptedEpoch = stop.interruptedEpoch();
  const { records, firstResponseMilliseconds } = settleAttempts({
    plan,
    clock,
    courses: watch.book.courses(),
    pbxEvents,
    rowOfNumber,
    interruptedEpoch,
  });
  const load = judgeLoad(records, plan, troubles);
  // whole dialogues where they can be had; the response that ended each call where not
  const failedMessages = failedDialogues(plan.workDirectory, records) || watch.failedMessages();
  await tidyFloodFiles(plan.workDirectory, failedMessages, load.valid);
  return {
    records,
    load,
    clock,
    interrupted: interruptedEpoch !== undefined,
    findings,
    pbxEvents,
    firstResponseMilliseconds,
    ...(dropped !== undefined && { dropped }),
    ...(audio !== undefined && { audio }),
    generator,
    failedMessages,
    wallSeconds: Math.max(0, (endEpoch - clock.originEpochMilliseconds) / 1000),
  };
};

/**
 * Floods a PBX with a trace and gives back one record for every attempt that
 * fell due:
 *
 *   check target → ask OPTIONS → create all callers, asleep → find SIPp's clock
 *   → start the PBX's clock → follow → reconcile → judge the load
 *
 * Throws `TargetNotAllowed` before any packet, `NoAnswer` where nothing answers
 * OPTIONS, `ProgramMissing` without SIPp, `InvalidInput` for a plan that SIPp
 * cannot carry. What happens after the first call is never thrown but stands in
 * the result, so that nothing measured is lost.
 */
export const runFlood = async (
  asked: FloodPlan,
  pbx: RunningPbx,
  hooks: FloodHooks = {},
): Promise<FloodResult> => {
  const plan = asThePbxHasIt(asked, pbx);
  const { localAddress, generator } = await admit(plan, pbx);
  const schedule = floodSchedule(plan);
  if (plan.trace.callers === 0) return floodOfNobody(plan, schedule, generator);
  const { flood, witnesses } = await startFlood(plan, pbx, hooks, schedule, localAddress);
  const findings = await followFlood(flood);
  return concludeFlood(flood, witnesses, findings, generator);
};
