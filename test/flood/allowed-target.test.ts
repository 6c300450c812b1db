import { describe, expect, it } from "vitest";
import { checkTarget, TargetNotAllowed } from "../../src/flood/allowed-target.ts";

const at = (host: string, user = "9000") => ({ host, port: 5060, transport: "udp" as const, user });

describe("the target of a flood", () => {
  it("may be loopback in every way of writing it", () => {
    for (const host of ["127.0.0.1", "127.9.9.9", "localhost", "::1", "[::1]"]) {
      expect(() => checkTarget(at(host), [])).not.toThrow();
    }
  });

  it("may be no other host unless that very host was allowed", () => {
    for (const host of ["192.0.2.1", "pbx.example", "127.0.0.1.example", "127.example"]) {
      expect(() => checkTarget(at(host), [])).toThrow(TargetNotAllowed);
      expect(() => checkTarget(at(host), ["192.0.2.2"])).toThrow(TargetNotAllowed);
      expect(() => checkTarget(at(host), [host.toUpperCase()])).not.toThrow();
    }
  });

  it("is never an emergency number, however it is allowed", () => {
    for (const user of ["112", "911", "999", "110", "000", "15", "17", "18"]) {
      expect(() => checkTarget(at("127.0.0.1", user), ["127.0.0.1"])).toThrow(TargetNotAllowed);
    }
  });
});
