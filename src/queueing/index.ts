/**
 * surgeline's queueing library: from a load and a staff to waits, from a target to
 * a staff. Pure functions without a dependency on Node; times in seconds, rates
 * per second, loads in erlangs. Results are unions on `state`; arguments outside a
 * formula's domain throw a DomainError.
 */
export {
  expectedCalls,
  highestRate,
  type RatePiece,
  ratesFromCounts,
} from "./arrival-rate.ts";
export {
  type DayInterval,
  type DayLoad,
  type DayStaffing,
  type DayStaffingResult,
  staffDay,
} from "./day-staffing.ts";
export { DomainError } from "./domain-error.ts";
export { type ErlangAResult, erlangA } from "./erlang-a.ts";
export { type ErlangBResult, erlangB, erlangBBlocking, erlangBContinuous, fewestLines } from "./erlang-b.ts";
export { type ErlangCResult, erlangC, type StableErlangC, type UnstableQueue } from "./erlang-c.ts";
export { fewestAgentsErlangA, fewestAgentsErlangC, leastWhere, type Staffing } from "./fewest-agents.ts";
export { type TrunkLoad, type TrunkResult, trunkQueue } from "./finite-trunks.ts";
export {
  type GeneralPatienceLoad,
  generalPatienceQueue,
} from "./general-patience.ts";
export { headcount } from "./headcount.ts";
export { fewestLinesAndAgents, type LinesAndAgents } from "./lines-and-agents.ts";
export {
  highestOfferedLoad,
  type OfferedLoadOverTime,
  offeredLoadOverTime,
} from "./offered-load-over-time.ts";
export {
  type CurvePoint,
  type CurveTail,
  type PatienceLaw,
  patienceFromCurve,
  patienceFromSurvival,
  patienceOf,
} from "./patience.ts";
export {
  type AnswerTarget,
  type CallLoad,
  fewestAgentsForStability,
  type ImpatientQueueLoad,
  isUnstable,
  offeredLoad,
  type QueueLoad,
} from "./queue-load.ts";
export {
  freshCallsPerSecond,
  type RedialFixedPoint,
  type RedialLoad,
  redialFixedPoint,
} from "./redial.ts";
export { type RedialChainLoad, type RedialChainResult, redialChain } from "./redial-chain.ts";
export type { StaffPiece } from "./staff-schedule.ts";
export {
  type DayToStaff,
  type IntervalStaffing,
  type StationaryForm,
  staffByInterval,
} from "./stationary-staffing.ts";
export { holdsTargets, type StaffingTargets, type TargetFigures } from "./targets.ts";
export {
  type TransientInterval,
  type TransientResult,
  transientQueue,
} from "./transient.ts";
export type { TransientQuestion } from "./transient-question.ts";
export { staffByTransient, type TransientDay, type TransientStaffing } from "./transient-staffing.ts";
export {
  type WaitingTime,
  waitingTimeErlangA,
  waitingTimeErlangC,
  waitingTimeGeneralPatience,
  waitQuantile,
} from "./waiting-time.ts";
