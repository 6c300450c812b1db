import { randomBytes } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { toEpochMilliseconds, type WallClock } from "../../trace/wall-clock.ts";
import type { PbxEvent } from "../pbx.ts";
import type { FlowListener } from "./flow.ts";
import { listenOnBoth } from "./listen.ts";
import type { EmbeddedPbxOptions } from "./options.ts";
import { createPbxCore, type PbxCore } from "./pbx-core.ts";
import { createRealScheduler } from "./real-scheduler.ts";
import type { FromThread, ToThread } from "./thread-messages.ts";
import type { Listener } from "./udp-listener.ts";
import { listenWebSocket } from "./ws-listener.ts";

const HOST = "127.0.0.1";
/** Events go to the main thread in batches: one message an event would cost both threads more than the calls. */
const BATCH_MILLISECONDS = 20;

const options = workerData as EmbeddedPbxOptions;
const scheduler = createRealScheduler();
const tell = (message: FromThread): void => parentPort?.postMessage(message);

let batch: PbxEvent[] = [];
let batchTimer: NodeJS.Timeout | undefined;
const flush = (): void => {
  clearTimeout(batchTimer);
  batchTimer = undefined;
  if (batch.length > 0) tell({ kind: "events", events: batch });
  batch = [];
};
const emit = (event: PbxEvent): void => {
  batch.push(event);
  batchTimer ??= setTimeout(flush, BATCH_MILLISECONDS);
};

const newCore = (): PbxCore =>
  createPbxCore(options, { scheduler, newTag: () => randomBytes(8).toString("hex"), emit });

let core = newCore();
let clock: WallClock | undefined;
let restartTimer: NodeJS.Timeout | undefined;
let down = false;
let stopping = false;
const listener: FlowListener = {
  received: (text, flow) => {
    if (!down) core.received(text, flow);
  },
  closed: (flow) => {
    if (!down) core.closed(flow);
  },
};

let sockets: Listener | undefined;
let webSocket: Listener | undefined;

const restart = async (downMilliseconds: number): Promise<void> => {
  const port = sockets?.port;
  if (port === undefined) return;
  down = true;
  scheduler.clear();
  const webSocketPort = webSocket?.port;
  await Promise.all([sockets?.close(), webSocket?.close()]);
  if (stopping) return;
  await new Promise((resolve) => {
    restartTimer = setTimeout(resolve, downMilliseconds);
  });
  core = newCore();
  if (clock !== undefined) core.startClock(clock);
  const opened = await listenOnBoth(HOST, port, listener);
  if (webSocketPort !== undefined) webSocket = await listenWebSocket(HOST, webSocketPort, listener);
  if (stopping) await Promise.all([opened.close(), webSocket?.close()]);
  else {
    sockets = opened;
    down = false;
  }
};

const startClock = (started: WallClock): void => {
  clock = started;
  core.startClock(started);
  const planned = options.faults?.restart;
  if (planned === undefined) return;
  const wait = toEpochMilliseconds(started, planned.atScenarioSeconds) - scheduler.now();
  if (wait >= 0) restartTimer = setTimeout(() => void restart(planned.downMilliseconds), wait);
};

const stop = async (): Promise<void> => {
  stopping = true;
  down = true;
  clearTimeout(restartTimer);
  scheduler.clear();
  await Promise.all([sockets?.close(), webSocket?.close()]);
  flush();
  tell({ kind: "stopped" });
  parentPort?.close();
};

parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "startClock") startClock(message.clock);
  else void stop();
});

try {
  sockets = await listenOnBoth(HOST, options.port ?? 0, listener);
  if (options.webSocket === true) webSocket = await listenWebSocket(HOST, 0, listener);
  tell({
    kind: "listening",
    port: sockets.port,
    ...(webSocket === undefined ? {} : { webSocketPort: webSocket.port }),
  });
} catch (error) {
  tell({
    kind: "portTaken",
    port: options.port ?? 0,
    message: error instanceof Error ? error.message : String(error),
  });
  parentPort?.close();
}
