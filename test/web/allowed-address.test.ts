import { describe, expect, it } from "vitest";
import { TargetNotAllowed } from "../../src/flood/allowed-target.ts";
import { NoAnswer } from "../../src/flood/ask-options.ts";
import { freePort } from "../../src/process/free-port.ts";
import type { WebLane } from "../../src/scenario/web.ts";
import { askAddresses, checkAddresses } from "../../src/web/allowed-address.ts";

const lane = (address: string): WebLane => ({
  lastsSeconds: 1,
  wallboard: { screens: 1, everySeconds: 1, address },
  thresholds: {},
});

describe("the addresses of a lane", () => {
  it.each(["http://127.0.0.1:8080/x", "http://localhost/", "http://[::1]:9", "https://127.9.9.9"])(
    "may be this machine: %s",
    (address) => {
      expect(() => checkAddresses(lane(address), [])).not.toThrow();
    },
  );

  it.each([
    "http://staging.example:8080",
    "http://10.0.0.1/",
    "http://127.0.0.1.example/",
    "https://[2001:db8::1]/",
  ])("must otherwise be allowed by name: %s", (address) => {
    const { hostname } = new URL(address);
    expect(() => checkAddresses(lane(address), [])).toThrow(TargetNotAllowed);
    expect(() => checkAddresses(lane(address), ["another.example"])).toThrow(TargetNotAllowed);
    expect(() => checkAddresses(lane(address), [hostname])).not.toThrow();
  });

  it("are asked before anything is sent to them", async () => {
    const port = await freePort("tcp");
    await expect(askAddresses(lane(`http://127.0.0.1:${port}/`))).rejects.toThrow(NoAnswer);
  });
});
