import { cpus, platform, release, totalmem } from "node:os";
import type { RunDescription } from "./run-description.ts";

/** The machine that a run was made on; without its name, which is nobody's business. */
export const describeHost = (): RunDescription["host"] => {
  const processors = cpus();
  return {
    platform: `${platform()} ${release()}`,
    processors: processors.length,
    processorModel: processors[0]?.model.trim() ?? "unknown",
    memoryBytes: totalmem(),
  };
};
