import { defineConfig } from "vitest/config";

/** A test of half a minute may take ten times as long on a busy machine. */
const WITHIN_MILLISECONDS = 600_000;

/** What needs another program and does not flood: in parallel with each other and with the unit tests. */
const APART = ["live-page", "package", "page-types", "report-page"].map(
  (name) => `test/integration/${name}.test.ts`,
);

// Three projects: what needs no other program, and what starts one without a
// flood, run in parallel and first; what brings up SIPp, Asterisk or k6 runs
// after them, one file at a time, so that two floods never share the machine.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/integration/**"],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "apart",
          include: APART,
          testTimeout: WITHIN_MILLISECONDS,
          hookTimeout: WITHIN_MILLISECONDS,
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          exclude: APART,
          fileParallelism: false,
          testTimeout: WITHIN_MILLISECONDS,
          hookTimeout: WITHIN_MILLISECONDS,
          // a host may take both processors away for a tenth of a second, which no bound on real
          // traffic outlives for ever; scripts/test.js tells by name what passed only when tried again
          retry: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
