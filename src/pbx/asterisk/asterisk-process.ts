import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type RunningChild, startChild } from "../../process/child-program.ts";
import { invalidInput } from "../../scenario/invalid-input.ts";
import { type AmiConnection, AmiFailure, connectAmi } from "./ami-connection.ts";
import {
  type AsteriskFolders,
  type AsteriskPlan,
  asteriskConfiguration,
  MANAGER_USER,
} from "./configuration.ts";
import type { FoundAsterisk } from "./find-asterisk.ts";
import { HOME_PREFIX, removeLeftBehind } from "./left-behind.ts";
import { keepManager, type ManagerLink } from "./manager-link.ts";
import { waitingMusic } from "./waiting-music.ts";

/** An Asterisk that is up, with its manager connection. */
export interface AsteriskProcess {
  readonly pid: number;
  /** Its configuration, logs and database. */
  readonly folder: string;
  readonly version: string;
  /** The manager connection; it is taken up again after a restart. */
  readonly managerLink: ManagerLink;
  /** Settles when the process has ended, wanted or not. */
  readonly ended: Promise<unknown>;
  /** What it logged as warning or error so far. */
  readonly messages: () => Promise<string>;
  readonly queueLog: () => Promise<string>;
  /** Ends the process and removes its folders. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

const MUSIC_SECONDS = 10;
const READY_WITHIN_MILLISECONDS = 60_000;

/**
 * Gives a folder that is changed root into the names it needs and no resolver:
 * a resolver that does not answer stalls Asterisk five seconds a call.
 */
const withoutResolver = async (root: string): Promise<void> => {
  const names = `127.0.0.1 localhost ${hostname()}\n::1 localhost ${hostname()}\n`;
  await writeFile(join(root, "etc/hosts"), names);
  await rm(join(root, "etc/resolv.conf"), { force: true });
  await writeFile(join(root, "etc/resolv.conf"), "");
  await writeFile(join(root, "etc/nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files\n");
};

/** A disk without room is the user's to make room on; every other failure stays what it is. */
const asDiskFull = (error: unknown, folder: string): unknown =>
  (error as NodeJS.ErrnoException).code === "ENOSPC"
    ? invalidInput(
        folder,
        "The disk is full: Asterisk's configuration could not be written. Make room there.",
      )
    : error;

/** Waits until the manager interface lets us in, or the process has ended, or the time is over. */
const awaitManager = async (
  child: RunningChild,
  port: number,
  secret: string,
  explain: () => Promise<string>,
): Promise<AmiConnection> => {
  const until = Date.now() + READY_WITHIN_MILLISECONDS;
  let last = "nothing answered";
  while (Date.now() < until) {
    if (child.ending() !== undefined) {
      throw new AmiFailure(`Asterisk ended before it was ready: ${await explain()}`);
    }
    try {
      return await connectAmi({ host: "127.0.0.1", port, user: MANAGER_USER, secret });
    } catch (error) {
      if (!(error instanceof AmiFailure)) throw error;
      last = error.message;
      await pause(50);
    }
  }
  throw new AmiFailure(`Asterisk was not ready within a minute: ${last}`);
};

/** Asterisk says in `CoreStatus` when it has started, but not that everything is loaded; `FullyBooted` does. */
const awaitBooted = async (manager: ManagerLink, child: RunningChild): Promise<void> => {
  const until = Date.now() + READY_WITHIN_MILLISECONDS;
  while (Date.now() < until && child.ending() === undefined) {
    const status = await manager
      .ask("Command", { Command: "core waitfullybooted" })
      .catch((): undefined => undefined);
    if (status !== undefined) return;
    await pause(50);
  }
  throw new AmiFailure("Asterisk did not come to the end of its start within a minute");
};

/**
 * Starts an Asterisk with a configuration of its own in folders of its own, and
 * returns once it is fully booted. Where it cannot start, what it logged is
 * told. `playsMusic`: to those who wait in a queue that answers first.
 */
export const startAsteriskProcess = async (
  found: FoundAsterisk,
  plan: Omit<AsteriskPlan, "musicFolder">,
  playsMusic = false,
): Promise<AsteriskProcess> => {
  const root = found.kind === "folder" ? found.root : "";
  if (found.kind === "folder") await withoutResolver(root);
  const parent = found.kind === "folder" ? join(root, "tmp") : tmpdir();
  // in a folder of our own there is nobody else's to be seen; the machine's temporary folder is left alone
  if (found.kind === "folder") await removeLeftBehind(parent);
  const home = await mkdtemp(join(parent, HOME_PREFIX));
  // the process sees its folders without the root that it was changed into
  const seen = (name: string): string => join(home.slice(root.length), name);
  const folders: AsteriskFolders = {
    configuration: seen("etc"),
    run: seen("run"),
    log: seen("log"),
    spool: seen("spool"),
    database: seen("db"),
  };
  const prepare = async (): Promise<void> => {
    for (const name of ["etc", "run", "log", "spool", "db"]) await mkdir(join(home, name));
    if (playsMusic) {
      await mkdir(join(home, "music"));
      await writeFile(join(home, "music", "waiting.ulaw"), waitingMusic(MUSIC_SECONDS));
    }
    const heard = playsMusic ? { musicFolder: seen("music") } : {};
    for (const [name, text] of Object.entries(asteriskConfiguration({ ...plan, ...heard }, folders))) {
      await writeFile(join(home, "etc", name), text, { mode: 0o600 });
    }
  };
  try {
    await prepare();
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw asDiskFull(error, parent);
  }

  const readLog = (name: string): Promise<string> =>
    readFile(join(home, "log", name), "utf8").catch(() => "");
  const command = ["-f", "-C", join(folders.configuration, "asterisk.conf")];
  const child = await startChild({
    ...(found.kind === "folder"
      ? { command: "chroot", arguments: [root, "/usr/sbin/asterisk", ...command] }
      : { command: found.program, arguments: command }),
    howToGetIt: "Install Asterisk 20 or later.",
  });
  const explain = async (): Promise<string> => {
    const logged = (await readLog("messages")).trim().split("\n").slice(-5).join(" / ");
    return [child.lastErrorLines().slice(-5).join(" / "), logged].filter((text) => text !== "").join(" / ");
  };

  let stopping: Promise<void> | undefined;
  let manager: ManagerLink | undefined;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      manager?.close();
      await child.stop(5000);
      await rm(home, { recursive: true, force: true });
      if (found.kind === "folder") await removeLeftBehind(parent);
    })();
    return stopping;
  };

  try {
    const connection = await awaitManager(child, plan.managerPort, plan.managerSecret, explain);
    const address = {
      host: "127.0.0.1",
      port: plan.managerPort,
      user: MANAGER_USER,
      secret: plan.managerSecret,
    };
    manager = keepManager(connection, address, () => child.ending() === undefined);
    await awaitBooted(manager, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    pid: child.pid,
    folder: home,
    version: found.version,
    managerLink: manager,
    ended: child.ended,
    messages: () => readLog("messages"),
    queueLog: () => readLog("queue_log"),
    stop,
  };
};
