import { z } from "zod";

/** run.json: what a run was, so that it can be repeated and compared. */
export const runDescriptionSchema = z.object({
  schemaVersion: z.int(),
  state: z.enum(["running", "complete", "interrupted", "invalid"]),
  scenarioName: z.string(),
  seed: z.int(),
  /** SHA-256 of the normalised scenario: two runs of one fingerprint and seed have the same callers. */
  fingerprint: z.string(),
  /** ISO time. */
  startedAt: z.string(),
  endedAt: z.string().optional(),
  /** The command line that repeats the run. */
  command: z.string(),
  /** The language that the run was told in, for what is told of it later; English where it is absent. */
  language: z.enum(["en", "fr"]).optional(),
  window: z.object({ startSeconds: z.number(), endSeconds: z.number() }),
  compression: z.number(),
  /** Set where `--agents` replaced the schedule. */
  agents: z.int().optional(),
  /** Bounds of the design that `--force` overrode, in words. */
  forced: z.array(z.string()),
  /** Versions of every program that took part, by name. */
  versions: z.record(z.string(), z.string()),
  host: z.object({
    platform: z.string(),
    processors: z.int(),
    processorModel: z.string(),
    memoryBytes: z.number(),
  }),
});

export type RunDescription = z.infer<typeof runDescriptionSchema>;
