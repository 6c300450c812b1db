import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../src/process/free-port.ts";

export const sippIsMissing = spawnSync("sipp", ["-v"]).error !== undefined;

export interface SippResult {
  readonly successful: number;
  readonly failed: number;
  /** What SIPp wrote into its error log. */
  readonly errors: string;
}

export interface SippCall {
  /** The elements inside `<scenario>`. */
  readonly scenario: string;
  readonly port: number;
  readonly calls?: number;
  readonly callsPerSecond?: number;
  readonly transport?: "u1" | "t1";
  readonly extra?: readonly string[];
}

const TIMEOUT_SECONDS = 25;

/** Runs SIPp with a scenario of its own until its calls are done, 25 s at most. */
export const runSipp = async (call: SippCall): Promise<SippResult> => {
  const folder = mkdtempSync(join(tmpdir(), "surgeline-sipp-"));
  try {
    const scenario = join(folder, "scenario.xml");
    const errorFile = join(folder, "errors.log");
    writeFileSync(
      scenario,
      `<?xml version="1.0" encoding="ISO-8859-1"?>\n<scenario name="test">\n${call.scenario}\n</scenario>\n`,
    );
    const calls = String(call.calls ?? 1);
    const controlPort = await freePort("udp");
    const localPort = await freePort("udp");
    const output = await new Promise<string>((resolve) => {
      execFile(
        "sipp",
        [
          ...["-sf", scenario, "-m", calls, "-l", calls, "-r", String(call.callsPerSecond ?? 50)],
          ...["-t", call.transport ?? "u1", "-i", "127.0.0.1", "-p", String(localPort)],
          ...["-ci", "127.0.0.1", "-cp", String(controlPort), "-nostdin", "-timeout", `${TIMEOUT_SECONDS}s`],
          ...["-trace_err", "-error_file", errorFile, "-s", "hotline", ...(call.extra ?? [])],
          `127.0.0.1:${call.port}`,
        ],
        { cwd: folder, timeout: (TIMEOUT_SECONDS + 10) * 1000, killSignal: "SIGKILL" },
        (_error, stdout, stderr) => resolve(`${stdout}\n${stderr}`),
      );
    });
    const total = (label: string): number => {
      const rows = [...output.matchAll(new RegExp(`${label}\\s*\\|\\s*\\d+\\s*\\|\\s*(\\d+)`, "g"))];
      return Number(rows.at(-1)?.[1] ?? Number.NaN);
    };
    const errors = existsSync(errorFile) ? readFileSync(errorFile, "utf8") : "";
    return { successful: total("Successful call"), failed: total("Failed call"), errors };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
