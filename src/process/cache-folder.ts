import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where programs that surgeline fetches for itself are kept, outside any
 * repository: SURGELINE_CACHE, else surgeline under XDG_CACHE_HOME, else under
 * ~/.cache.
 */
export const cacheFolder = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string =>
  environment["SURGELINE_CACHE"] ??
  join(environment["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "surgeline");
