import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { PbxTarget } from "../pbx/pbx.ts";
import { freePort } from "../process/free-port.ts";
import type { AttemptCourse } from "./attempt-course.ts";
import type { CallBook } from "./call-book.ts";
import { CALLER_FIELDS, type CallerLines } from "./caller-lines.ts";
import { type CallerEvent, readCallerEvent } from "./caller-log.ts";
import { FLOOD_FILES, writeFloodFiles } from "./flood-files.ts";
import type { FloodPlan } from "./flood-plan.ts";
import { connectionLost } from "./generator-troubles.ts";
import { startCallers } from "./start-callers.ts";

/** What a flood goes on with after its one connection was closed. */
export interface InterruptedFlood {
  readonly plan: FloodPlan;
  readonly lines: CallerLines;
  readonly target: PbxTarget;
  readonly localAddress: string;
  readonly book: CallBook;
  /** The zero of the clock that the book's ticks are of. */
  readonly zeroEpoch: number;
  readonly windowEndEpoch: number;
  /** When the last call has to be over. */
  readonly lastMomentEpoch: number;
  /** From starting SIPp to its clock's zero, as it was when the flood began. */
  readonly startTakesMilliseconds: number;
  readonly takeLine: (line: string, event: CallerEvent | undefined) => void;
  /** Called while it goes on: progress. */
  readonly look: () => void;
  readonly stopping: () => "no" | "drain" | "kill";
  /** Where the callers' telephones are from now on, and the number that SIPp gives to a row's call. */
  readonly callersAre: (port: number, callIdOf: (row: number) => string | undefined) => void;
}

const LOOK_MILLISECONDS = 20;
const TRY_MILLISECONDS = 100;
/** SIPp loads, creates its calls and connects within this time; who is due before meets a PBX that is not there. */
const CONNECTED_WITHIN_MILLISECONDS = 500;
/** A PBX that closes each connection at once is not tried for ever. */
const MOST_CONNECTIONS = 20;

const accepts = ({ host, port }: PbxTarget): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.setTimeout(1000, () => end(false));
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });

/** Placed calls whose end has not been seen. */
const inFlight = (course: AttemptCourse): boolean =>
  course.sentEpoch !== undefined &&
  course.endedEpoch === undefined &&
  course.gaveUpEpoch === undefined &&
  (course.status === undefined || course.status < 300);

/** The lines of those who are due from now on, each at his next attempt, on a clock with its zero at `zeroEpoch`. */
export const linesOfRest = (
  { callers, attempts }: CallerLines,
  rest: readonly AttemptCourse[],
  zeroEpoch: number,
): CallerLines => ({
  callers: rest.map(({ row, attempt, plannedEpoch }) => {
    const line = callers[row] ?? [];
    return line
      .with(CALLER_FIELDS.due, Math.round(plannedEpoch - zeroEpoch))
      .with(CALLER_FIELDS.firstAttempt, Number(line[CALLER_FIELDS.firstAttempt]) + attempt - 1);
  }),
  attempts,
});

/** One SIPp for those who are due from now on; resolves when it has ended, with whether the connection was lost again. */
const floodRest = async (
  flood: InterruptedFlood,
  rest: readonly AttemptCourse[],
  folder: string,
): Promise<boolean> => {
  const { plan, lines, target, localAddress, book } = flood;
  const expectedZeroEpoch = Date.now() + flood.startTakesMilliseconds;
  await writeFloodFiles(
    { ...plan, workDirectory: folder },
    linesOfRest(lines, rest, expectedZeroEpoch),
    Math.round(flood.windowEndEpoch - expectedZeroEpoch),
  );
  const localPort = await freePort("tcp", localAddress);
  let finished = 0;
  let created = 0;
  let zeroEpoch = Number.POSITIVE_INFINITY;
  /** SIPp's clock began some milliseconds beside the moment that was reckoned with: so does the rest of the schedule. */
  const anchorAnew = (): void => {
    for (const course of rest) course.plannedEpoch += zeroEpoch - expectedZeroEpoch;
  };
  const running = await startCallers({
    folder,
    target,
    localAddress,
    localPort,
    callers: rest.length,
    lastsMilliseconds: flood.lastMomentEpoch - Date.now(),
    onLogLine: (line) => {
      const event = readCallerEvent(line);
      flood.takeLine(line, event);
      if (event === undefined) return;
      if (event.name === "created") {
        zeroEpoch = Math.min(zeroEpoch, event.epochMilliseconds - event.tick);
        created += 1;
        if (created === rest.length) anchorAnew();
        return;
      }
      if (event.name === "finished") finished += 1;
      // a redial is told in ticks of this SIPp, and the book's are those of the first
      const shift = zeroEpoch - flood.zeroEpoch;
      book.enter(
        event.name === "redials" ? { ...event, detail: String(Number(event.detail) + shift) } : event,
      );
    },
  });
  const calls = new Map(rest.map(({ row }, index) => [row, index + 1]));
  flood.callersAre(localPort, (row) => {
    const call = calls.get(row);
    return call === undefined ? undefined : running.callIdOf(row, call);
  });
  let drains = false;
  while (!running.hasEnded()) {
    await Promise.race([running.ended, pause(LOOK_MILLISECONDS)]);
    flood.look();
    const stopping = flood.stopping();
    if (stopping !== "no" && !drains) {
      drains = true;
      await writeFile(join(folder, FLOOD_FILES.closing), "1");
    }
    const drained = drains && book.inProgress() === 0;
    if (stopping === "kill" || drained || Date.now() > flood.lastMomentEpoch) running.kill();
  }
  return finished < rest.length && (await connectionLost(join(folder, FLOOD_FILES.errors)));
};

/**
 * Goes on with a flood whose one TCP or TLS connection the PBX has closed, which
 * SIPp does not survive: calls in flight have failed, and so has every call
 * that falls due until the PBX takes a connection again; for those due later
 * another SIPp is started. Gives back what happened, as sentences.
 */
export const carryOn = async (flood: InterruptedFlood): Promise<readonly string[]> => {
  const { book } = flood;
  const findings: string[] = [];
  for (let connections = 1; connections <= MOST_CONNECTIONS; connections++) {
    const lostEpoch = Date.now();
    const torn = book.courses().filter(inFlight);
    for (const course of torn) course.endedEpoch = lostEpoch;
    let unplaced = 0;
    const failDueBy = (epoch: number): void => {
      for (const course of book.courses()) {
        if (
          course.sentEpoch !== undefined ||
          course.endedEpoch !== undefined ||
          course.plannedEpoch > epoch
        ) {
          continue;
        }
        course.sentEpoch = course.plannedEpoch;
        course.endedEpoch = course.plannedEpoch;
        unplaced += 1;
      }
    };
    const left = (): readonly AttemptCourse[] =>
      book
        .courses()
        .filter(({ sentEpoch, endedEpoch }) => sentEpoch === undefined && endedEpoch === undefined);
    const tell = (): void => {
      findings.push(
        `The PBX closed the connection that all callers share: ${torn.length} calls under way were cut off, and ${unplaced} that fell due before it took a connection again could not be placed. Whoever had no agent yet counts as failed.`,
      );
    };
    let accepted = false;
    while (left().length > 0 && flood.stopping() === "no") {
      accepted = await accepts(flood.target);
      if (accepted) break;
      failDueBy(Date.now());
      flood.look();
      await pause(TRY_MILLISECONDS);
    }
    if (accepted) failDueBy(Date.now() + CONNECTED_WITHIN_MILLISECONDS);
    const rest = left();
    if (rest.length === 0 || !accepted) {
      tell();
      return findings;
    }
    tell();
    const folder = join(flood.plan.workDirectory, `after-loss-${connections}`);
    if (!(await floodRest(flood, rest, folder)) || flood.stopping() !== "no") return findings;
  }
  return findings;
};
