import { spawnSync } from "node:child_process";
import { type RealTimeScheduling, realTimeScheduling } from "../process/in-time.ts";
import { builtProgram } from "../web/find-k6.ts";
import type { CommandContext, CommandModule, CommonFlags } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";

/** A program that surgeline drives, and what is lost without it. */
interface DrivenProgram {
  readonly name: string;
  readonly needed: boolean;
  readonly purpose: string;
  readonly howToGetIt: string;
  /** Asks the program for its version; undefined where it does not start. */
  readonly version: () => string | undefined;
}

const ask = (command: string, args: readonly string[], pattern: RegExp): string | undefined => {
  const result = spawnSync(command, [...args], { encoding: "utf8", timeout: 20_000 });
  if (result.error !== undefined) return undefined;
  return pattern.exec(`${result.stdout}\n${result.stderr}`)?.[1];
};

const PROGRAMS: readonly DrivenProgram[] = [
  {
    name: "SIPp",
    needed: true,
    purpose: "places the calls of every flood",
    howToGetIt: "apt-get install sip-tester (Debian, Ubuntu), or build SIPp 3.6.1 or later",
    version: () => ask("sipp", ["-v"], /SIPp v(\S+)/)?.replace(/\.$/, ""),
  },
  {
    name: "Asterisk",
    needed: false,
    purpose: "is the real PBX of --pbx asterisk; without it the embedded PBX is flooded",
    howToGetIt:
      "apt-get install asterisk where the distribution has it; as root surgeline fetches one from Debian by debootstrap at the first run",
    version: () => ask("asterisk", ["-V"], /Asterisk (\S+)/),
  },
  {
    name: "k6",
    needed: false,
    purpose: "drives the web lane (messages, agents' log-in, wallboard); without it surgeline k6 cannot run",
    howToGetIt:
      "a package of k6's own; or, with Go 1.25 or later, SURGELINE_REQUIRE=all npm run setup -- --for tests, which builds it",
    version: () =>
      ask("k6", ["version"], /k6(?:\.exe)? (v\S+)/) ??
      ask(builtProgram(), ["version"], /k6(?:\.exe)? (v\S+)/),
  },
  {
    name: "debootstrap",
    needed: false,
    purpose: "fetches an Asterisk into a folder of its own where the machine has none",
    howToGetIt: "apt-get install debootstrap",
    version: () => ask("debootstrap", ["--version"], /debootstrap (\S+)/),
  },
];

/** What SIPp lacks where it cannot be woken at once; measured beside two busy loops on two cores. */
const LATE_WITHOUT =
  "Beside other busy programs the latest calls then start tens of milliseconds late, where it would be 5; a machine with nothing else to do loses little.";

const HOW_TO_BE_GRANTED =
  "run as root; or add the line `<user> - rtprio 1` to /etc/security/limits.conf and log in anew; or, in a container, start it with --ulimit rtprio=1 or --cap-add SYS_NICE";

/** What a user is told of the policy that SIPp runs under, and how to better it. */
export const realTimeSentence = (scheduling: RealTimeScheduling): string => {
  switch (scheduling.state) {
    case "granted":
      return "Real-time scheduling: granted. SIPp is woken at once, whatever else runs (chrt --rr).";
    case "refused":
      return `Real-time scheduling: not granted (${scheduling.reason}). ${LATE_WITHOUT} To get it: ${HOW_TO_BE_GRANTED}.`;
    case "no chrt":
      return `Real-time scheduling: cannot be asked for, since chrt is not installed. ${LATE_WITHOUT} To get it: apt-get install util-linux (Debian, Ubuntu).`;
    case "other system":
      return `Real-time scheduling: asked for on Linux only; this is ${scheduling.system}. ${LATE_WITHOUT}`;
  }
};

const report = (context: CommandContext, flags: CommonFlags): ExitCode => {
  const found = PROGRAMS.map(({ version, ...program }) => {
    const seen = version();
    return {
      ...program,
      state: seen === undefined ? ("missing" as const) : ("found" as const),
      version: seen,
    };
  });
  const scheduling = realTimeScheduling();
  const missing = found.filter((program) => program.needed && program.state === "missing");
  if (flags.json === true) {
    context.print(
      JSON.stringify({
        node: process.version,
        ready: missing.length === 0,
        programs: found,
        realTimeScheduling: scheduling,
      }),
    );
  } else {
    context.print(`Node ${process.version}: found.`);
    for (const program of found) {
      context.print(
        program.state === "found"
          ? `${program.name} ${program.version}: found. It ${program.purpose}.`
          : `${program.name}: not found${program.needed ? "" : " (optional)"}. It ${program.purpose}. To get it: ${program.howToGetIt}.`,
      );
    }
    context.print(realTimeSentence(scheduling));
    context.print(
      missing.length === 0
        ? "Ready: surgeline run can flood the embedded PBX."
        : `Not ready: ${missing.map((program) => program.name).join(", ")} must be installed first.`,
    );
  }
  return missing.length === 0 ? ExitCode.done : ExitCode.programMissing;
};

export const define: CommandModule["define"] = (command, run) => {
  command
    .addHelpText("after", "\nExamples:\n  surgeline doctor\n  surgeline doctor --json")
    .action(run((context) => report(context, command.opts<CommonFlags>())));
};
