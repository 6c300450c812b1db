import { describe, expect, it } from "vitest";
import { parsePbxAddress } from "../../src/pbx/external.ts";

describe("the address of a PBX that is already there", () => {
  it("is read with its defaults", () => {
    expect(parsePbxAddress("sip:8002@127.0.0.1", "--pbx")).toEqual({
      user: "8002",
      host: "127.0.0.1",
      port: 5060,
      transport: "udp",
    });
    expect(parsePbxAddress("sip:hotline@pbx.example:5080;transport=tcp", "--pbx")).toEqual({
      user: "hotline",
      host: "pbx.example",
      port: 5080,
      transport: "tcp",
    });
    expect(parsePbxAddress("sips:hotline@pbx.example", "--pbx")).toMatchObject({
      transport: "tls",
      port: 5061,
    });
    expect(parsePbxAddress("sip:8002@[::1]:5070", "--pbx")).toMatchObject({ host: "::1", port: 5070 });
  });

  it("that is none is refused with the form that is meant", () => {
    for (const text of [
      "pbx.example",
      "sip:pbx.example",
      "sip:a@b:99999",
      "sip:a@b:0",
      "tel:112",
      "sip:a b@c",
    ]) {
      expect(() => parsePbxAddress(text, "--pbx")).toThrow(/--pbx: .* sip:USER@HOST/);
    }
  });
});
