import { runFlood } from "../../src/flood/run-flood.ts";
import { pbxAt, smallPlan } from "./small-plan.ts";

/** Floods the PBX at the port given, its files in the folder given, with callers who never give up, until it is killed. */
const callers = Array.from({ length: 5 }, (_, row) => ({ arrivalSeconds: 0.05 * row, patienceSeconds: 600 }));
const [, , port, workDirectory = ""] = process.argv;
await runFlood(smallPlan(callers, { windowEndSeconds: 600, workDirectory }), pbxAt(Number(port)));
