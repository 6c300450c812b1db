import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FloodHooks } from "../flood/flood-plan.ts";
import { NOBODY_REDIALS } from "../flood/nobody-redials.ts";
import { runFlood } from "../flood/run-flood.ts";
import type { AgentEvent } from "../pbx/asterisk/agent-log.ts";
import { tellingDigits } from "../pbx/asterisk/telling-digits.ts";
import { peopleOnDuty } from "../planning/people-on-duty.ts";
import type { Tongue } from "../report/tongue.ts";
import { InvalidInput } from "../scenario/invalid-input.ts";
import type { StaffStep } from "../scenario/scenario.ts";
import type { DigestCredentials } from "../sip/digest.ts";
import { floodPlanOf } from "./flood-plan-of.ts";
import type { RunPlan } from "./plan-run.ts";
import { type ExternalChoice, startExternalTelephones } from "./start-pbx.ts";

/** What the probe calls showed of one account's telephone. */
export type ProbedAccount =
  | { readonly state: "arrived"; readonly account: string }
  /** It was called, under a number that nobody dialled from. */
  | {
      readonly state: "rewritten";
      readonly account: string;
      /** The user parts of From and P-Asserted-Identity. */
      readonly from: string;
      readonly asserted: string | undefined;
    }
  /** It did not ring. */
  | { readonly state: "not reached"; readonly account: string };

export interface Probe {
  readonly accounts: readonly ProbedAccount[];
  /** What became of the probe calls, `answered`, `failed (404)` and the like, with how often. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/**
 * Wall time. As many calls as accounts come nearly at once, and each keeps its
 * agent until the last has come and some seconds more, so that every account
 * that is in the queue has to ring, whatever its strategy. The whole takes
 * patience and talk at most.
 */
const PROBE = { betweenCallsSeconds: 0.02, patienceSeconds: 10, talkAfterLastSeconds: 3 } as const;

const probePlan = (plan: RunPlan, calls: number): RunPlan => {
  const { compression } = plan;
  const { openSeconds } = plan.scenario.hours;
  const column = (value: (row: number) => number): Float64Array =>
    Float64Array.from({ length: calls }, (_, row) => value(row));
  return {
    ...plan,
    windowStartSeconds: openSeconds,
    windowEndSeconds: openSeconds + (calls * PROBE.betweenCallsSeconds + 1) * compression,
    leadInSeconds: 0,
    staff: [{ startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY, agents: calls }],
    trace: {
      seed: plan.trace.seed,
      replication: plan.trace.replication,
      firstCaller: plan.trace.firstCaller,
      callers: calls,
      arrivalSeconds: column((row) => openSeconds + row * PROBE.betweenCallsSeconds * compression),
      patienceSeconds: column(() => PROBE.patienceSeconds * compression),
      // from its own arrival to some seconds after the last one's
      talkSeconds: column(
        (row) => (PROBE.talkAfterLastSeconds + (calls - row) * PROBE.betweenCallsSeconds) * compression,
      ),
      wrapUpSeconds: column(() => 0),
      topic: new Uint16Array(calls),
    },
  };
};

const judge = (
  accounts: readonly DigestCredentials[],
  rings: readonly AgentEvent[],
  dialled: readonly string[],
): readonly ProbedAccount[] => {
  const known = new Set(dialled.map(tellingDigits));
  const isKnown = (number: string | undefined): boolean =>
    number !== undefined && known.has(tellingDigits(number));
  return accounts.map(({ user: account }, index): ProbedAccount => {
    const rang = rings.filter(({ agent }) => agent === String(index + 1));
    const strange = rang.find((ring) => !isKnown(ring.callerNumber) && !isKnown(ring.assertedNumber));
    if (strange !== undefined) {
      return {
        state: "rewritten",
        account,
        from: strange.callerNumber,
        asserted: strange.assertedNumber,
      };
    }
    return { state: rang.length > 0 ? "arrived" : "not reached", account };
  });
};

/** Calls a PBX at which every account of ours is registered, once for each, and sees whom they ring and as who. */
export const probeNumbers = async (
  choice: ExternalChoice,
  accounts: readonly DigestCredentials[],
  plan: RunPlan,
  allowedTargets: readonly string[],
  stop: Pick<FloodHooks, "drain" | "kill"> = {},
): Promise<Probe> => {
  const workDirectory = await mkdtemp(join(tmpdir(), "surgeline-probe-"));
  try {
    const probe = probePlan(plan, accounts.length);
    const pbx = await startExternalTelephones(choice, accounts, probe);
    const rings: AgentEvent[] = [];
    pbx.followTelephones((event) => {
      if (event.name === "ringing") rings.push(event);
    });
    try {
      const flood = floodPlanOf(probe, {
        workDirectory,
        allowedTargets,
        ...(choice.callerCredentials !== undefined && { credentials: choice.callerCredentials }),
      });
      const { records } = await runFlood(
        {
          ...flood,
          maximumAttempts: 1,
          draws: (row) => ({ patienceSeconds: probe.trace.patienceSeconds[row] ?? 0, ...NOBODY_REDIALS }),
        },
        pbx,
        stop,
      );
      const outcomes: Record<string, number> = {};
      for (const { outcome, sipStatus } of records) {
        const name =
          outcome === "answered" || sipStatus === undefined ? outcome : `${outcome} (${sipStatus})`;
        outcomes[name] = (outcomes[name] ?? 0) + 1;
      }
      const dialled = accounts.map((_, row) => flood.callerNumber(row));
      return { accounts: judge(accounts, rings, dialled), outcomes };
    } finally {
      await pbx.stop();
    }
  } finally {
    await rm(workDirectory, { recursive: true, force: true });
  }
};

/** Accounts named one by one in a message; of more, the number. */
const MOST_NAMED = 10;

const named = (accounts: readonly string[]): string =>
  accounts.length <= MOST_NAMED
    ? accounts.join(", ")
    : `${accounts.slice(0, MOST_NAMED).join(", ")} and ${accounts.length - MOST_NAMED} more`;

/** What the probe calls showed of each account, a line each. */
export const probeLines = ({ accounts }: Probe, { say }: Tongue): readonly string[] =>
  accounts.map((probed) => {
    switch (probed.state) {
      case "arrived":
        return say("  {0}: the caller's number arrived.", probed.account);
      case "rewritten":
        return say(
          "  {0}: rang for {1}, a number that nobody dialled from.",
          probed.account,
          `"${probed.from}"${
            probed.asserted === undefined ? "" : ` (P-Asserted-Identity "${probed.asserted}")`
          }`,
        );
      default:
        return say("  {0}: did not ring.", probed.account);
    }
  });

/** What the probe found wrong, as sentences. */
const faultsOf = ({ accounts, outcomes }: Probe): readonly string[] => {
  const rewritten = accounts.flatMap((probed) => (probed.state === "rewritten" ? [probed] : []));
  const silent = accounts.flatMap((probed) => (probed.state === "not reached" ? [probed.account] : []));
  const arrivals = rewritten.map(
    ({ account, from, asserted }) =>
      `${account} as "${from}"${asserted === undefined ? "" : ` (P-Asserted-Identity "${asserted}")`}`,
  );
  const ended = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  return [
    ...(rewritten.length === 0
      ? []
      : [`Probe calls reached ${named(arrivals)}: these agents cannot be told whose call they have`]),
    ...(silent.length === 0
      ? []
      : [
          `No probe call rang at ${named(silent)} (${accounts.length} calls: ${ended.join(", ")}): these accounts may be no members of the queue`,
        ]),
  ];
};

const withFindings = (plan: RunPlan, findings: readonly string[]): RunPlan => ({
  ...plan,
  findings: [...(plan.findings ?? []), ...findings],
});

/**
 * The plan, held to what the probe showed. Where a number does not reach an
 * agent, that agent's calls cannot be followed: in a ringing queue the caller's
 * own answer still ends the wait, and the result notes what is not known; a
 * queue that answers first has then no wait to measure, and InvalidInput is
 * thrown. An account that does not ring at all leaves nothing unknown, as long
 * as others do.
 */
export const boundByProbe = (plan: RunPlan, probe: Probe): RunPlan => {
  const faults = faultsOf(probe);
  const unknown = probe.accounts.some(({ state }) => state === "rewritten");
  const nobody = probe.accounts.every(({ state }) => state === "not reached");
  if (plan.scenario.queue.mode === "answerFirst" && (unknown || nobody)) {
    throw new InvalidInput(
      faults.map((fault) => ({
        where: "--pbx",
        message: `${fault}, and in a queue that answers first there is no wait to measure without that. Let the trunk pass the caller's number on (From or P-Asserted-Identity), and let the accounts be members of the queue.`,
      })),
    );
  }
  const claim = unknown || nobody ? "; agent, ring and talk of these calls are not claimed" : "";
  return withFindings(
    plan,
    faults.map((fault) => `${fault}${claim}.`),
  );
};

const capped = (steps: readonly StaffStep[], most: number): readonly StaffStep[] =>
  steps.map((step) => ({ ...step, agents: Math.min(step.agents, most) }));

/**
 * The plan with no more people on duty than there are accounts to log in with;
 * the result says where that are fewer than the schedule has.
 */
export const boundByAccounts = (plan: RunPlan, accounts: number): RunPlan => {
  const most = plan.staff.reduce((people, step) => Math.max(people, step.agents), 0);
  if (most <= accounts) return plan;
  const people = peopleOnDuty(accounts, plan.onDuty.effectiveShare);
  const bound = {
    ...plan,
    onDuty: { ...plan.onDuty, schedule: capped(plan.onDuty.schedule, people) },
    staff: capped(plan.staff, accounts),
    expected: { ...plan.expected, agentsAtPeak: Math.min(plan.expected.agentsAtPeak, accounts) },
  };
  return withFindings(bound, [
    `The schedule has up to ${most} people on duty, and there are accounts for ${accounts}: no more are logged in.`,
  ]);
};
