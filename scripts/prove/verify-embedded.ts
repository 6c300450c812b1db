import { proveRun } from "../verified-run.ts";
import type { Proof } from "./evidence.ts";

export const title = "The recommendation proved by flooding again: embedded PBX";

export const prove = (print: (line: string) => void): Promise<Proof> => proveRun("embedded", print);
