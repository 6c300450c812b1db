import { isIP } from "node:net";
import type { PbxTarget } from "../pbx/pbx.ts";
import { emergencyNumber } from "../scenario/emergency-numbers.ts";

/** A target that must not be flooded, or that nobody has allowed. */
export class TargetNotAllowed extends Error {
  override readonly name = "TargetNotAllowed";
}

const isLoopback = (host: string): boolean => {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (bare === "localhost" || bare === "::1") return true;
  return isIP(bare) === 4 && bare.startsWith("127.");
};

/**
 * Throws `TargetNotAllowed` for an emergency number, at any host, and for a
 * host that is neither loopback nor allowed by name. Names are compared as
 * written, never resolved: no packet leaves before this has passed.
 */
export const checkTarget = (target: PbxTarget, allowedTargets: readonly string[]): void => {
  const emergency = emergencyNumber(target.user);
  if (emergency !== undefined) {
    throw new TargetNotAllowed(
      `${target.user} reaches ${emergency.answeredBy}: it is never flooded. Give the PBX an extension of its own for the test.`,
    );
  }
  const same = (allowed: string): boolean => allowed.toLowerCase() === target.host.toLowerCase();
  if (!isLoopback(target.host) && !allowedTargets.some(same)) {
    throw new TargetNotAllowed(
      `${target.host} is not this machine. If it is yours to flood, allow it by name: --allow-target ${target.host}.`,
    );
  }
};
