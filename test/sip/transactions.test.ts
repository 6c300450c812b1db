import { describe, expect, it } from "vitest";
import {
  type InviteServerInput,
  type InviteServerTransaction,
  inviteServerDue,
  NEW_INVITE_SERVER,
  stepInviteServer,
} from "../../src/sip/invite-server-transaction.ts";
import {
  type NonInviteClientInput,
  newNonInviteClient,
  nonInviteClientDue,
  stepNonInviteClient,
} from "../../src/sip/non-invite-client-transaction.ts";
import {
  NEW_NON_INVITE_SERVER,
  type NonInviteServerInput,
  type NonInviteServerTransaction,
  stepNonInviteServer,
} from "../../src/sip/non-invite-server-transaction.ts";

/** Expected times: RFC 3261 table 4 and the texts of sections 17.1.2 and 17.2, with T1 500 ms, T2 4 s, T4 5 s. */
const playInvite = (inputs: readonly InviteServerInput[], reliable: boolean) => {
  let transaction: InviteServerTransaction = NEW_INVITE_SERVER;
  const effects: string[] = [];
  for (const input of inputs) {
    const step = stepInviteServer(transaction, input, 0, reliable);
    transaction = step.transaction;
    effects.push(...step.effects);
  }
  return { transaction, effects };
};

/** Lets the timers of a transaction run out one after the other; the moments of each effect. */
const runOut = (from: InviteServerTransaction, reliable: boolean): [number, string][] => {
  let transaction = from;
  const happened: [number, string][] = [];
  for (let due = inviteServerDue(transaction); due !== undefined; due = inviteServerDue(transaction)) {
    const step = stepInviteServer(transaction, { kind: "time" }, due, reliable);
    transaction = step.transaction;
    for (const effect of step.effects) happened.push([due, effect]);
    if (transaction.state === "terminated") happened.push([due, "terminated"]);
  }
  return happened;
};

const respond = (status: number) => ({ kind: "respond", status }) as const;

describe("the INVITE server transaction", () => {
  it("repeats its provisional response to a repeated INVITE, and only that", () => {
    expect(playInvite([{ kind: "request" }], false).effects).toEqual([]);
    expect(playInvite([respond(100), { kind: "request" }, respond(180), { kind: "request" }], false)).toEqual(
      {
        transaction: { state: "proceeding", answered: true },
        effects: ["sendResponse", "sendResponse", "sendResponse", "sendResponse"],
      },
    );
  });

  it("sends a 486 at 0.5, 1.5, 3.5, 7.5 s and then every 4 s, and gives up at 32 s (timers G, H)", () => {
    const { transaction } = playInvite([respond(486)], false);
    expect(runOut(transaction, false)).toEqual([
      ...[500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500].map((at) => [
        at,
        "sendResponse",
      ]),
      [32_000, "ackMissing"],
      [32_000, "terminated"],
    ]);
  });

  it("never repeats a 486 by itself over TCP, and still gives up at 32 s", () => {
    const { transaction } = playInvite([respond(486)], true);
    expect(runOut(transaction, true)).toEqual([
      [32_000, "ackMissing"],
      [32_000, "terminated"],
    ]);
  });

  it("is confirmed by the ACK, absorbs further ones for T4, and takes nothing else (timer I)", () => {
    const { transaction, effects } = playInvite(
      [
        respond(486),
        { kind: "request" },
        { kind: "ack" },
        { kind: "ack" },
        { kind: "request" },
        respond(200),
      ],
      false,
    );
    expect(transaction).toEqual({ state: "confirmed", endsAt: 5_000 });
    expect(effects).toEqual(["sendResponse", "sendResponse"]);
    expect(runOut(transaction, false)).toEqual([[5_000, "terminated"]]);
    expect(playInvite([respond(486), { kind: "ack" }], true).transaction.state).toBe("terminated");
  });

  it("repeats a 200 until its ACK, by UDP and TCP alike, and absorbs the INVITE meanwhile (RFC 6026)", () => {
    for (const reliable of [false, true]) {
      const accepted = playInvite([respond(200), { kind: "request" }], reliable);
      expect(accepted.effects).toEqual(["sendResponse"]);
      expect(runOut(accepted.transaction, reliable).slice(0, 3)).toEqual([
        [500, "sendResponse"],
        [1_500, "sendResponse"],
        [3_500, "sendResponse"],
      ]);
      const acknowledged = playInvite([respond(200), { kind: "ack" }, { kind: "ack" }], reliable);
      expect(acknowledged.effects).toEqual(["sendResponse", "acknowledged"]);
      expect(runOut(acknowledged.transaction, reliable)).toEqual([[32_000, "terminated"]]);
    }
  });

  it("ends when the transport fails", () => {
    expect(playInvite([respond(180), { kind: "transportError" }], false)).toEqual({
      transaction: { state: "terminated" },
      effects: ["sendResponse", "transportError"],
    });
  });
});

describe("the non-INVITE server transaction", () => {
  const play = (inputs: readonly NonInviteServerInput[], reliable: boolean) => {
    let transaction: NonInviteServerTransaction = NEW_NON_INVITE_SERVER;
    const effects: string[] = [];
    for (const input of inputs) {
      const step = stepNonInviteServer(transaction, input, 0, reliable);
      transaction = step.transaction;
      effects.push(...step.effects);
    }
    return { transaction, effects };
  };

  it("drops repeated requests while trying and repeats its response afterwards", () => {
    expect(play([{ kind: "request" }], false)).toEqual({ transaction: { state: "trying" }, effects: [] });
    expect(play([respond(200), { kind: "request" }, respond(500)], false)).toEqual({
      transaction: { state: "completed", endsAt: 32_000 },
      effects: ["sendResponse", "sendResponse"],
    });
  });

  it("lives for 64 × T1 over UDP and not at all over TCP (timer J)", () => {
    expect(play([respond(200)], true).transaction.state).toBe("terminated");
    const completed = play([respond(200)], false).transaction;
    expect(stepNonInviteServer(completed, { kind: "time" }, 31_999, false).transaction.state).toBe(
      "completed",
    );
    expect(stepNonInviteServer(completed, { kind: "time" }, 32_000, false).transaction.state).toBe(
      "terminated",
    );
  });
});

describe("the non-INVITE client transaction", () => {
  const run = (inputs: readonly (readonly [number, NonInviteClientInput])[], reliable: boolean) => {
    let transaction = newNonInviteClient(0, reliable);
    const happened: [number, string][] = [];
    const pending = [...inputs];
    for (;;) {
      const due = nonInviteClientDue(transaction) ?? Number.POSITIVE_INFINITY;
      const next = pending[0];
      if (next === undefined && due === Number.POSITIVE_INFINITY) return happened;
      const takesInput = next !== undefined && next[0] <= due;
      const now = takesInput ? next[0] : due;
      const input: NonInviteClientInput = takesInput ? next[1] : { kind: "time" };
      if (takesInput) pending.shift();
      const step = stepNonInviteClient(transaction, input, now, reliable);
      transaction = step.transaction;
      for (const effect of step.effects) happened.push([now, effect]);
      if (transaction.state === "terminated") happened.push([now, "terminated"]);
    }
  };

  it("repeats its request at 0.5, 1.5, 3.5 s and so on, and gives up at 32 s (timers E, F)", () => {
    expect(run([], false)).toEqual([
      ...[500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500].map((at) => [
        at,
        "sendRequest",
      ]),
      [32_000, "timeout"],
      [32_000, "terminated"],
    ]);
    expect(run([], true)).toEqual([
      [32_000, "timeout"],
      [32_000, "terminated"],
    ]);
  });

  it("repeats every 4 s once a provisional response has come", () => {
    const happened = run([[600, { kind: "response", status: 100 }]], false);
    expect(happened.slice(0, 5)).toEqual([
      [500, "sendRequest"],
      [600, "deliver"],
      [1_500, "sendRequest"],
      [5_500, "sendRequest"],
      [9_500, "sendRequest"],
    ]);
  });

  it("delivers the final response once and absorbs it for T4 (timer K)", () => {
    expect(
      run(
        [
          [100, { kind: "response", status: 200 }],
          [200, { kind: "response", status: 200 }],
        ],
        false,
      ),
    ).toEqual([
      [100, "deliver"],
      [5_100, "terminated"],
    ]);
    expect(run([[100, { kind: "response", status: 200 }]], true)).toEqual([
      [100, "deliver"],
      [100, "terminated"],
    ]);
  });
});
