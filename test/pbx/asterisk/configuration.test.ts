import { describe, expect, it } from "vitest";
import { type AsteriskPlan, asteriskConfiguration } from "../../../src/pbx/asterisk/configuration.ts";

const plan: AsteriskPlan = {
  queueName: "general",
  mode: "ringing",
  agents: 3,
  agentHost: "127.0.0.1",
  agentPort: 6000,
  ringTimeoutSeconds: 15,
  strategy: "rrmemory",
  retrySeconds: 2,
  countsAudio: false,
  sipPort: 5060,
  managerPort: 5038,
  managerSecret: "secret",
  rtpPortStart: 20_000,
  rtpPortEnd: 40_000,
};
const folders = { configuration: "/etc", run: "/run", log: "/log", spool: "/spool", database: "/db" };
const written = (rest: Partial<AsteriskPlan> = {}) => {
  const files = asteriskConfiguration({ ...plan, ...rest }, folders);
  return (name: string): string => files[name] ?? "";
};

/** The sections of a file of Asterisk's, with their settings. */
const sections = (text: string): ReadonlyMap<string, ReadonlyMap<string, string>> => {
  const found = new Map<string, Map<string, string>>();
  let settings = new Map<string, string>();
  for (const line of text.split("\n")) {
    const name = /^\[(.+)\]$/.exec(line)?.[1];
    if (name !== undefined) {
      settings = new Map();
      found.set(name, settings);
    }
    const [key, value] = line.split(/\s*=>?\s*/);
    if (name === undefined && key !== undefined && value !== undefined) settings.set(key, value);
  }
  return found;
};

describe("the configuration of Asterisk's queues", () => {
  it("has strategy, ring time-out and retry in every queue", () => {
    const queues = sections(written({ furtherQueues: ["2", "3"] })("queues.conf"));
    expect([...queues.keys()]).toEqual(["general", "line-general", "line-2", "line-3"]);
    for (const name of ["line-general", "line-2", "line-3"]) {
      expect(queues.get(name)?.get("strategy")).toBe("rrmemory");
      expect(queues.get(name)?.get("timeout")).toBe("15");
      expect(queues.get(name)?.get("retry")).toBe("2");
    }
  });

  it("reads the caller's queue from the header where there are several, and else dials the only one", () => {
    expect(written()("extensions.conf")).toContain("Queue(line-general,r)");
    expect(written()("extensions.conf")).not.toContain("PJSIP_HEADER");
    const several = written({ furtherQueues: ["2"] })("extensions.conf");
    expect(several).toContain("PJSIP_HEADER(read,X-Surgeline-Queue)");
    expect(several).toContain("Queue(line-$" + "{LINE},r)");
  });

  it("has the second line's agents after the others, at their own telephones", () => {
    const second = written({ secondLine: { agents: 2, agentPort: 7000 } });
    const accounts = sections(second("pjsip.conf"));
    expect([...accounts.keys()].filter((name) => name.startsWith("agent"))).toEqual(
      [1, 2, 3, 4, 5].map((number) => `agent${number}`),
    );
    expect(accounts.get("agent3")?.get("contact")).toBe("sip:agent3@127.0.0.1:6000");
    expect(accounts.get("agent4")?.get("contact")).toBe("sip:agent4@127.0.0.1:7000");
    expect(sections(second("queues.conf")).has("second-line")).toBe(true);
    expect(second("extensions.conf")).toMatch(/\[agents\]\nexten => second-line,1,Queue\(second-line,r\)/);
  });

  it("tells what was counted of each leg's audio only where there is audio", () => {
    expect(written()("extensions.conf")).not.toContain("SurgelineAudio");
    const counting = written({ countsAudio: true })("extensions.conf");
    expect(counting).toContain("UserEvent(SurgelineAudio,Side: $" + "{ARG1}");
    expect(counting).toContain("Queue(line-general,rb(agents-audio^s^1))");
  });
});
