import { z } from "zod";

/** The version of summary.json and run.json that this surgeline writes; a newer one is refused on reading. */
export const SCHEMA_VERSION = 1;

const interval = z.object({ low: z.number(), high: z.number() });

const share = z.number().min(0).max(1);

const percentiles = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });

const agentsEstimate = z.object({
  agents: z.int().min(0),
  low: z.int().min(0),
  high: z.int().min(0),
});

/** What the calls of a run or of an imported file say, each only where it can be said. */
export const estimatesShape = {
  offered: z.int().min(0),
  answered: z.int().min(0),
  abandoned: z.int().min(0),
  blocked: z.int().min(0).optional(),
  abandonment: share.optional(),
  serviceLevel: z.object({ withinSeconds: z.number(), value: share }).optional(),
  meanWaitSeconds: z.number().optional(),
  meanAnsweredWaitSeconds: z.number().optional(),
  patience: z
    .object({
      exponentialMeanSeconds: z.number().optional(),
      medianSeconds: z.number().optional(),
      survival: z
        .array(z.object({ seconds: z.number(), probability: share, low: share, high: share }))
        .readonly()
        .optional(),
    })
    .optional(),
  handleTime: z.object({ meanSeconds: z.number(), cv: z.number().optional() }).optional(),
  arrivals: z.object({ dispersion: z.number().optional() }).optional(),
  redial: z.object({ probability: share.optional() }).optional(),
  confidence: z.record(z.string(), interval).optional(),
  /** What could not be said, and why. */
  notes: z.array(z.string()).readonly().optional(),
} as const;

export const thresholdResultSchema = z.object({
  metric: z.string(),
  expression: z.string(),
  observed: z.number().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  verdict: z.enum(["pass", "fail", "inconclusive", "no data"]),
  /** How many calls would settle an inconclusive verdict. */
  callsToSettle: z.int().optional(),
});

/** Staff needed in one interval of the day, by model; a model that was not run is absent. */
export const intervalNeedSchema = z.object({
  /** Local time, `11:30`. */
  start: z.string(),
  end: z.string(),
  calls: z.number(),
  erlangC: z.int().optional(),
  erlangA: z.int().optional(),
  offeredLoad: z.int().optional(),
  transient: z.int().optional(),
  simulated: z.int().optional(),
  expected: z.int().optional(),
  expectedLow: z.int().optional(),
  expectedHigh: z.int().optional(),
  assured: z.int().optional(),
  assuredLow: z.int().optional(),
  assuredHigh: z.int().optional(),
  /** Share of days on which the interval misses its service level with the assured staff. */
  missedDays: z.number().optional(),
  /** People on duty by the scenario's schedule. */
  staffed: z.int(),
});

export const recommendationSchema = z.object({
  expected: agentsEstimate.optional(),
  assured: agentsEstimate.optional(),
  /** People to employ at the peak, after shrinkage. */
  headcount: z.int().optional(),
  agentHours: z.number().optional(),
  intervals: z.array(intervalNeedSchema).readonly(),
  notes: z.array(z.string()).readonly().optional(),
});

const crossCheckSchema = z.object({
  /** Attempts that both sides know. */
  calls: z.int(),
  /** Share on whose outcome our record and the PBX's events agree. */
  outcomeAgreement: share,
  /** The same of each queue, where callers waited in several. */
  queues: z
    .array(z.object({ queue: z.string(), calls: z.int(), outcomeAgreement: share }))
    .readonly()
    .optional(),
  /** Absolute difference in wait, wall time. */
  waitDifferenceMilliseconds: percentiles.optional(),
  /** What the PBX's times are rounded down to, where they are not exact: 1000 for a queue_log. */
  resolutionMilliseconds: z.number().optional(),
  /** Call by call, the first of those that disagree. */
  disagreements: z.array(z.object({ callId: z.string(), ours: z.string(), pbx: z.string() })).readonly(),
});

/** What a PBX adds to calls beside the wait for an agent; counted attempts, wall time. */
export const pbxOverheadSchema = z.object({
  /** From the INVITE to the first response of any kind, 100 included. */
  firstResponseMilliseconds: percentiles.optional(),
  /** Final statuses of refused calls; 486, 503 and 600 count as blocked, all others as failed. */
  refusals: z.array(z.object({ status: z.int(), calls: z.int() })).readonly(),
  /** Calls refused with 486, 503 or 600. */
  refused: z.int(),
  /** Calls that never got a final response. */
  unanswered: z.int(),
  /** Calls that the PBX had in its queue and lost. */
  lost: z.int().optional(),
  /** Rings that nobody answered before the PBX tried another telephone. */
  ringsUnanswered: z.int().optional(),
  /** Callers who waited on while one who came later was put through. */
  overtaken: z.object({ callers: z.int(), share }).optional(),
  /** From joining the queue to the ring at an agent who was free. */
  toFreeAgentMilliseconds: percentiles.extend({ calls: z.int() }).optional(),
});

/** What of the web lane's web.json stands in the summary; wall time. */
const webSchema = z.object({
  verdict: z.enum(["pass", "fail", "invalid", "interrupted"]),
  valid: z.boolean(),
  reasons: z.array(z.string()).readonly(),
  latenessMilliseconds: z.object({ p50: z.number(), p99: z.number(), max: z.number() }).optional(),
  messages: z
    .object({
      planned: z.int(),
      sent: z.int(),
      accepted: z.int(),
      refused: z.int(),
      unanswered: z.int(),
      stored: z.int().optional(),
    })
    .optional(),
  agents: z
    .object({
      logins: z.int(),
      registered: z.int(),
      refused: z.int(),
      unanswered: z.int(),
      mostHeld: z.int(),
      timeToRegisterMilliseconds: percentiles.extend({ max: z.number() }).optional(),
    })
    .optional(),
  wallboard: z.object({ looks: z.int(), blind: z.int() }).optional(),
  backlog: z.object({ personHours: z.number(), deadlineSeconds: z.number() }).optional(),
});

const verificationSchema = z.object({
  /** The assured staff good on every trace, the failing staff on none. */
  proved: z.boolean(),
  staffings: z
    .array(
      z.object({
        name: z.enum(["assured", "failing"]),
        peopleAtPeak: z.int(),
        predicted: z.object({
          goodDays: share,
          simulatedServiceLevel: share,
          simulatedAbandonment: share,
          erlangAServiceLevel: share.optional(),
          erlangCServiceLevel: share.optional(),
        }),
        traces: z
          .array(
            z.object({
              seed: z.int(),
              offered: z.int(),
              serviceLevel: share,
              abandonment: share,
              good: z.boolean(),
              valid: z.boolean(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
  reasons: z.array(z.string()).readonly(),
});

const packets = {
  sent: z.int().min(0),
  received: z.int().min(0),
  /** Of those received, digits that were pressed (RFC 4733); absent in runs of before they were told apart. */
  receivedDigits: z.int().min(0).optional(),
  lost: z.int().min(0),
};

/** RTP packets of the whole flood, lead-in included, as each side counted them. */
const audioPacketsSchema = z.object({
  /** `receivedWaiting`: what callers got before they had an agent; music. `lost`: gaps in what was received. */
  callers: z.object({ ...packets, receivedWaiting: z.int().min(0) }),
  agents: z.object(packets),
  /** What the PBX counted on its legs. */
  pbx: z
    .object({
      fromCallers: z.int().min(0),
      toCallers: z.int().min(0),
      fromAgents: z.int().min(0),
      toAgents: z.int().min(0),
    })
    .optional(),
});

/** summary.json: the result of `surgeline run`. */
export const summarySchema = z.object({
  schemaVersion: z.int(),
  /** `invalid`: the generator did not hold its schedule, so that the run says neither. */
  verdict: z.enum(["pass", "fail", "inconclusive", "invalid", "interrupted"]),
  ...estimatesShape,
  /**
   * The waits less what the PBX took to bring a free agent and a waiting caller
   * together, where that is more than a tenth of the answer-time target.
   */
  withoutDispatchLag: z
    .object({
      /** Answered calls whose lag is known. */
      calls: z.int().min(0),
      /** Wall time. */
      lagMilliseconds: percentiles,
      /** Its 95th percentile in scenario time, and the tenth of the target. */
      lagSeconds: z.number(),
      limitSeconds: z.number(),
      meanWaitSeconds: z.number().optional(),
      meanAnsweredWaitSeconds: z.number().optional(),
      serviceLevel: estimatesShape.serviceLevel,
    })
    .optional(),
  failed: z.int().min(0),
  /** People who called in the window, however often. */
  callers: z.int().optional(),
  /** Share of them with no answered attempt by the end. */
  neverServed: share.optional(),
  occupancy: z.number().optional(),
  setupMilliseconds: percentiles.optional(),
  load: z.object({
    planned: z.int(),
    placed: z.int(),
    latenessMilliseconds: z.object({ p50: z.number(), p99: z.number(), max: z.number() }).optional(),
    valid: z.boolean(),
    reasons: z.array(z.string()).readonly(),
    /** Datagrams that UDP sockets of this machine dropped, by whose they were. */
    droppedDatagrams: z.record(z.string(), z.int().min(0)).optional(),
  }),
  compression: z.number(),
  window: z.object({ start: z.string(), end: z.string() }),
  pbx: z.object({
    kind: z.enum(["embedded", "asterisk", "external"]),
    version: z.string(),
    dispatch: z.enum(["native", "woken"]),
    dispatchMilliseconds: z
      .object({ mean: z.number(), p50: z.number(), p95: z.number(), gaps: z.int() })
      .optional(),
    media: z.enum(["none", "music", "echo"]),
    /** What the PBX did that a reader has to know, as sentences. */
    findings: z.array(z.string()).readonly().optional(),
    audioPackets: audioPacketsSchema.optional(),
    /** Counted calls that an agent put through to a second line; scenario time. */
    secondLine: z
      .object({
        transferred: z.int().min(0),
        answered: z.int().min(0),
        /** Who hung up in the second wait; absent in runs of before this was told. */
        abandoned: z.int().min(0).optional(),
        /** Of both. */
        waitSeconds: z.object({ mean: z.number(), p50: z.number(), p95: z.number() }).optional(),
      })
      .optional(),
    overhead: pbxOverheadSchema.optional(),
  }),
  crossCheck: crossCheckSchema.optional(),
  recommendation: recommendationSchema.optional(),
  thresholds: z.array(thresholdResultSchema).readonly(),
  /** Thresholds that could not be met any more, so that the run was ended early. */
  abortedBy: z.array(z.string()).readonly().optional(),
  /** Present where the staffing was flooded again (`--verify`). */
  verification: verificationSchema.optional(),
  web: webSchema.optional(),
  wallSeconds: z.number(),
  runDirectory: z.string(),
});

export type RunSummary = z.infer<typeof summarySchema>;
export type Recommendation = z.infer<typeof recommendationSchema>;
export type IntervalNeed = z.infer<typeof intervalNeedSchema>;
export type ThresholdResult = z.infer<typeof thresholdResultSchema>;
export type CrossCheck = z.infer<typeof crossCheckSchema>;
export type PbxOverhead = z.infer<typeof pbxOverheadSchema>;
