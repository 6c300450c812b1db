import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PbxEvent, RunningPbx } from "../pbx/pbx.ts";
import { freePort } from "../process/free-port.ts";
import { watchUdpDrops } from "../process/udp-drops.ts";
import { probeSipp } from "../sipp-wrapper/probe-sipp.ts";
import { startSipp } from "../sipp-wrapper/start-sipp.ts";
import type { WallClock } from "../trace/wall-clock.ts";
import { carryOn } from "./after-connection-loss.ts";
import { checkTarget } from "./allowed-target.ts";
import { askOptions } from "./ask-options.ts";
import { courseState } from "./attempt-course.ts";
import { openCallBook } from "./call-book.ts";
import { callRecord } from "./call-records.ts";
import { noteForAudio } from "./caller-audio.ts";
import { callerLines } from "./caller-lines.ts";
import { readCallerEvent } from "./caller-log.ts";
import { UNANSWERED_MILLISECONDS } from "./caller-terms.ts";
import { checkPlan } from "./check-plan.ts";
import { failedDialogues } from "./failed-dialogues.ts";
import { collectFailedMessages } from "./failed-messages.ts";
import { FLOOD_FILES, tidyFloodFiles, writeFloodFiles } from "./flood-files.ts";
import type { FloodHooks, FloodPlan } from "./flood-plan.ts";
import type { FloodResult } from "./flood-result.ts";
import { connectionLost, generatorTroubles } from "./generator-troubles.ts";
import { judgeLoad } from "./judge-load.ts";
import { localAddressFor } from "./local-address.ts";
import { measureProgress } from "./measure-progress.ts";
import { mergePbxEvents } from "./merge-pbx-events.ts";
import { requireTransport } from "./require-transport.ts";

/** Time for SIPp to load and to create its calls before the first arrival; measured at 50,000 calls. */
const LEAD_MILLISECONDS = 1000;
const LEAD_MILLISECONDS_PER_CALL = 0.05;
const PROGRESS_MILLISECONDS = 1000;
const LOOK_MILLISECONDS = 20;
/** Beyond the last patience, talk and timeout, before SIPp is ended. */
const MARGIN_MILLISECONDS = 5000;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const largest = (column: Float64Array): number => column.reduce((most, value) => Math.max(most, value), 0);

/** How long after the window's end the last call may last, wall milliseconds. */
const tailMilliseconds = (plan: FloodPlan, attempts: readonly (readonly (string | number)[])[]): number => {
  const longestPatience = attempts.reduce((most, line) => Math.max(most, Number(line[1])), 0);
  const longestTalk = (largest(plan.trace.talkSeconds) / plan.compression) * 1000;
  const seconds = plan.trace.talkSeconds.map((_, row) => {
    const second = plan.secondCall?.(row);
    return second === undefined ? 0 : second.patienceSeconds + second.talkSeconds;
  });
  const longestSecondCall = (largest(seconds) / plan.compression) * 1000;
  return (
    longestPatience + longestTalk + longestSecondCall + 2 * UNANSWERED_MILLISECONDS + MARGIN_MILLISECONDS
  );
};

/** Without what this PBX has not: queues that callers name, a second line. */
const asThePbxHasIt = ({ queueOf, secondCall, ...plan }: FloodPlan, pbx: RunningPbx): FloodPlan => ({
  ...plan,
  ...(pbx.namedQueues === true && queueOf !== undefined && { queueOf }),
  ...(pbx.secondLine !== undefined && secondCall !== undefined && { secondCall }),
});

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
  const { target } = pbx;
  checkTarget(target, plan.allowedTargets);
  checkPlan(plan, target);
  const { transport } = target;
  const sipp = await probeSipp();
  requireTransport(sipp, transport);
  const localAddress = plan.localAddress ?? (await localAddressFor(target));
  await askOptions(target, localAddress);

  const { trace, compression } = plan;
  const startSeconds = plan.windowStartSeconds - plan.leadInSeconds;
  const wallOf = (seconds: number): number => ((seconds - startSeconds) / compression) * 1000;
  const leadTick = Math.ceil(LEAD_MILLISECONDS + trace.callers * LEAD_MILLISECONDS_PER_CALL);
  const windowEndTick = leadTick + Math.round(wallOf(plan.windowEndSeconds));
  const lines = callerLines(plan, leadTick);
  const tail = tailMilliseconds(plan, lines.attempts);

  const inFolder = (name: string): string => join(plan.workDirectory, name);

  let zeroEpoch = Number.POSITIVE_INFINITY;
  const clockNow = (): WallClock => ({
    originEpochMilliseconds: zeroEpoch + leadTick,
    originScenarioSeconds: startSeconds,
    compression,
  });
  const pbxEvents: PbxEvent[] = [];
  const troubles: string[] = [];

  if (trace.callers === 0) {
    zeroEpoch = Date.now() - leadTick;
    return {
      records: [],
      load: judgeLoad([], plan, []),
      clock: clockNow(),
      interrupted: false,
      pbxEvents,
      firstResponseMilliseconds: [],
      generator: { name: "SIPp", version: sipp.state === "found" ? sipp.version : "unknown" },
      failedMessages: "",
      wallSeconds: 0,
    };
  }
  await writeFloodFiles(plan, lines, windowEndTick, pbx.audio?.port);

  const messages = collectFailedMessages();
  let worstLateness = 0;
  const book = openCallBook({
    callers: trace.callers,
    firstDueEpoch: (row) => zeroEpoch + Number(lines.callers[row]?.[2] ?? 0),
    epochOfTick: (tick) => zeroEpoch + tick,
    onPlaced: (lateness) => {
      worstLateness = Math.max(worstLateness, lateness);
    },
  });

  const unfollow = pbx.follow((event) => void pbxEvents.push(event));
  const localPort = await freePort(transport === "udp" ? "udp" : "tcp", localAddress);
  pbx.callersAt?.({ host: localAddress, port: localPort, transport });
  const drops = watchUdpDrops({ callers: { from: localPort, to: localPort }, ...pbx.sockets });
  // what came before this flood is none of it
  await pbx.audio?.take();
  const startedEpoch = Date.now();
  const running = await startSipp({
    workingDirectory: plan.workDirectory,
    scenarioFile: FLOOD_FILES.scenario,
    injectionFiles: [FLOOD_FILES.callers, FLOOD_FILES.attempts],
    remote: { host: target.host, port: target.port },
    transport,
    localAddress,
    localPort,
    service: target.user,
    calls: trace.callers,
    callsPerSecond: Math.max(1000, trace.callers * 10),
    logFile: FLOOD_FILES.log,
    errorFile: FLOOD_FILES.errors,
    messageFile: FLOOD_FILES.messages,
    timeoutSeconds: (windowEndTick + tail) / 1000 + 5,
    onLogLine: (line) => {
      const event = readCallerEvent(line);
      messages.take(line, event);
      if (event === undefined) return;
      if (event.name === "created") zeroEpoch = Math.min(zeroEpoch, event.epochMilliseconds - event.tick);
      book.enter(event);
      if (pbx.audio !== undefined) noteForAudio(pbx.audio, event);
    },
    onLogError: (error) => void troubles.push(`The callers' log could not be read: ${error.message}.`),
  });
  const rowByNumber = new Map(
    Array.from({ length: trace.callers }, (_, row) => [plan.callerNumber(row), row] as const),
  );
  pbx.callersKnownBy?.((number) => {
    const row = rowByNumber.get(number);
    // what SIPp makes of [call_id] itself: number of the call from 1, process, address
    return row === undefined ? undefined : `${row}///${row + 1}-${running.pid}@${localAddress}`;
  });
  let findings: readonly string[] = [];
  let hasEnded = false;
  const ended = running.ended.then((ending) => {
    hasEnded = true;
    return ending;
  });

  let interrupted = false;
  let interruptedEpoch: number | undefined;
  let killedByUs = false;
  const drain = (): void => {
    interrupted = true;
    interruptedEpoch ??= Date.now();
    // Written in place: SIPp opens it at every start of a call and must never find it gone.
    writeFile(inFolder(FLOOD_FILES.closing), "1").catch((error: Error) => {
      troubles.push(`Further calls could not be held back (${error.message}), so SIPp was ended.`);
      killedByUs = true;
      running.kill();
    });
  };
  const kill = (): void => {
    drain();
    killedByUs = true;
    running.kill();
  };
  if (hooks.drain?.aborted) drain();
  if (hooks.kill?.aborted) kill();
  hooks.drain?.addEventListener("abort", drain, { once: true });
  hooks.kill?.addEventListener("abort", kill, { once: true });

  try {
    // Every caller exists before the first is due, or the run is late from its first call on.
    const createdBy = performance.now() + leadTick + 2000;
    while (!hasEnded && book.created() < trace.callers && performance.now() < createdBy) {
      await pause(LOOK_MILLISECONDS);
    }
    if (book.created() > 0) pbx.startClock(clockNow());
    if (Date.now() > clockNow().originEpochMilliseconds && !hasEnded) {
      troubles.push(
        `Creating ${trace.callers} callers took until the first of them was due: ${book.created()} stood then.`,
      );
    }

    const lastMoment = zeroEpoch + windowEndTick + tail;
    let nextProgress = performance.now() + PROGRESS_MILLISECONDS;
    const tellProgress = (): void => {
      if (performance.now() < nextProgress) return;
      nextProgress += PROGRESS_MILLISECONDS;
      hooks.onProgress?.(
        measureProgress(book.courses(), plan.queue.mode, clockNow(), Date.now(), worstLateness),
        () =>
          book
            .courses()
            .filter((course) => courseState(course, plan.queue.mode).state === "ended")
            .map((course) => callRecord(course, plan, clockNow())),
      );
      worstLateness = 0;
    };
    while (!hasEnded) {
      await Promise.race([ended, pause(LOOK_MILLISECONDS)]);
      tellProgress();
      const drained = interrupted && book.inProgress() === 0 && Date.now() > (interruptedEpoch ?? 0) + 100;
      if (!hasEnded && (drained || Date.now() > lastMoment)) {
        if (!drained) troubles.push("Calls were left that never ended; SIPp was ended with them.");
        killedByUs = true;
        running.kill();
        break;
      }
    }
    const isCutOff = !killedByUs && transport !== "udp" && book.finished() < trace.callers;
    if (isCutOff && (await connectionLost(inFolder(FLOOD_FILES.errors)))) {
      findings = await carryOn({
        plan,
        lines,
        target,
        localAddress,
        book,
        zeroEpoch,
        windowEndEpoch: zeroEpoch + windowEndTick,
        lastMomentEpoch: lastMoment,
        startTakesMilliseconds: zeroEpoch - startedEpoch,
        takeLine: messages.take,
        look: tellProgress,
        stopping: () => (killedByUs ? "kill" : interrupted ? "drain" : "no"),
        callersAre: (port, callIdOf) => {
          pbx.callersAt?.({ host: localAddress, port, transport });
          pbx.callersKnownBy?.((number) => {
            const row = rowByNumber.get(number);
            return row === undefined ? undefined : callIdOf(row);
          });
        },
      });
    }
  } finally {
    hooks.drain?.removeEventListener("abort", drain);
    hooks.kill?.removeEventListener("abort", kill);
    if (!hasEnded) running.kill();
  }
  const ending = await ended;
  const endEpoch = Date.now();
  if (!killedByUs) await pbx.settle?.();
  // The PBX's last events are on their way.
  await pause(50);
  unfollow();
  const dropped = drops.stop();
  const audio = await pbx.audio?.take();

  const finished = book.finished();
  const endedEarly = ending.kind === "killed" || finished < trace.callers;
  if (!killedByUs && !interrupted && endedEarly && findings.length === 0) {
    const early = { ending, callers: trace.callers, finished, folder: plan.workDirectory };
    troubles.push(...(await generatorTroubles(early)));
  }
  troubles.push(...(pbx.troubles?.() ?? []));
  if (!Number.isFinite(zeroEpoch)) zeroEpoch = endEpoch - leadTick;

  const clock = clockNow();
  const courses = book
    .courses()
    .filter(({ plannedEpoch, sentEpoch }) =>
      interruptedEpoch === undefined ? true : plannedEpoch <= interruptedEpoch || sentEpoch !== undefined,
    );
  mergePbxEvents(courses, pbxEvents, (number) => rowByNumber.get(number));
  const attempts = courses
    .map((course) => ({ course, record: callRecord(course, plan, clock) }))
    .sort((a, b) => a.record.arrivalSeconds - b.record.arrivalSeconds);
  const records = attempts.map(({ record }) => record);
  const load = judgeLoad(records, plan, troubles);
  // whole dialogues where they can be had; the response that ended each call where not
  const failedMessages = failedDialogues(plan.workDirectory, records) || messages.text();
  await tidyFloodFiles(plan.workDirectory, failedMessages, load.valid);
  return {
    records,
    load,
    clock,
    interrupted,
    findings,
    pbxEvents,
    firstResponseMilliseconds: attempts.flatMap(({ course: { firstResponseEpoch, sentEpoch }, record }) =>
      record.counted && firstResponseEpoch !== undefined && sentEpoch !== undefined
        ? [firstResponseEpoch - sentEpoch]
        : [],
    ),
    ...(dropped !== undefined && { dropped }),
    ...(audio !== undefined && { audio }),
    generator: { name: "SIPp", version: sipp.state === "found" ? sipp.version : "unknown" },
    failedMessages,
    wallSeconds: Math.max(0, (endEpoch - clock.originEpochMilliseconds) / 1000),
  };
};
