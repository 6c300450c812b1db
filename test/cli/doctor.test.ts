import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { realTimeSentence } from "../../src/cli/doctor.ts";
import { runCommand } from "./run-command.ts";

describe("surgeline doctor", () => {
  it("says of real-time scheduling what the system itself says", async () => {
    const { printed } = await runCommand(["doctor", "--json"]);
    const { realTimeScheduling } = JSON.parse(printed);
    const { error, status } = spawnSync("chrt", ["--rr", "1", "true"]);
    if (process.platform !== "linux") expect(realTimeScheduling.state).toBe("other system");
    else if (error !== undefined) expect(realTimeScheduling.state).toBe("no chrt");
    else expect(realTimeScheduling.state).toBe(status === 0 ? "granted" : "refused");
  });

  it("names a way to be granted real-time scheduling wherever there is one", () => {
    expect(realTimeSentence({ state: "granted" })).not.toContain("To get it");
    const refused = realTimeSentence({ state: "refused", reason: "chrt: failed to set pid 0's policy" });
    expect(refused).toContain("(chrt: failed to set pid 0's policy)");
    for (const way of ["root", "rtprio 1", "SYS_NICE"]) expect(refused).toContain(way);
    expect(realTimeSentence({ state: "no chrt" })).toContain("apt-get install util-linux");
    expect(realTimeSentence({ state: "other system", system: "darwin" })).toContain("darwin");
  });
});
