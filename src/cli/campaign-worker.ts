// One thread of a campaign's plan: gets kinds of day, gives back their staff.
import { parentPort } from "node:worker_threads";
import { type KindQuestion, planKind } from "../planning/kind-of-day.ts";

parentPort?.on("message", (question: KindQuestion) => {
  parentPort?.postMessage(planKind(question));
});
