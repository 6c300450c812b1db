import type { SippScenario } from "../sipp-wrapper/scenario.ts";
import { incoming } from "./caller-incoming.ts";
import type { CallerOptions } from "./caller-options.ts";
import { begin, place } from "./caller-places.ts";
import { redial, refusals } from "./caller-refused.ts";
import { talk } from "./caller-talks.ts";
import { wait } from "./caller-waits.ts";

/**
 * One caller as a SIPp call: he sleeps until his arrival, calls, waits as long
 * as his patience lasts, is served or gives up, and perhaps calls again. His
 * line of the callers' file holds
 * `caller; number; arrival; row of the first attempt; talk; queue`, a line of the
 * attempts' file `caller-attempt; patience; delay after abandoning; delay after
 * blocked; CSeq of INVITE, of the INVITE with credentials, of BYE`. Times are
 * milliseconds, −1 where he does not call again; see `callerLines`.
 */
export const callerScenario = (options: CallerOptions): SippScenario => ({
  name: "surgeline callers",
  steps: [
    begin(options),
    ...place(options),
    ...incoming(options),
    ...wait(options),
    ...talk(options),
    ...refusals(options),
    ...redial(options),
  ],
});
