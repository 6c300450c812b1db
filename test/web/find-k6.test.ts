import { describe, expect, it } from "vitest";
import { canBuildK6, k6Version } from "../../src/web/find-k6.ts";

describe("finding k6", () => {
  it("reads the version that k6 prints", () => {
    expect(k6Version("k6 v2.2.0 (go1.26.8, linux/amd64)")).toBe("v2.2.0");
    expect(k6Version("k6.exe v1.0.0-rc1 (commit/abc, go1.24, windows/amd64)")).toBe("v1.0.0-rc1");
    expect(k6Version("k6: not found")).toBeUndefined();
  });

  it("knows which Go can build it", () => {
    expect(canBuildK6("go version go1.26.8 linux/amd64")).toBe(true);
    expect(canBuildK6("go version go1.25.0 linux/amd64")).toBe(true);
    expect(canBuildK6("go version go1.24.9 linux/amd64")).toBe(false);
    expect(canBuildK6("command not found")).toBe(false);
  });
});
