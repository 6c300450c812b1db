import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

describe("the queueing library", () => {
  it("bundles for a browser, without any module of Node", async () => {
    const entry = fileURLToPath(new URL("../../src/queueing/index.ts", import.meta.url));
    const bundled = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      platform: "browser",
      format: "esm",
      minify: true,
      logLevel: "silent",
    });
    const text = bundled.outputFiles[0]!.text;
    expect(text).not.toMatch(/\bprocess\.|\brequire\(/);
    const module = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
      fewestLines: (load: number, blocking: number) => number;
    };
    expect(module.fewestLines(10, 0.01)).toBe(18);
  });
});
