import { findAsterisk } from "../../src/pbx/asterisk/find-asterisk.ts";
import { findK6 } from "../../src/web/find-k6.ts";

const everythingRequired = process.env["SURGELINE_REQUIRE"] === "all";

const asNeeded = async (what: string, find: () => Promise<unknown>, how: string): Promise<boolean> => {
  const there = (await find()) !== undefined;
  if (!there && everythingRequired) throw new Error(`${what} is required here and is not installed: ${how}`);
  if (!there) process.stderr.write(`skipped: ${what} is not installed; ${how}\n`);
  return there;
};

/** The title of tests that need a program, which says so where they are skipped. */
export const titleWith = (title: string, program: string, isThere: boolean): string =>
  isThere ? title : `${title} (skipped: ${program} is not installed)`;

/** Whether tests with k6 can run; its lack is a failure where everything is required. */
export const hasK6 = (): Promise<boolean> =>
  asNeeded("k6", findK6, "SURGELINE_REQUIRE=all npm run setup -- --for tests builds it.");

/** Whether tests with Asterisk can run. */
export const hasAsterisk = (): Promise<boolean> =>
  asNeeded("Asterisk", findAsterisk, "SURGELINE_REQUIRE=all npm run setup -- --for tests fetches it.");
