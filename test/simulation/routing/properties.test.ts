import { describe, expect, it } from "vitest";
import { ABANDONED, ANSWERED, BLOCKED } from "../../../src/simulation/attempts.ts";
import { CALLBACK_MISSED, NO_CALLBACK } from "../../../src/simulation/routing/routed-day.ts";
import { checkRoutedLittle } from "../../../src/simulation/routing/routed-little.ts";
import { type RandomDay, randomDay, type Wait } from "./random-hotlines.ts";

const DAYS = 150;
const days: readonly RandomDay[] = Array.from({ length: DAYS }, (_, index) => randomDay(index + 1));

/** What a team offers for a wait; undefined where it has not the skill. */
const offerOf = ({ hotline }: RandomDay, team: number, { callClass }: Wait) =>
  hotline.teams[team]!.takes.find((offer) => offer.callClass === callClass);

/** Everything that agents do: talks, second talks, ringing, messages. */
const workOf = ({ waits, day, draws }: RandomDay) => [
  ...waits
    .filter(({ agent }) => agent > 0)
    .map(({ agent, left, busyUntil }) => ({ agent, from: left, to: busyUntil })),
  ...Array.from(draws.messages.arrivalSeconds, (_, message) => ({
    agent: day.messageAgent[message]!,
    from: day.messageBegunSeconds[message]!,
    to: day.messageDoneSeconds[message]!,
  })).filter(({ agent }) => agent > 0),
];

/** How many of a team work at a moment. */
const atWork = (random: RandomDay, team: number, moment: number): number =>
  workOf(random).filter(
    ({ agent, from, to }) => random.teamOf(agent) === team && from <= moment && moment < to,
  ).length;

describe("on every day of 150 random hotlines with skills, levels, priorities, overflow, transfers and callbacks", () => {
  it("each family's attempts are its answered, abandoned and blocked, and every caller has come once", () => {
    for (const { day, callers } of days) {
      const { attempts } = day;
      const first = new Set<number>();
      const counts = [0, 1, 2].map(() => ({ offered: 0, ended: 0 }));
      for (let row = 0; row < attempts.count; row++) {
        const caller = attempts.caller[row]!;
        if (attempts.attempt[row] === 1) {
          expect(first.has(caller)).toBe(false);
          first.add(caller);
        }
        expect(day.flow[row]).toBe(callers[caller]!.flow);
        const family = counts[day.flow[row]!]!;
        family.offered++;
        if ([ANSWERED, ABANDONED, BLOCKED].includes(attempts.outcome[row]!)) family.ended++;
      }
      expect(first.size).toBe(callers.length);
      for (const { offered, ended } of counts) expect(ended).toBe(offered);
    }
  });

  it("exactly those answered whom the draw puts through wait a second time, from the end of the first talk on", () => {
    let second = 0;
    for (const { day, hotline, callers, draws, teamOf } of days) {
      const { attempts, transfers } = day;
      const put = new Map(
        Array.from({ length: transfers.count }, (_, row) => [transfers.attempt[row]!, row] as const),
      );
      expect(put.size).toBe(transfers.count);
      for (let row = 0; row < attempts.count; row++) {
        const caller = attempts.caller[row]!;
        const flow = hotline.flows[day.flow[row]!]!;
        const goes =
          attempts.outcome[row] === ANSWERED &&
          flow.transfer !== undefined &&
          draws.transfer(caller) < flow.transfer.probability;
        expect(put.has(row)).toBe(goes);
        if (!goes) continue;
        second++;
        const takes = hotline.teams[teamOf(attempts.agent[row]!)]!.takes;
        const { talkFactor } = takes.find(({ callClass }) => callClass === flow.firstClass)!;
        const talkEnds =
          attempts.busyFromSeconds[row]! + hotline.ringSeconds + callers[caller]!.talk * talkFactor;
        expect(transfers.sinceSeconds[put.get(row)!]).toBeCloseTo(talkEnds, 9);
      }
    }
    expect(second).toBeGreaterThan(500);
  });

  it("a wait runs to the answer or the hanging up, first and second waits alike", () => {
    for (const { waits, hotline, day } of days) {
      for (const { kind, row, since, left, agent, answered, wait } of waits) {
        if (answered) expect(wait).toBeCloseTo(left + hotline.ringSeconds - since, 9);
        else if (kind === "call") expect(wait).toBe(day.attempts.patienceSeconds[row]);
        else if (kind === "second") expect(wait).toBe(day.transfers.patienceSeconds[row]);
        if (kind !== "callback" && agent > 0) expect(left - since).toBeLessThanOrEqual(wait);
      }
    }
  });

  it("Little's law holds over first waits, second waits and callbacks", () => {
    for (const { day } of days) expect(() => checkRoutedLittle(day)).not.toThrow();
    const { day } = days[0]!;
    expect(() => checkRoutedLittle({ ...day, queuedSeconds: day.queuedSeconds + 1 })).toThrow("Little");
  });

  it("only a team with the skill takes a call, at its own pace, and by overflow only after its time", () => {
    let overflowed = 0;
    for (const random of days) {
      const { waits, hotline, day, callers, draws } = random;
      for (const wait of waits) {
        if (wait.agent === 0) continue;
        const offer = offerOf(random, random.teamOf(wait.agent), wait);
        expect(offer).toBeDefined();
        expect(wait.left - wait.since).toBeGreaterThanOrEqual(offer!.afterSeconds - 1e-9);
        if (offer!.afterSeconds > 0) overflowed++;
        if (!wait.answered) continue;
        const attempt = wait.kind === "second" ? day.transfers.attempt[wait.row]! : wait.row;
        const caller = day.attempts.caller[attempt]!;
        const [talk, wrapUp] =
          wait.kind === "second"
            ? [draws.transferTalkSeconds(caller, 0), draws.transferWrapUpSeconds(caller)]
            : [callers[caller]!.talk, callers[caller]!.wrapUp!];
        expect(wait.busyUntil - wait.left).toBeCloseTo(
          hotline.ringSeconds + talk * offer!.talkFactor + wrapUp,
          9,
        );
      }
    }
    expect(overflowed).toBeGreaterThan(500);
  });

  it("nobody is passed by a call of worse priority, or of the same that joined its queue later", () => {
    let held = 0;
    for (const random of days) {
      const { waits, hotline } = random;
      const priority = ({ callClass }: Wait) => hotline.classes[callClass]!.priority;
      for (const taken of waits) {
        if (taken.agent === 0) continue;
        const team = random.teamOf(taken.agent);
        for (const other of waits) {
          const offer = offerOf(random, team, other);
          // a callback may have to wait for a line
          if (offer === undefined || (other.kind === "callback" && hotline.trunks !== undefined)) continue;
          const waited = other.since + offer.afterSeconds < taken.left && taken.left < other.left;
          if (!waited) continue;
          held++;
          const comesFirst =
            priority(taken) < priority(other) ||
            (priority(taken) === priority(other) && taken.since < other.since);
          expect(comesFirst).toBe(true);
        }
      }
    }
    expect(held).toBeGreaterThan(1500);
  });

  it("nobody waits beside an idle agent who may take the call", () => {
    for (const random of days) {
      const { waits, hotline } = random;
      for (const wait of waits) {
        if (wait.kind === "callback" && hotline.trunks !== undefined) continue;
        for (const [team, { mostAgents }] of hotline.teams.entries()) {
          const offer = offerOf(random, team, wait);
          const from = wait.since + (offer?.afterSeconds ?? Number.POSITIVE_INFINITY);
          if (!(from < wait.left)) continue;
          // idle agents appear where somebody's work ends: right after the beginning, and after each end
          const ends = workOf(random)
            .filter(({ agent, to }) => random.teamOf(agent) === team && from < to && to < wait.left)
            .map(({ to }) => to);
          for (const moment of [from, ...ends]) expect(atWork(random, team, moment)).toBe(mostAgents);
        }
      }
    }
  });

  it("no agent does two things at once", () => {
    for (const random of days) {
      const work = workOf(random).sort((a, b) => a.agent - b.agent || a.from - b.from || a.to - b.to);
      for (const [index, { agent, to }] of work.entries()) {
        const next = work[index + 1];
        if (next?.agent === agent) expect(next.from).toBeGreaterThanOrEqual(to);
      }
    }
  });

  it("calls, second waits and callbacks together never hold more lines than there are", () => {
    let full = 0;
    for (const { day, hotline, waits, callers, draws, teamOf } of days) {
      const { trunks, ringSeconds } = hotline;
      if (trunks === undefined) continue;
      const factor = (wait: Wait): number =>
        hotline.teams[teamOf(wait.agent)]!.takes.find((offer) => offer.callClass === wait.callClass)!
          .talkFactor;
      const changes: { at: number; by: number }[] = [];
      const hold = (from: number, to: number): void => {
        changes.push({ at: from, by: 1 }, { at: to, by: -1 });
      };
      for (const wait of waits) {
        const { kind, row, since, left, agent, answered } = wait;
        const attempt = kind === "second" ? day.transfers.attempt[row]! : row;
        const caller = day.attempts.caller[attempt]!;
        const talk = kind === "second" ? draws.transferTalkSeconds(caller, 0) : callers[caller]!.talk;
        const talkEnds = left + ringSeconds + (answered ? talk * factor(wait) : 0);
        if (kind === "callback") {
          // the caller's own call, until accepting; then the hotline's, if it comes to it
          const accepted = since + hotline.flows[day.flow[row]!]!.callback!.afterSeconds;
          hold(since, accepted);
          if (agent > 0) hold(left, day.callback[row] === CALLBACK_MISSED ? left + ringSeconds : talkEnds);
        } else hold(since, answered ? talkEnds : since + wait.wait);
      }
      changes.sort((a, b) => a.at - b.at || a.by - b.by);
      let held = 0;
      for (const { at, by } of changes) {
        held += by;
        // ends and beginnings of the same moment were worked out by different sums
        const settled = !changes.some((other) => other.by < 0 && other.at > at && other.at - at < 1e-9);
        if (settled) expect(held).toBeLessThanOrEqual(trunks);
        if (held === trunks) full++;
      }
      for (let row = 0; row < day.attempts.count; row++) {
        if (day.attempts.outcome[row] !== BLOCKED) continue;
        expect(day.callback[row]).toBe(NO_CALLBACK);
      }
    }
    expect(full).toBeGreaterThan(250);
  });

  it("a message is begun only by an agent beyond those kept free, while no call waits that the agent may take", () => {
    let begun = 0;
    for (const random of days) {
      const { day, hotline, draws, waits } = random;
      draws.messages.arrivalSeconds.forEach((arrival, message) => {
        const agent = day.messageAgent[message]!;
        if (agent === 0) return;
        begun++;
        const moment = day.messageBegunSeconds[message]!;
        expect(moment).toBeGreaterThanOrEqual(arrival);
        expect(moment).toBeLessThan(hotline.admitUntilSeconds);
        const team = random.teamOf(agent);
        const idleLeft = hotline.teams[team]!.mostAgents - atWork(random, team, moment);
        expect(idleLeft).toBeGreaterThanOrEqual(hotline.messages!.keepFree);
        for (const wait of waits) {
          const offer = offerOf(random, team, wait);
          if (offer === undefined || (wait.kind === "callback" && hotline.trunks !== undefined)) continue;
          expect(wait.since + offer.afterSeconds < moment && moment < wait.left).toBe(false);
        }
      });
    }
    expect(begun).toBeGreaterThan(250);
  });
});
