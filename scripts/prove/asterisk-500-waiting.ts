import { floodRampStep, mostAtOnce } from "../../src/campaign/ramp-step.ts";
import { findAsterisk } from "../../src/pbx/asterisk/find-asterisk.ts";
import { startAsteriskPbx } from "../../src/pbx/asterisk/start-asterisk-pbx.ts";
import type { PbxEvent } from "../../src/pbx/pbx.ts";
import { raisePriority } from "../../src/process/raise-priority.ts";
import { markdownTable, type Proof } from "./evidence.ts";

export const title = "Asterisk: 100 agents and 500 waiting callers at once";

const AGENTS = 100;
const CALLS = 600;
const LEAST_WAITING = 500;
const ARRIVE_WITHIN_SECONDS = 12;
const TALK_SECONDS = 30;

/** The most callers that waited at one time, by Asterisk's own events. */
const mostWaiting = (events: readonly PbxEvent[]): number => {
  const joined = new Map<string, number>();
  const stretches: (readonly [number, number])[] = [];
  for (const event of events) {
    if (event.kind === "available") continue;
    const call = event.call.callId ?? event.call.callerNumber;
    if (event.kind === "joined") joined.set(call, event.epochMilliseconds);
    if (event.kind !== "connected" && event.kind !== "abandoned") continue;
    const from = joined.get(call);
    if (from !== undefined) stretches.push([from, event.epochMilliseconds]);
    joined.delete(call);
  }
  return mostAtOnce(stretches);
};

export const prove = async (print: (line: string) => void): Promise<Proof> => {
  const found = await findAsterisk();
  if (found === undefined) return { state: "skipped", reason: "no Asterisk is installed or fetched" };
  raisePriority();
  const rows: string[][] = [];
  let holds = true;
  for (const dispatch of ["native", "woken"] as const) {
    const pbx = await startAsteriskPbx({
      queueName: "proof",
      mode: "ringing",
      staffSteps: [{ startSeconds: 0, endSeconds: 1e6, agents: AGENTS }],
      startScenarioSeconds: 0,
      compression: 1,
      ringSeconds: 0.1,
      hangUp: "caller",
      handlingByCaller: new Map(),
      defaultHandling: { talkSeconds: TALK_SECONDS, wrapUpSeconds: 0 },
      dispatch,
      transport: "udp",
      user: "proof",
      tell: print,
    });
    const events: PbxEvent[] = [];
    pbx.follow((event) => void events.push(event));
    try {
      const measured = await floodRampStep(
        pbx,
        {
          calls: CALLS,
          withinSeconds: ARRIVE_WITHIN_SECONDS,
          talkSeconds: TALK_SECONDS,
          giveUp: { kind: "together", seconds: 5 },
        },
        { name: "proof", mode: "ringing" },
        [],
      );
      const waiting = mostWaiting(events);
      const connected = events.filter(({ kind }) => kind === "connected").length;
      const row = [
        dispatch,
        String(measured.calls),
        String(connected),
        String(waiting),
        String(measured.failures),
        measured.setupP95Milliseconds?.toFixed(0) ?? "-",
        measured.latenessP99Milliseconds?.toFixed(0) ?? "-",
        `${measured.dropped?.["callers"] ?? "-"} / ${measured.dropped?.["pbx"] ?? "-"}`,
      ];
      rows.push(row);
      print(row.join(" · "));
      holds &&= waiting >= LEAST_WAITING && measured.failures === 0 && connected >= AGENTS;
    } finally {
      await pbx.stop();
    }
  }
  return {
    state: holds ? "held" : "failed",
    markdown: `Asterisk ${found.version}, ${AGENTS} agents who talk for ${TALK_SECONDS} s, ${CALLS} callers within ${ARRIVE_WITHIN_SECONDS} s; who has no agent hangs up five seconds after the last came. Held: at least ${LEAST_WAITING} wait at once by Asterisk's own events, and no call fails.

${markdownTable(["dispatch", "calls", "connected", "most waiting at once", "failed", "set-up p95, ms", "lateness p99, ms", "datagrams dropped, callers / PBX"], rows)}
`,
  };
};
