import { describe, expect, it } from "vitest";
import { asteriskVersion, debianMirror } from "../../../src/pbx/asterisk/find-asterisk.ts";

describe("finding an Asterisk", () => {
  it("reads the version of plain, packaged and certified builds", () => {
    expect(asteriskVersion("Asterisk 22.10.1+dfsg+~cs6.17.60671434-1\n")).toBe("22.10.1");
    expect(asteriskVersion("Asterisk 20.6.0~dfsg+~cs6.13.40431414-2build5")).toBe("20.6.0");
    expect(asteriskVersion("Asterisk certified/20.7-cert2")).toBe("20.7");
    expect(asteriskVersion("command not found")).toBeUndefined();
  });

  it("takes the Debian archive from apt's own settings, not the security archive nor another vendor's", () => {
    const targets = [
      "Vendor|Vendor|https://packages.vendor.example/apt/",
      "Debian|Debian-Security|http://mirror.example/debian-security/",
      "Debian|Debian|http://mirror.example/debian/",
    ].join("\n");
    expect(debianMirror(targets)).toBe("http://mirror.example/debian");
    expect(debianMirror("Ubuntu|Ubuntu|http://mirror.example/ubuntu/")).toBeUndefined();
  });
});
