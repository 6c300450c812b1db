import { execa } from "execa";
import { isInstalled } from "../process/child-program.ts";
import { SIPP } from "./start-sipp.ts";

/** A SIPp that was found, and what it was built with. */
export interface SippProgram {
  readonly state: "found";
  /** Such as `3.6.1`. */
  readonly version: string;
  /** Whether it is at least 3.6.1, the oldest that this module drives. */
  readonly supported: boolean;
  readonly features: {
    readonly tls: boolean;
    readonly webSocket: boolean;
    /** `-rxsf`: a second, receiving scenario in the same process. */
    readonly receivingScenario: boolean;
    readonly pcap: boolean;
    readonly sctp: boolean;
  };
}

export type SippProbe =
  | SippProgram
  | { readonly state: "missing" }
  | { readonly state: "unreadable"; readonly said: string };

const OLDEST = [3, 6, 1] as const;
const PROBE_MILLISECONDS = 5000;

const atLeast = (version: string, oldest: readonly number[]): boolean => {
  const parts = version.split(".").map(Number);
  for (const [index, wanted] of oldest.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
};

/** Reads what `sipp -v` and `sipp -h` say. */
export const readSippProbe = (versionText: string, helpText: string): SippProbe => {
  const banner = /SIPp v([0-9]+(?:\.[0-9]+)*)([^\s.]*)/.exec(versionText);
  const version = banner?.[1];
  if (version === undefined) return { state: "unreadable", said: versionText.trim().slice(0, 200) };
  const built = (banner?.[2] ?? "").toUpperCase();
  return {
    state: "found",
    version,
    supported: atLeast(version, OLDEST),
    features: {
      tls: built.includes("TLS"),
      webSocket: /^\s*-\s*w[1n]:/m.test(helpText) || /\bwebsocket\b/i.test(helpText),
      receivingScenario: /^\s+-rxsf\b/m.test(helpText),
      pcap: built.includes("PCAP"),
      sctp: built.includes("SCTP"),
    },
  };
};

/** Finds SIPp on the PATH, or at the path given, and asks it what it can do. */
export const probeSipp = async (command: string = SIPP): Promise<SippProbe> => {
  if (!isInstalled(command)) return { state: "missing" };
  // SIPp ends its version and help with a status that says nothing.
  const ask = async (flag: string): Promise<string> => {
    const { all } = await execa(command, [flag], { reject: false, all: true, timeout: PROBE_MILLISECONDS });
    return all ?? "";
  };
  const [versionText, helpText] = await Promise.all([ask("-v"), ask("-h")]);
  return readSippProbe(versionText, helpText);
};
