import { SharedArray } from "k6/data";
import exec from "k6/execution";
import http from "k6/http";
import { Counter, Trend } from "k6/metrics";
import { setTimeout } from "k6/timers";
import type { LanePlan, PlannedMessage } from "../lane-plan.ts";

const plan = (JSON.parse(open(__ENV["PLAN"] ?? "")) as LanePlan).messages;
const file = __ENV["MESSAGES"] ?? "";
const messages = new SharedArray("messages", () =>
  plan === undefined ? [] : (JSON.parse(open(file)) as PlannedMessage[]),
);

const sent = new Counter("messages_sent");
const accepted = new Counter("messages_accepted");
const refused = new Counter("messages_refused");
const unanswered = new Counter("messages_unanswered");
const lateness = new Trend("message_lateness", true);

const until = (epochMilliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, epochMilliseconds - Date.now()));

/** Sends every message of this virtual user's share when it falls due, without waiting for answers. */
export const sendMessages = async (shared: { startEpochMilliseconds: number }): Promise<void> => {
  if (plan === undefined) return;
  const answers: Promise<void>[] = [];
  // the iteration in this scenario, from 0: the virtual users are numbered across all scenarios
  for (let index = exec.scenario.iterationInTest; index < messages.length; index += plan.senders) {
    const message = messages[index];
    if (message === undefined) break;
    const due = shared.startEpochMilliseconds + message.due;
    if (due > Date.now()) await until(due);
    lateness.add(Math.max(0, Date.now() - due));
    sent.add(1);
    answers.push(
      http
        .asyncRequest("POST", `${plan.address}/messages`, message.body, {
          headers: { "content-type": "application/json" },
          timeout: plan.answerWithinMilliseconds,
          tags: { name: "messages" },
        })
        .then(
          (response) => {
            if (response.status >= 200 && response.status < 300) accepted.add(1);
            else if (response.status === 0) unanswered.add(1);
            else refused.add(1);
          },
          () => unanswered.add(1),
        ),
    );
  }
  await Promise.all(answers);
};
