import type { RunDescription } from "../runs/run-description.ts";
import type { RunSummary } from "../runs/summary.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { WebResult } from "../web/web-result.ts";
import type { CallTally } from "./call-tally.ts";
import type { SipMessage } from "./sip-ladder.ts";

/** Everything that a report is made from; what is not there is not shown. */
export interface ReportContents {
  readonly scenario: Scenario;
  readonly description: RunDescription;
  /** Absent where the run was stopped before its figures were computed. */
  readonly summary: RunSummary | undefined;
  readonly tally: CallTally;
  /** The web lane that went on beside the flood; absent where there was none. */
  readonly web?: WebResult;
  /** SIP messages of failed calls, by Call-ID. */
  readonly messages: ReadonlyMap<string, readonly SipMessage[]>;
  /** The page's script, bundled; empty for a page that only shows. */
  readonly script: string;
}
