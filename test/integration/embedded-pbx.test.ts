import { afterEach, describe, expect, it } from "vitest";
import type { EmbeddedPbxOptions } from "../../src/pbx/embedded/options.ts";
import { startEmbeddedPbx } from "../../src/pbx/embedded/start-embedded-pbx.ts";
import type { PbxEvent, RunningPbx } from "../../src/pbx/pbx.ts";
import { InvalidInput } from "../../src/scenario/invalid-input.ts";
import {
  ack,
  ackOfRefusal,
  bye,
  cancel,
  incoming,
  invite,
  inviteOnce,
  maybe,
  ok,
  pause,
  provisional,
  reInvite,
  request,
  response,
  scenario,
} from "./embedded-pbx/scenarios.ts";
import { runSipp, sippIsMissing } from "./embedded-pbx/sipp.ts";

const OPTIONS: EmbeddedPbxOptions = {
  staffSteps: [{ startSeconds: 0, endSeconds: 86_400, agents: 1 }],
  startScenarioSeconds: 0,
  compression: 100,
  ringSeconds: 5,
  queueMode: "ringing",
  hangUp: "agent",
  handlingByCaller: new Map(),
  defaultHandling: { talkSeconds: 20, wrapUpSeconds: 5 },
  transport: "udp",
  user: "hotline",
  seed: 1,
};

const running: RunningPbx[] = [];
const start = async (changes: Partial<EmbeddedPbxOptions> = {}) => {
  const pbx = await startEmbeddedPbx({ ...OPTIONS, ...changes });
  running.push(pbx);
  const events: PbxEvent[] = [];
  pbx.follow((event) => events.push(event));
  const count = (kind: PbxEvent["kind"]): number => events.filter((event) => event.kind === kind).length;
  return { pbx, port: pbx.target.port, events, count };
};
afterEach(async () => {
  for (const pbx of running.splice(0)) await pbx.stop();
});

const answeredByAgent = scenario(invite, provisional, response(200), ack, incoming("BYE"), ok);

describe.skipIf(sippIsMissing && process.env["SURGELINE_REQUIRE"] !== "all")(
  "the embedded PBX and SIPp's calls (SIPp is needed)",
  () => {
    it.each(["u1", "t1"] as const)("rings, answers, talks and hangs up, by %s", async (transport) => {
      const { pbx, port, count } = await start();
      const result = await runSipp({ scenario: answeredByAgent, port, calls: 3, transport });
      expect(result, result.errors).toMatchObject({ successful: 3, failed: 0 });
      await pbx.stop();
      expect([count("joined"), count("connected"), count("completed")]).toEqual([3, 3, 3]);
    });

    it("is settled when the last wrap-up is over and told", async () => {
      const defaultHandling = { talkSeconds: 20, wrapUpSeconds: 50 };
      const { pbx, port, events } = await start({ defaultHandling });
      const result = await runSipp({ scenario: answeredByAgent, port, calls: 1 });
      expect(result, result.errors).toMatchObject({ successful: 1, failed: 0 });
      await pbx.settle?.();
      expect(events.slice(-2).map(({ kind }) => kind)).toEqual(["completed", "available"]);
    });

    it("serves first come first served with the agents there are", async () => {
      const { pbx, port, events } = await start({
        staffSteps: [{ startSeconds: 0, endSeconds: 86_400, agents: 3 }],
      });
      const result = await runSipp({ scenario: answeredByAgent, port, calls: 30, callsPerSecond: 200 });
      expect(result, result.errors).toMatchObject({ successful: 30, failed: 0 });
      await pbx.stop();
      const order = (kind: "joined" | "connected") =>
        events.flatMap((event) => (event.kind === kind ? [event.call.callerNumber] : []));
      expect(order("connected")).toEqual(order("joined"));
      const agents = events.flatMap((event) => (event.kind === "connected" ? [event.agent] : []));
      expect(new Set(agents)).toEqual(new Set(["1", "2", "3"]));
      let busy = 0;
      for (const event of events) {
        if (event.kind === "ringing") busy += 1;
        if (event.kind === "available") busy -= 1;
        expect(busy).toBeLessThanOrEqual(3);
      }
    });

    it("takes a CANCEL: 200 to it, 487 to the INVITE", async () => {
      const { pbx, port, events } = await start({ ringSeconds: 3_000 });
      const result = await runSipp({
        scenario: scenario(
          invite,
          maybe(100),
          maybe(182),
          response(180),
          pause(50),
          cancel(5),
          response(200),
          response(487),
          ackOfRefusal(8),
        ),
        port,
      });
      expect(result, result.errors).toMatchObject({ successful: 1, failed: 0 });
      await pbx.stop();
      expect(events.map((event) => event.kind)).toEqual(["joined", "ringing", "abandoned", "available"]);
    });

    it("answers 503 beyond its trunks", async () => {
      const { pbx, port, count } = await start({ trunks: 0 });
      const result = await runSipp({
        scenario: scenario(invite, maybe(100), response(503), ackOfRefusal(3)),
        port,
        calls: 5,
      });
      expect(result, result.errors).toMatchObject({ successful: 5, failed: 0 });
      await pbx.stop();
      expect(count("blocked")).toBe(5);
    });

    it("answers first where it shall, and tells by INFO who has taken the call", async () => {
      const { pbx, port, events } = await start({ queueMode: "answerFirst" });
      const result = await runSipp({
        scenario: scenario(
          invite,
          maybe(100),
          response(200),
          ack,
          '<recv request="INFO"><action><ereg regexp="1" search_in="hdr" header="X-Surgeline-Agent:" check_it="true" assign_to="agent"/></action></recv>',
          ok,
          incoming("BYE"),
          ok,
          '<Reference variables="agent"/>',
        ),
        port,
        calls: 2,
      });
      expect(result, result.errors).toMatchObject({ successful: 2, failed: 0 });
      await pbx.stop();
      expect(events.filter((event) => event.kind === "completed")).toHaveLength(2);
    });

    it("counts one call where the INVITE comes three times", async () => {
      const { pbx, port, count } = await start();
      const result = await runSipp({
        scenario: scenario(
          inviteOnce,
          response(100),
          response(180),
          inviteOnce,
          inviteOnce,
          // Of equal responses SIPp itself drops those after the first.
          maybe(180),
          maybe(180),
          response(200),
          ack,
          incoming("BYE"),
          ok,
        ),
        port,
      });
      expect(result, result.errors).toMatchObject({ successful: 1, failed: 0 });
      await pbx.stop();
      expect([count("joined"), count("completed")]).toEqual([1, 1]);
    });

    it("lets the caller hang up, after a re-INVITE of theirs", async () => {
      const { pbx, port, events } = await start({ hangUp: "caller" });
      const result = await runSipp({
        scenario: scenario(
          invite,
          provisional,
          response(200),
          ack,
          reInvite,
          maybe(100),
          response(200),
          pause(50),
          bye,
          response(200),
        ),
        port,
      });
      expect(result, result.errors).toMatchObject({ successful: 1, failed: 0 });
      await pbx.stop();
      expect(events.find((event) => event.kind === "completed")).toMatchObject({ endedBy: "caller" });
    });

    it("tells what it can, and refuses what it cannot", async () => {
      const { port } = await start();
      for (const [method, status] of [
        ["OPTIONS", 200],
        ["REGISTER", 200],
        ["SUBSCRIBE", 405],
        ["DANCE", 501],
        ["BYE", 481],
      ] as const) {
        const result = await runSipp({ scenario: scenario(request(method), response(status)), port });
        expect(result, `${method}: ${result.errors}`).toMatchObject({ successful: 1, failed: 0 });
      }
    });

    it("registers who knows the password", async () => {
      const { port } = await start({
        authentication: {
          realm: "hotline",
          passwordByUser: new Map([["desk", "opens"]]),
          methods: ["REGISTER"],
        },
      });
      const result = await runSipp({
        scenario: scenario(
          request("REGISTER"),
          response(401, ' auth="true"'),
          request("REGISTER", "[authentication username=desk password=opens]").replace(
            "CSeq: 1 REGISTER",
            "CSeq: 2 REGISTER",
          ),
          response(200),
        ),
        port,
      });
      expect(result, result.errors).toMatchObject({ successful: 1, failed: 0 });
    });

    it("fails the share of calls that it shall", async () => {
      const { pbx, port, events } = await start({ faults: { failureShare: 1 } });
      const result = await runSipp({
        scenario: scenario(invite, maybe(100), response(500), ackOfRefusal(3)),
        port,
        calls: 4,
      });
      expect(result, result.errors).toMatchObject({ successful: 4, failed: 0 });
      await pbx.stop();
      expect(events).toEqual([]);
    });

    it("loses its calls in a restart and takes new ones on the same port afterwards", async () => {
      const { pbx, port, count } = await start({
        faults: { restart: { atScenarioSeconds: 10, downMilliseconds: 200 } },
        defaultHandling: { talkSeconds: 10_000, wrapUpSeconds: 0 },
        ringSeconds: 0,
      });
      // The clock starts when the call is up, so that the restart, a tenth of a second later, finds it.
      const stopWaiting = pbx.follow((event) => {
        if (event.kind !== "connected") return;
        stopWaiting();
        pbx.startClock({
          originEpochMilliseconds: performance.timeOrigin + performance.now(),
          originScenarioSeconds: 0,
          compression: 100,
        });
      });
      const lost = await runSipp({
        scenario: scenario(invite, provisional, response(200), ack, pause(2_500), bye, response(481)),
        port,
      });
      expect(lost, lost.errors).toMatchObject({ successful: 1, failed: 0 });
      const after = await runSipp({
        scenario: scenario(invite, provisional, response(200), ack, bye, response(200)),
        port,
      });
      expect(after, after.errors).toMatchObject({ successful: 1, failed: 0 });
      await pbx.stop();
      // The first call was never completed: its agent's memory went with the PBX.
      expect([count("connected"), count("completed")]).toEqual([2, 1]);
    });
  },
);

describe("the embedded PBX's thread", () => {
  it("says so when its port is taken, and can be stopped twice", async () => {
    const { pbx, port } = await start();
    await expect(startEmbeddedPbx({ ...OPTIONS, port })).rejects.toThrow(InvalidInput);
    await pbx.stop();
    await pbx.stop();
    const again = await startEmbeddedPbx({ ...OPTIONS, port });
    expect(again.target.port).toBe(port);
    await again.stop();
  });
});
