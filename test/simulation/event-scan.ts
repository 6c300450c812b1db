// The same hotline in the slowest and plainest way: one event after the other
// on a clock, every agent and caller looked at each time. It shares no line
// with the simulation.

export interface ScanCase {
  readonly staff: readonly { readonly atSeconds: number; readonly agents: number }[];
  readonly ringSeconds: number;
  readonly trunks?: number;
  readonly admitUntilSeconds: number;
  readonly callers: readonly { arrival: number; patience: number; talk: number; wrapUp: number }[];
  /** Patience and delays of a caller's attempt; a delay absent: does not call again. */
  readonly draw: (
    caller: number,
    attempt: number,
  ) => { patience: number; afterAbandoning?: number; afterBlocked?: number };
}

export interface ScanResult {
  readonly caller: number;
  readonly attempt: number;
  readonly arrival: number;
  outcome: "answered" | "abandoned" | "blocked";
  wait?: number;
  agent?: number;
  ringStart?: number;
}

interface Agent {
  readonly number: number;
  onDuty: boolean;
  idleSince: number;
  call?: { result: ScanResult; answerAt: number; hangUpAt: number; talkUntil: number; freeAt: number };
}

export const scanEvents = (hotline: ScanCase): ScanResult[] => {
  const results: ScanResult[] = [];
  const agents: Agent[] = [];
  const queue: { result: ScanResult; deadline: number }[] = [];
  const redials: { due: number; caller: number; attempt: number }[] = [];
  const pendingStaff = [...hotline.staff];
  let nextFresh = 0;
  let linesBusy = 0;
  let now = Number.NEGATIVE_INFINITY;

  const callAgain = (result: ScanResult, delay: number | undefined): void => {
    if (delay === undefined) return;
    redials.push({ due: now + delay, caller: result.caller, attempt: result.attempt + 1 });
  };
  const abandon = (result: ScanResult, deadline: number): void => {
    result.outcome = "abandoned";
    result.wait = deadline - result.arrival;
    linesBusy--;
    callAgain(result, hotline.draw(result.caller, result.attempt).afterAbandoning);
  };

  /** Talks, wrap-ups, rings and patience during rings that end now. */
  const endCalls = (): boolean => {
    let changed = false;
    for (const agent of agents) {
      const call = agent.call;
      if (call === undefined) continue;
      if (call.result.outcome === "abandoned" && call.answerAt <= now && call.answerAt <= call.hangUpAt) {
        call.result.outcome = "answered";
        call.result.wait = call.answerAt - call.result.arrival;
        changed = true;
      }
      if (call.result.outcome === "abandoned" && call.hangUpAt <= now) {
        abandon(call.result, call.hangUpAt);
        agent.idleSince = call.hangUpAt;
        delete agent.call;
        changed = true;
        continue;
      }
      if (call.result.outcome === "answered" && call.talkUntil <= now) {
        linesBusy--;
        call.talkUntil = Number.POSITIVE_INFINITY;
        changed = true;
      }
      if (call.talkUntil === Number.POSITIVE_INFINITY && call.freeAt <= now) {
        agent.idleSince = call.freeAt;
        delete agent.call;
        changed = true;
      }
    }
    return changed;
  };

  const changeStaff = (): void => {
    while (pendingStaff[0] !== undefined && pendingStaff[0].atSeconds <= now) {
      const { agents: count } = pendingStaff.shift()!;
      while (agents.length < count) {
        agents.push({ number: agents.length + 1, onDuty: false, idleSince: now });
      }
      for (const agent of agents) {
        const duty = agent.number <= count;
        if (duty && !agent.onDuty) agent.idleSince = now;
        agent.onDuty = duty;
      }
    }
  };

  /** Rings the first in the queue through; true if there was somebody and an agent. */
  const dispatch = (): boolean => {
    const head = queue[0];
    if (head === undefined) return false;
    const idle = agents
      .filter((agent) => agent.onDuty && agent.call === undefined)
      .sort((a, b) => a.idleSince - b.idleSince || a.number - b.number)[0];
    if (idle === undefined) return false;
    queue.shift();
    if (head.deadline <= now && hotline.ringSeconds > 0) {
      abandon(head.result, head.deadline);
      return true;
    }
    const caller = hotline.callers[head.result.caller]!;
    const answerAt = now + hotline.ringSeconds;
    head.result.agent = idle.number;
    head.result.ringStart = now;
    idle.call = {
      result: head.result,
      answerAt,
      hangUpAt: head.deadline,
      talkUntil: answerAt + caller.talk,
      freeAt: answerAt + caller.talk + caller.wrapUp,
    };
    return true;
  };

  const dropImpatient = (): void => {
    for (const waiting of [...queue]) {
      if (waiting.deadline > now) continue;
      queue.splice(queue.indexOf(waiting), 1);
      abandon(waiting.result, waiting.deadline);
    }
  };

  const settle = (): void => {
    let changed = true;
    while (changed) {
      changed = endCalls();
      changed = dispatch() || changed;
    }
    dropImpatient();
  };

  const arrive = (caller: number, attempt: number): void => {
    const result: ScanResult = { caller, attempt, arrival: now, outcome: "abandoned" };
    results.push(result);
    if (hotline.trunks !== undefined && linesBusy >= hotline.trunks) {
      result.outcome = "blocked";
      callAgain(result, hotline.draw(caller, attempt).afterBlocked);
      return;
    }
    linesBusy++;
    const patience =
      attempt === 1 ? hotline.callers[caller]!.patience : hotline.draw(caller, attempt).patience;
    queue.push({ result, deadline: now + patience });
  };

  for (let steps = 0; steps < 1_000_000; steps++) {
    const times = [
      ...agents.flatMap(({ call }) =>
        call === undefined
          ? []
          : [call.answerAt, call.hangUpAt, call.talkUntil, call.freeAt].filter((time) => time > now),
      ),
      ...queue.map(({ deadline }) => deadline),
      ...redials.map(({ due }) => due),
      ...(pendingStaff[0] === undefined ? [] : [pendingStaff[0].atSeconds]),
      ...(hotline.callers[nextFresh] === undefined ? [] : [hotline.callers[nextFresh]!.arrival]),
    ].filter((time) => time !== Number.POSITIVE_INFINITY);
    if (times.length === 0) return results;
    now = Math.min(...times);
    endCalls();
    changeStaff();
    settle();
    // fresh callers before those who call again, one after the other
    for (;;) {
      const fresh = hotline.callers[nextFresh];
      if (fresh !== undefined && fresh.arrival <= now) {
        if (now < hotline.admitUntilSeconds) arrive(nextFresh, 1);
        nextFresh++;
      } else {
        const due = redials.filter((redial) => redial.due <= now).sort((a, b) => a.caller - b.caller)[0];
        if (due === undefined) break;
        redials.splice(redials.indexOf(due), 1);
        if (now < hotline.admitUntilSeconds) arrive(due.caller, due.attempt);
      }
      settle();
    }
  }
  throw new Error("the scan found no end");
};
