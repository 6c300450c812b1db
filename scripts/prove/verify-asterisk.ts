import { findAsterisk } from "../../src/pbx/asterisk/find-asterisk.ts";
import { proveRun } from "../verified-run.ts";
import type { Proof } from "./evidence.ts";

export const title = "The recommendation proved by flooding again: Asterisk";

export const prove = async (print: (line: string) => void): Promise<Proof> =>
  (await findAsterisk()) === undefined
    ? { state: "skipped", reason: "no Asterisk is installed or fetched" }
    : proveRun("asterisk", print);
