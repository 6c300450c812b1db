import { spawnSync } from "node:child_process";
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

const report = (context: CommandContext, flags: CommonFlags): ExitCode => {
  const found = PROGRAMS.map(({ version, ...program }) => {
    const seen = version();
    return {
      ...program,
      state: seen === undefined ? ("missing" as const) : ("found" as const),
      version: seen,
    };
  });
  const missing = found.filter((program) => program.needed && program.state === "missing");
  if (flags.json === true) {
    context.print(JSON.stringify({ node: process.version, ready: missing.length === 0, programs: found }));
  } else {
    context.print(`Node ${process.version}: found.`);
    for (const program of found) {
      context.print(
        program.state === "found"
          ? `${program.name} ${program.version}: found. It ${program.purpose}.`
          : `${program.name}: not found${program.needed ? "" : " (optional)"}. It ${program.purpose}. To get it: ${program.howToGetIt}.`,
      );
    }
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
