import { defineConfig } from "vitest/config";

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
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "apart",
          include: APART,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          exclude: APART,
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
