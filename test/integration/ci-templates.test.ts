import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");
const node = join(root, "node_modules", ".bin", "node");
const scenario = join(root, "scenarios", "smoke.yaml");

/**
 * Two minutes of the smoke test with short calls: enough to be judged, short
 * enough for a test. What a busy machine makes later is not judged: with a
 * target of 20 minutes a call may start two seconds late.
 */
const SHORT = [
  "--window=09:00-09:02",
  "--set=handling.talk.mean=20s",
  "--set=handling.wrapUp.mean=5s",
  "--set=targets.within=20m",
  "--set=callers.patience.mean=1h",
  "--set=thresholds.setup_time=[p(95)<20s]",
];

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly uses?: string;
}

describe("the GitHub action", () => {
  let folder: string;
  const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as {
    readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
    readonly runs: { readonly steps: readonly Step[] };
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "surgeline-action-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the action's steps as GitHub does: each in a shell of its own, until one fails. */
  const runAction = (
    given: Readonly<Record<string, string>>,
  ): { readonly code: number; readonly said: string } => {
    const inputs = Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [name, given[name] ?? input.default ?? ""]),
    );
    const fill = (text: string): string =>
      text.replaceAll(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, expression: string) => {
        if (expression === "github.action_path") return root;
        const name = /^inputs\.(.+)$/.exec(expression)?.[1];
        if (name === undefined)
          throw new Error(`the action uses ${expression}, which this test does not know`);
        return inputs[name] ?? "";
      });
    let said = "";
    for (const step of action.runs.steps) {
      if (step.run === undefined) continue;
      // nothing of an input may stand in a script
      expect(step.run).not.toContain("${{");
      if (step.if !== undefined) {
        const condition = /^inputs\.([\w-]+) != ''$/.exec(step.if);
        if (condition === null) throw new Error(`a condition that this test does not know: ${step.if}`);
        if (inputs[condition[1] as string] === "") continue;
      }
      const env = Object.fromEntries(
        Object.entries(step.env ?? {}).map(([name, text]) => [name, fill(text)]),
      );
      const { status, stdout, stderr } = spawnSync(
        "bash",
        ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run],
        {
          cwd: folder,
          encoding: "utf8",
          env: {
            ...process.env,
            SURGELINE_REQUIRE: "",
            ...env,
            GITHUB_ACTIONS: "true",
            GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
            GITHUB_OUTPUT: join(folder, "outputs"),
          },
          timeout: 400_000,
        },
      );
      said += stdout + stderr;
      if (status !== 0) return { code: status ?? -1, said };
    }
    return { code: 0, said };
  };

  it("floods, judges, writes the summary and makes the baseline", () => {
    const { code, said } = runAction({
      scenario,
      arguments: SHORT.join("\n"),
      thresholds: "wait: p(50)<10m\nabandonment: rate<100%",
      out: "first",
      baseline: "baseline.json",
    });
    expect(said).not.toContain("::error");
    expect(code).toBe(0);
    const summary = readFileSync(join(folder, "summary.md"), "utf8");
    expect(summary).toContain("| `wait` | `p(50)<10m` |");
    expect(readFileSync(join(folder, "outputs"), "utf8")).toContain("report=first/report.html");
    for (const file of ["first/report.html", "first.junit.xml", "baseline.json"]) {
      expect(existsSync(join(folder, file)), file).toBe(true);
    }
  });

  it("fails with surgeline's own code, and stops there", () => {
    const { code, said } = runAction({
      scenario: "nowhere.yaml",
      arguments: SHORT.join("\n"),
      out: "second",
      baseline: "second.json",
    });
    expect(said).toContain("nowhere.yaml");
    expect(code).toBe(104);
    expect(existsSync(join(folder, "second.json"))).toBe(false);
  });
});

describe("the GitLab template", () => {
  it("runs its steps, ends with 99 for a missed threshold, and leaves what its artifacts name", () => {
    const folder = mkdtempSync(join(tmpdir(), "surgeline-gitlab-"));
    try {
      const template = parse(readFileSync(join(root, "ci", "surgeline.gitlab-ci.yml"), "utf8")) as {
        readonly ".surgeline": {
          readonly variables: Readonly<Record<string, string>>;
          readonly before_script: readonly string[];
          readonly script: readonly string[];
          readonly artifacts: {
            readonly paths: readonly string[];
            readonly reports: { readonly junit: string };
          };
        };
      };
      const job = template[".surgeline"];
      const variables = {
        ...job.variables,
        SURGELINE_SCENARIO: scenario,
        SURGELINE_FLAGS: [...SHORT, "--threshold=wait:max<1ms"].join(" "),
        SURGELINE: `${node} ${join(root, "bin", "surgeline.js")}`,
      };
      const script = join(folder, "job.sh");
      writeFileSync(script, ["set -eo pipefail", ...job.before_script, ...job.script, ""].join("\n"));
      const { status, stderr } = spawnSync("bash", [script], {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, ...variables },
        timeout: 400_000,
      });
      expect(status, stderr).toBe(99);
      for (const path of [...job.artifacts.paths, job.artifacts.reports.junit]) {
        const file = path.replace("$SURGELINE_OUT", job.variables["SURGELINE_OUT"] ?? "");
        expect(existsSync(join(folder, file)), file).toBe(true);
      }
      expect(readFileSync(join(folder, job.artifacts.reports.junit), "utf8")).toContain("<failure");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
