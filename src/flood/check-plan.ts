import { isIP } from "node:net";
import type { PbxTarget } from "../pbx/pbx.ts";
import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";
import type { FloodPlan } from "./flood-plan.ts";

/** A header's name, RFC 3261's token. */
const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

/** What the scenario's file cannot carry: SIPp reads brackets as its keywords, and CDATA ends at its own mark. */
const unspeakable = (text: string): boolean => /[[\]\r\n\0]/.test(text) || text.includes("]]>");

/** Throws `InvalidInput` with every part of a plan that SIPp would read otherwise than it is meant. */
export const checkPlan = (plan: FloodPlan, target: PbxTarget): void => {
  const problems: Problem[] = [];
  if (target.user === "" || /[\s<>@]/.test(target.user) || unspeakable(target.user)) {
    problems.push({
      where: "number",
      message: `"${target.user}" cannot be dialled; give a number or a user part without spaces, brackets or "@"`,
    });
  }
  for (const [name, value] of Object.entries(plan.headers)) {
    if (!TOKEN.test(name)) {
      problems.push({
        where: `headers.${name}`,
        message: "is no header's name; letters, digits and hyphens are",
      });
    }
    if (unspeakable(value)) {
      problems.push({
        where: `headers.${name}`,
        message: `the value ${JSON.stringify(value)} holds a square bracket or a line end, which SIPp would not send as it is`,
      });
    }
  }
  for (const [field, value] of Object.entries(plan.credentials ?? {})) {
    if (value === "" || /[\s"]/.test(value) || unspeakable(value)) {
      problems.push({
        where: `credentials.${field}`,
        message:
          "is empty or holds a space, a quote or a square bracket, which SIPp cannot read; choose another",
      });
    }
  }
  if (plan.localAddress !== undefined && isIP(plan.localAddress) === 0) {
    problems.push({
      where: "localAddress",
      message: `"${plan.localAddress}" is no IP address; give one of this machine's`,
    });
  }
  if (!(plan.compression > 0) || plan.windowEndSeconds <= plan.windowStartSeconds || plan.leadInSeconds < 0) {
    problems.push({
      where: "window",
      message: "the window has to end after it begins, the lead-in to be 0 or more, the compression above 0",
    });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
};
