/** Drives SIPp: scenarios as values, injection files, the process's life, its log as it is written. */
export { InvalidSippScenario } from "./check-scenario.ts";
export { InvalidInjectionField, injectionFile } from "./injection-file.ts";
export { type LogEntry, logMessage, readLogLine } from "./log-line.ts";
export { type MessageLogOptions, messagesOfCalls } from "./message-log.ts";
export { probeSipp, readSippProbe, type SippProbe, type SippProgram } from "./probe-sipp.ts";
export type * from "./scenario.ts";
export { scenarioXml } from "./scenario-xml.ts";
export { type SippRun, sippArguments } from "./sipp-arguments.ts";
export {
  HOW_TO_GET_SIPP,
  type RunningSipp,
  type SippEnding,
  type SippOptions,
  startSipp,
} from "./start-sipp.ts";
export { readStatistics, type StatisticsRow } from "./statistics-file.ts";
