import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { ProgramMissing } from "../process/program-missing.ts";

/** The version in package.json, which stands two folders up both in a checkout and in an installed package. */
export const surgelineVersion = (): string => {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
};

/** The version of the SIPp on the path. Throws ProgramMissing where there is none. */
export const sippVersion = (): string => {
  const asked = spawnSync("sipp", ["-v"], { encoding: "utf8", timeout: 20_000 });
  const version = /SIPp v([\w.-]+)/.exec(`${asked.stdout}${asked.stderr}`)?.[1];
  if (asked.error !== undefined || version === undefined) {
    throw new ProgramMissing(
      "SIPp",
      "It places the calls. On Debian and Ubuntu: apt-get install sip-tester.",
    );
  }
  return version;
};
