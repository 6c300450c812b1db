import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseCallsCsv } from "../../src/calls/calls-csv.ts";
import type { RunSummary } from "../../src/runs/summary.ts";
import { probeSipp } from "../../src/sipp-wrapper/probe-sipp.ts";
import { alterAsterisk, beforeQueue, demandDigest } from "./asterisk/alter-asterisk.ts";
import { expectAgreement } from "./asterisk/expect-agreement.ts";
import { lackOfAsterisk } from "./asterisk/flood-asterisk.ts";
import { type ForeignAsterisk, startForeignAsterisk } from "./asterisk/foreign-asterisk.ts";
import {
  accountsCsv,
  expectVerdict,
  managerEnvironment,
  OPEN_ONE_HOUR,
  startRun,
} from "./asterisk/surgeline.ts";

const lack = await lackOfAsterisk();
const sipp = await probeSipp();
const hasTls = sipp.state === "found" && sipp.features.tls;

/** Six people for the work of 16, the first four minutes of a day, which have no lead-in, 100 times as fast as life. */
const FLOOD = [
  ...["scenarios/smoke.yaml", "--window", "09:00-09:04", "--compression", "100"],
  ...[...OPEN_ONE_HOUR, "--set", "arrivals.callsPerDay=600", "--agents", "6"],
] as const;

/** A service level that so few people cannot hold, or too few calls to tell. */
const FEW_PEOPLE = ["fail", "inconclusive"] as const;

/** In place of the people on duty of that scenario: six, of whom three leave after two minutes. */
const TWO_SHIFTS = `  schedule:
    - { from: "09:00", to: "09:02", agents: 6 }
    - { from: "09:02", to: "10:00", agents: 3 }
`;

/** Longer than a busy machine takes to bring an answer to a caller: 1.2 s of wall time. */
const WRAP_UP_SECONDS = 60;

const CREDENTIALS = { SURGELINE_SIP_USER: "trunk", SURGELINE_SIP_PASSWORD: "correct-horse" } as const;

describe.skipIf(lack !== undefined)(
  lack === undefined ? "a PBX that is there already" : `a PBX that is there already (skipped: ${lack})`,
  () => {
    let folder = "";
    let pbx: ForeignAsterisk;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "surgeline-external-"));
    });
    afterEach(async () => {
      await pbx.process.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const bringUp = async (agents: number, mode: "ringing" | "answerFirst" = "ringing"): Promise<void> => {
      pbx = await startForeignAsterisk(agents, mode);
      writeFileSync(join(folder, "accounts.csv"), accountsCsv(pbx));
    };
    const floodIt = (
      extra: readonly string[] = [],
      environment: Readonly<Record<string, string>> = {},
      transport = "udp",
    ) =>
      startRun(
        [
          ...FLOOD,
          ...["--pbx", `sip:hotline@127.0.0.1:${pbx.target.port};transport=${transport}`],
          ...["--agent-accounts", join(folder, "accounts.csv"), "--out", join(folder, "run"), ...extra],
        ],
        environment,
      ).ended;
    const records = () => parseCallsCsv(readFileSync(join(folder, "run", "calls.csv"), "utf8"), "calls.csv");

    const holdsTheBooks = (summary: RunSummary | undefined): RunSummary => {
      if (summary === undefined) throw new Error("the run has no summary");
      expect(summary.failed).toBe(0);
      expect(summary.load.placed).toBe(summary.load.planned);
      expect(summary.offered).toBe(summary.load.placed);
      expect(summary.answered).toBeGreaterThan(3);
      for (const record of records().filter(({ outcome }) => outcome === "answered")) {
        expect(record.agent).toMatch(/^[1-6]$/);
        expect(record.talkSeconds).toBeGreaterThan(0);
      }
      return summary;
    };

    it("that asks callers for a password is flooded over UDP, and its manager's account agrees", async () => {
      await bringUp(6);
      await alterAsterisk(pbx, { pjsip: demandDigest("trunk", CREDENTIALS.SURGELINE_SIP_PASSWORD) });
      const ended = await floodIt([], { ...CREDENTIALS, ...managerEnvironment(pbx) });
      expectVerdict(ended, FEW_PEOPLE);
      const { stderr, summary } = ended;
      const { crossCheck, load } = holdsTheBooks(summary);
      expectAgreement(crossCheck, load.planned);
      const kept = readFileSync(join(folder, "run", "run.json"), "utf8");
      expect(kept + stderr).not.toContain(pbx.manager.secret);
      expect(kept + stderr).not.toContain(CREDENTIALS.SURGELINE_SIP_PASSWORD);
    });

    it("over TCP, without a manager, is checked by its queue_log, to the second", async () => {
      await bringUp(6);
      await alterAsterisk(pbx, { pjsip: demandDigest("trunk", CREDENTIALS.SURGELINE_SIP_PASSWORD) });
      const queueLog = join(pbx.process.folder, "log", "queue_log");
      const ended = await floodIt(["--queue-log", queueLog], CREDENTIALS, "tcp");
      expectVerdict(ended, FEW_PEOPLE);
      const { crossCheck, load } = holdsTheBooks(ended.summary);
      const found = expectAgreement(crossCheck, load.planned);
      expect(found.resolutionMilliseconds).toBe(1000);
      // both ends are cut to whole seconds; beyond that a busy machine may be late with some
      expect(found.waitDifferenceMilliseconds?.p50).toBeLessThan(1100);
    });

    it("fails every call of callers with a wrong password, which is the PBX's word and 99", async () => {
      await bringUp(2);
      await alterAsterisk(pbx, { pjsip: demandDigest("trunk", "another") });
      const ended = await floodIt(["--agents", "2"], CREDENTIALS);
      expectVerdict(ended, ["fail"]);
      const { summary } = ended;
      expect(summary?.failed).toBe(summary?.load.placed);
      expect(summary?.pbx.overhead?.refusals).toEqual([{ status: 401, calls: summary?.failed }]);
    });

    it(`over TLS ${hasTls ? "is flooded as over TCP" : "ends with 111 where the SIPp found has none, and says what would"}`, async () => {
      await bringUp(1);
      const etc = join(pbx.process.folder, "etc");
      const seen = etc.slice(etc.indexOf("/tmp/"));
      execaSync("openssl", [
        ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"],
        ...["-keyout", join(etc, "key.pem"), "-out", join(etc, "cert.pem")],
      ]);
      const port = pbx.target.port + 1;
      await alterAsterisk(pbx, {
        pjsip: (text) =>
          `${text}\n[transport-tls]\ntype = transport\nprotocol = tls\nbind = 127.0.0.1:${port}\ncert_file = ${seen}/cert.pem\npriv_key_file = ${seen}/key.pem\nmethod = tlsv1_2\n`,
      });
      const ended = await startRun(
        [...FLOOD, "--pbx", `sips:hotline@127.0.0.1:${port}`, "--out", join(folder, "run")],
        managerEnvironment(pbx),
      ).ended;
      const { exitCode, stderr, summary } = ended;
      if (hasTls) {
        // nobody answers: everybody gives up
        expectVerdict(ended, ["fail"]);
        expect(summary?.abandoned).toBe(summary?.load.planned);
        expectAgreement(summary?.crossCheck, summary?.load.planned ?? 0);
      } else {
        expect(exitCode).toBe(111);
        expect(stderr).toMatch(/called over TLS, and the SIPp found, .*, is built without it/);
      }
    });

    it("that answers first: a caller who has an agent stays, one who has none leaves when patience ends", async () => {
      await bringUp(6, "answerFirst");
      const { summary } = await floodIt(["--set", "queue.mode=answerFirst"], managerEnvironment(pbx), "tcp");
      const { crossCheck, load } = holdsTheBooks(summary);
      expectAgreement(crossCheck, load.planned);
      const abandoned = records().filter(({ outcome }) => outcome === "abandoned");
      expect(abandoned.length).toBeGreaterThan(0);
      // who leaves has waited as long as he was patient; the wall's milliseconds count a hundred times, and
      // a caller whom the machine holds up between SIPp's clock and his INVITE has waited less by that
      const early = abandoned
        .map(({ waitSeconds, patienceSeconds }) => (patienceSeconds ?? 0) - (waitSeconds ?? 0))
        .sort((one, other) => one - other);
      expect(early[Math.floor((early.length - 1) / 2)]).toBeLessThan(1);
      expect(early.at(-1)).toBeLessThan(100);
    });

    it("that writes callers' numbers otherwise and passes no Call-ID on is matched by number and time, account by account", async () => {
      await bringUp(4);
      const number = "CALLERID(num)";
      const international = `Set(${number}=00\${${number}:1})`;
      await alterAsterisk(pbx, {
        extensions: beforeQueue(international),
        manager: (text) => text.replace("channelvars = SIPCALLID\n", ""),
      });
      const { stderr, summary } = await floodIt(["--agents", "4"], managerEnvironment(pbx));
      expect(stderr.match(/soft\d: the caller's number arrived/g)).toHaveLength(4);
      const { crossCheck, load, pbx: found } = holdsTheBooks(summary);
      expect(found.findings?.join(" ") ?? "").not.toContain("not claimed");
      expect(records().filter(({ attempt }) => attempt > 1).length).toBeGreaterThan(0);
      expectAgreement(crossCheck, load.planned);
    });

    it("that hides callers' numbers is told account by account; agents are then not claimed", async () => {
      await bringUp(3);
      await alterAsterisk(pbx, { extensions: beforeQueue("Set(CALLERID(num)=5550)") });
      const { stderr, summary } = await floodIt(["--agents", "3"]);
      for (const account of ["soft1", "soft2", "soft3"]) {
        expect(stderr).toContain(`${account}: rang for "5550"`);
      }
      expect(summary?.pbx.findings?.join(" ")).toContain(
        "agent, ring and talk of these calls are not claimed",
      );
      expect(records().filter(({ agent }) => agent !== undefined)).toEqual([]);
      expect(summary?.answered).toBeGreaterThan(3);
    });

    it("that answers first and hides callers' numbers is refused with 104: there is no wait to measure", async () => {
      await bringUp(2, "answerFirst");
      await alterAsterisk(pbx, { extensions: beforeQueue("Set(CALLERID(num)=5550)") });
      const { exitCode, stderr } = await floodIt(["--agents", "2", "--set", "queue.mode=answerFirst"]);
      expect(exitCode).toBe(104);
      expect(stderr).toContain('soft1 as "5550"');
    });

    it("has its agents log in and out by the schedule, and finds them busy on a call and in wrap-up", async () => {
      await bringUp(6);
      const scenario = join(folder, "shifts.yaml");
      writeFileSync(
        scenario,
        readFileSync("scenarios/smoke.yaml", "utf8").replace("  onDuty: 13\n", TWO_SHIFTS),
      );
      const { summary } = await startRun([
        ...[scenario, "--window", "09:00-09:06", "--compression", "50"],
        ...[
          ...OPEN_ONE_HOUR,
          "--set",
          "arrivals.callsPerDay=600",
          "--set",
          `handling.wrapUp.mean=${WRAP_UP_SECONDS}s`,
        ],
        ...["--pbx", `sip:hotline@127.0.0.1:${pbx.target.port}`],
        ...["--agent-accounts", join(folder, "accounts.csv"), "--out", join(folder, "run")],
      ]).ended;
      expect(summary?.failed).toBe(0);
      const answered = records().filter(({ outcome }) => outcome === "answered");
      const answeredAt = (record: (typeof answered)[number]): number =>
        record.arrivalSeconds + (record.waitSeconds ?? 0);
      const inTurn = answered.toSorted((a, b) => answeredAt(a) - answeredAt(b));
      const agentsOf = (calls: typeof answered): number[] => calls.map(({ agent }) => Number(agent));
      expect(Math.max(...agentsOf(answered))).toBe(6);
      // those three log out at the change, however late this machine is with it; then the others go on alone
      const last = inTurn.findLastIndex(({ agent }) => Number(agent) > 3);
      expect(inTurn.length - 1 - last).toBeGreaterThan(3);
      // nobody has a second call before the first and its wrap-up are over
      for (const agent of new Set(agentsOf(answered))) {
        const own = inTurn.filter((record) => Number(record.agent) === agent);
        for (const [index, record] of own.slice(1).entries()) {
          const last = own[index];
          if (last === undefined) continue;
          const freeAt = answeredAt(last) + (last.talkSeconds ?? 0) + (last.wrapUpSeconds ?? 0);
          // a caller may hear the answer later than the agent gave it, on a busy machine much later
          expect(answeredAt(record)).toBeGreaterThan(freeAt - WRAP_UP_SECONDS / 2);
        }
      }
    });

    it("with a wrong password of an account ends with 112 before any call", async () => {
      await bringUp(1);
      writeFileSync(join(folder, "accounts.csv"), "user,password\nsoft1,wrong\n");
      const { exitCode, stderr, summary } = await floodIt();
      expect(exitCode).toBe(112);
      expect(stderr).toContain("refused to register the account soft1");
      expect(summary).toBeUndefined();
    });
  },
);
