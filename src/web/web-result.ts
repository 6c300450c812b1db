import { z } from "zod";
import { thresholdResultSchema } from "../runs/summary.ts";
import { k6MetricSchema } from "./k6-summary.ts";

/** The version of web.json that this surgeline writes. */
export const WEB_SCHEMA_VERSION = 1;

const count = z.int().min(0);

const milliseconds = z.object({ p50: z.number(), p99: z.number(), max: z.number() });

const durations = z.object({ p50: z.number(), p95: z.number(), p99: z.number(), max: z.number() });

const backlogSchema = z.object({
  messages: count,
  handlingSeconds: z.number(),
  handlingAssumed: z.boolean(),
  deadlineSeconds: z.number(),
  personHours: z.number(),
  telephoneHoursPerDay: z.number(),
  fewestPeople: z.int().optional(),
  staffings: z
    .array(
      z.object({
        people: z.int(),
        clearedAfterSeconds: z.number().optional(),
        waitingAtDeadline: z.number(),
        mostWaiting: z.number(),
        meetsDeadline: z.boolean(),
      }),
    )
    .readonly(),
});

/** web.json: the result of the web lane. Times are wall time. */
export const webResultSchema = z.object({
  schemaVersion: z.int(),
  /** `invalid`: the lane was not what the plan asked for, so that it says neither. */
  verdict: z.enum(["pass", "fail", "invalid", "interrupted"]),
  scenario: z.string(),
  seed: z.number(),
  k6: z.string(),
  pbx: z.string().optional(),
  messages: z
    .object({
      address: z.string(),
      compression: z.number(),
      planned: count,
      sent: count,
      accepted: count,
      refused: count,
      unanswered: count,
      /** What the intake counted, where it was ours. */
      intake: z.object({ received: count, accepted: count, refused: count, stored: count }).optional(),
      /** Accepted and not stored; absent where the intake was not ours. */
      lost: z.int().optional(),
      durationMilliseconds: durations.optional(),
    })
    .optional(),
  agents: z
    .object({
      address: z.string(),
      logins: count,
      registered: count,
      refused: count,
      unanswered: count,
      unconnected: count,
      refreshed: count,
      /** Registrations that the agent ended, that could not be ended, and that were lost in between. */
      ended: count,
      unended: count,
      lost: count,
      mostHeld: count,
      timeToRegisterMilliseconds: durations.optional(),
    })
    .optional(),
  wallboard: z.object({ address: z.string(), looks: count, blind: count }).optional(),
  load: z.object({
    latenessMilliseconds: milliseconds.optional(),
    loginLatenessMilliseconds: milliseconds.optional(),
    droppedIterations: count,
    valid: z.boolean(),
    reasons: z.array(z.string()).readonly(),
  }),
  backlog: backlogSchema.optional(),
  /** k6's metrics as it gave them. */
  metrics: z.record(z.string(), k6MetricSchema),
  thresholds: z.array(thresholdResultSchema).readonly(),
  /** What k6 and its scripts had to say. */
  notes: z.array(z.string()).readonly(),
  wallSeconds: z.number(),
});

export type WebResult = z.infer<typeof webResultSchema>;
