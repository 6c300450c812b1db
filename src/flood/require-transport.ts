import type { PbxTarget } from "../pbx/pbx.ts";
import { ProgramMissing } from "../process/program-missing.ts";
import type { SippProbe } from "../sipp-wrapper/probe-sipp.ts";
import { HOW_TO_GET_SIPP, SIPP } from "../sipp-wrapper/start-sipp.ts";

/** Throws ProgramMissing where there is no SIPp, or none that speaks this transport. */
export const requireTransport = (sipp: SippProbe, transport: PbxTarget["transport"]): void => {
  if (sipp.state === "missing") throw new ProgramMissing(SIPP, HOW_TO_GET_SIPP);
  if (transport !== "tls" || (sipp.state === "found" && sipp.features.tls)) return;
  const found = sipp.state === "found" ? `the SIPp found, ${sipp.version},` : "the SIPp found";
  throw new ProgramMissing(
    "A SIPp with TLS",
    `This PBX is called over TLS, and ${found} is built without it. Install one that has it (sipp -v names it: v3.8.0-TLS), or call the PBX over UDP or TCP (;transport=tcp).`,
  );
};
