import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FLOOD_FILES } from "../../src/flood/flood-files.ts";
import { followStop } from "../../src/flood/stop-flood.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const following = (folder = mkdtempSync(join(tmpdir(), "surgeline-stop-"))) => {
  folders.push(folder);
  const drain = new AbortController();
  const kill = new AbortController();
  const killed = vi.fn();
  const troubles: string[] = [];
  const stop = followStop(
    { drain: drain.signal, kill: kill.signal },
    folder,
    { kill: killed },
    (sentence) => void troubles.push(sentence),
  );
  return { drain, kill, killed, stop, troubles, closing: join(folder, FLOOD_FILES.closing) };
};

describe("stopping a flood", () => {
  it("holds further calls back when it drains, and lets those under way go on", async () => {
    const { drain, killed, stop, closing } = following();
    expect(stop.interruptedEpoch()).toBeUndefined();
    drain.abort();
    await vi.waitFor(() => expect(readFileSync(closing, "utf8")).toBe("1"));
    expect(stop.interruptedEpoch()).toBeTypeOf("number");
    expect(killed).not.toHaveBeenCalled();
    expect(stop.isEndedByUs()).toBe(false);
  });

  it("ends SIPp at once when it is killed, which is an interruption too", () => {
    const { kill, killed, stop } = following();
    kill.abort();
    expect(killed).toHaveBeenCalledOnce();
    expect(stop.isEndedByUs()).toBe(true);
    expect(stop.interruptedEpoch()).toBeTypeOf("number");
  });

  it("ends SIPp and says why where further calls cannot be held back", async () => {
    const { drain, killed, troubles } = following(join(tmpdir(), "surgeline-stop-no-such-folder"));
    drain.abort();
    await vi.waitFor(() => expect(killed).toHaveBeenCalledOnce());
    expect(troubles.join()).toContain("could not be held back");
  });

  it("listens no longer once it is released, and is no interruption where we end SIPp ourselves", () => {
    const { drain, kill, killed, stop } = following();
    stop.release();
    drain.abort();
    kill.abort();
    expect(killed).not.toHaveBeenCalled();
    stop.end();
    expect(stop.isEndedByUs()).toBe(true);
    expect(stop.interruptedEpoch()).toBeUndefined();
  });
});
