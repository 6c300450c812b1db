import { spawnSync } from "node:child_process";
import { execa } from "execa";
import { type RunSummary, summarySchema } from "../../../src/runs/summary.ts";

const ip = (...args: readonly string[]) => spawnSync("ip", args, { encoding: "utf8" });

/** Why no network namespace with a bad network can be had; undefined where it can. */
export const lackOfNetworkNamespace = (): string | undefined => {
  const name = `surgeline-try-${process.pid}`;
  if (ip("netns", "add", name).status !== 0) return "no network namespace may be added here";
  try {
    const netem = ip(
      "netns",
      "exec",
      name,
      "tc",
      "qdisc",
      "add",
      "dev",
      "lo",
      "root",
      "netem",
      "delay",
      "1ms",
    );
    return netem.status === 0 ? undefined : "tc netem is not to be had here";
  } finally {
    ip("netns", "delete", name);
  }
};

/** Runs surgeline with its PBX in a network namespace whose loopback is as bad as `netem` says. */
export const withNetworkNamespace = async (
  netem: string,
  args: readonly string[],
): Promise<{ exitCode: number | undefined; summary: RunSummary }> => {
  const name = `surgeline-test-${process.pid}`;
  const inside = (...command: readonly string[]) => ip("netns", "exec", name, ...command);
  ip("netns", "add", name);
  try {
    inside("ip", "link", "set", "lo", "up");
    const set = inside("tc", "qdisc", "add", "dev", "lo", "root", "netem", ...netem.split(" "));
    if (set.status !== 0) throw new Error(`tc refused netem ${netem}: ${set.stderr}`);
    const result = await execa("ip", ["netns", "exec", name, process.execPath, "bin/surgeline.js", ...args], {
      reject: false,
      stdin: "ignore",
    });
    return { exitCode: result.exitCode, summary: summarySchema.parse(JSON.parse(result.stdout)) };
  } finally {
    ip("netns", "delete", name);
  }
};
