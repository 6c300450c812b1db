import { runFlood } from "../../src/flood/run-flood.ts";
import { pbxAt, smallPlan } from "./small-plan.ts";

/** Floods the PBX at the port given with callers who never give up, until it is killed. */
const callers = Array.from({ length: 5 }, (_, row) => ({ arrivalSeconds: 0.05 * row, patienceSeconds: 600 }));
await runFlood(smallPlan(callers, { windowEndSeconds: 600 }), pbxAt(Number(process.argv[2])));
