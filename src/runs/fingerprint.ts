import { createHash } from "node:crypto";

/** SHA-256 (hex) of a normalised scenario's text. */
export const fingerprint = (normalisedScenario: string): string =>
  createHash("sha256").update(normalisedScenario, "utf8").digest("hex");
