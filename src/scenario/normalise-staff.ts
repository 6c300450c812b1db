import { type FieldPath, formatPath } from "./field-path.ts";
import { parseShare } from "./fields.ts";
import type { Reading } from "./reading.ts";
import type { OpeningHours, Staff, StaffStep } from "./scenario.ts";
import type { WrittenScenario } from "./scenario-schema.ts";
import type { Partly } from "./structure.ts";
import { formatTimeOfDay, parseTimeOfDay } from "./time-of-day.ts";

type Written = Partly<WrittenScenario["staff"]>;

const normaliseSchedule = (
  written: NonNullable<Written["schedule"]>,
  hours: OpeningHours | undefined,
  reading: Reading,
): readonly StaffStep[] | undefined => {
  const steps: StaffStep[] = [];
  let whole = true;
  const tell = (path: FieldPath, message: string): void => {
    reading.faults.at(path, message);
    whole = false;
  };
  let before: StaffStep | undefined;
  for (const [index, step] of written.entries()) {
    const path: FieldPath = ["staff", "schedule", index];
    const startSeconds = step?.from === undefined ? undefined : parseTimeOfDay(step.from);
    const endSeconds = step?.to === undefined ? undefined : parseTimeOfDay(step.to);
    if (startSeconds === undefined || endSeconds === undefined || step?.agents === undefined) {
      whole = false;
      continue;
    }
    const name = formatPath(path);
    if (endSeconds <= startSeconds)
      tell([...path, "to"], `${name} ends at ${step.to}, not after its start at ${step.from}.`);
    if (before !== undefined && startSeconds < before.endSeconds) {
      tell(
        [...path, "from"],
        `${name} starts at ${step.from}, before the step above ends at ${formatTimeOfDay(before.endSeconds)}; steps stand in the order of time and do not overlap.`,
      );
    }
    if (hours !== undefined) {
      const open = `the opening hours ${formatTimeOfDay(hours.openSeconds)}-${formatTimeOfDay(hours.closeSeconds)}`;
      if (startSeconds < hours.openSeconds || startSeconds >= hours.closeSeconds)
        tell([...path, "from"], `${name}.from is ${step.from}; it must be within ${open}.`);
      if (endSeconds > hours.closeSeconds)
        tell([...path, "to"], `${name}.to is ${step.to}; it must be within ${open}.`);
    }
    before = { startSeconds, endSeconds, agents: step.agents };
    steps.push(before);
  }
  return whole ? steps : undefined;
};

/** People on duty over the day, or undefined after telling what is wrong with it. */
export const normaliseStaff = (
  written: Written | undefined,
  hours: OpeningHours | undefined,
  reading: Reading,
): Staff | undefined => {
  if (written === undefined) return undefined;
  let schedule: readonly StaffStep[] | undefined;
  if ("onDuty" in written === "schedule" in written) {
    const found = "onDuty" in written ? "both are given" : "neither is given";
    reading.faults.at(["staff"], `staff needs either onDuty or schedule; ${found}.`);
  } else if (written.schedule !== undefined) schedule = normaliseSchedule(written.schedule, hours, reading);
  else if (written.onDuty !== undefined && hours !== undefined) {
    schedule = [{ startSeconds: hours.openSeconds, endSeconds: hours.closeSeconds, agents: written.onDuty }];
  }
  if (!("effectiveShare" in written)) {
    reading.assume(
      ["staff", "effectiveShare"],
      "no effectiveShare was given: everybody on duty counts in full",
    );
  }
  const effectiveShare = "effectiveShare" in written ? written.effectiveShare : 1;
  if (schedule === undefined || effectiveShare === undefined) return undefined;
  const noAnswerShare = written.noAnswerShare === undefined ? undefined : parseShare(written.noAnswerShare);
  return {
    schedule,
    effectiveShare: parseShare(effectiveShare) ?? 1,
    ...(noAnswerShare !== undefined && { noAnswerShare }),
  };
};
