import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { RUN_FILES } from "../runs/run-folder.ts";
import { invalidInput } from "../scenario/invalid-input.ts";
import { loadScenario } from "../scenario/load-scenario.ts";
import { startServer } from "../server/start-server.ts";
import type { CommandModule, CommonFlags } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";
import { readLanguage } from "./report.ts";

interface Flags extends CommonFlags {
  readonly dir: string;
  readonly host: string;
  readonly port: string;
  readonly token?: string;
  readonly lang?: string;
}

/** What the what-if shows while there is no run: the scenario that the README starts with. */
const FIRST_SCENARIO = new URL("../../scenarios/hotline-sante-press-conference.yaml", import.meta.url);

const SHORTEST_TOKEN = 16;

const readPort = (text: string): number => {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw invalidInput("--port", `got "${text}"; it takes a port from 1 to 65535, or 0 for a free one.`);
};

const readToken = (flag: string | undefined, environment: string | undefined): string | undefined => {
  const token = flag ?? environment;
  if (token === undefined || token === "") return undefined;
  if (token.length >= SHORTEST_TOKEN) return token;
  throw invalidInput(
    "--token",
    `a token of ${token.length} characters is soon guessed; give at least ${SHORTEST_TOKEN}.`,
  );
};

export const define: CommandModule["define"] = (command, run) => {
  command
    .argument("[run]", "the folder of one run; without it, all runs of --dir")
    .option("--dir <folder>", "the folder that holds the runs", "reports")
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .option("--port <port>", "the port; 0 takes a free one", "8370")
    .option("--token <secret>", "asked of every reader; needed beyond loopback (or SURGELINE_TOKEN)")
    .option("--lang <language>", "en or fr", "en")
    .addHelpText(
      "after",
      `
Shows the run that is going on, all runs with their reports, and the what-if.
The pages only read. Closing them stops nothing; Ctrl-C here stops only the pages.

Examples:
  surgeline serve
  surgeline serve reports/last --lang fr
  surgeline serve --host 0.0.0.0 --token "$(openssl rand -hex 16)"`,
    )
    .action(
      run(async (context, folder: string | undefined, flags: Flags) => {
        const language = readLanguage(flags.lang);
        const port = readPort(flags.port);
        const token = readToken(flags.token, context.environment["SURGELINE_TOKEN"]);
        const one = folder === undefined ? undefined : resolve(context.workingDirectory, folder);
        if (one !== undefined) {
          await stat(join(one, RUN_FILES.description)).catch(() => {
            throw invalidInput(
              folder ?? "",
              `there is no ${RUN_FILES.description} here, so this is not a run's folder; give the folder that surgeline run printed.`,
            );
          });
        }
        const server = await startServer(
          {
            folder: one === undefined ? resolve(context.workingDirectory, flags.dir) : dirname(one),
            ...(one === undefined ? {} : { run: basename(one) }),
            language,
            scenario: loadScenario(fileURLToPath(FIRST_SCENARIO)),
            access: { host: flags.host, ...(token === undefined ? {} : { token }) },
          },
          port,
        );
        const stopped = new Promise<void>((resolveStopped) => {
          const forget = context.onInterrupt(() => {
            forget();
            resolveStopped();
          });
        });
        const address = token === undefined ? server.url : `${server.url}?token=${encodeURIComponent(token)}`;
        context.print(flags.json === true ? JSON.stringify({ url: address }) : address);
        context.tell("Ctrl-C stops the pages; runs go on.");
        await stopped;
        await server.stop();
        return ExitCode.done;
      }),
    );
};
