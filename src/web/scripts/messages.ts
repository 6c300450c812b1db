// Run by k6, not by Node: sends each message of a plan when it falls due.
//
//   k6 run -e PLAN=messages.json -e SENDERS=4 messages.ts
//
// k6's own arrival-rate executors space arrivals evenly; here they come from a
// trace, by timers within few virtual users. Message i is sent by sender i mod
// SENDERS, at START + due milliseconds.
import http from "k6/http";
import { Counter, Trend } from "k6/metrics";

interface PlannedMessage {
  readonly due: number;
  readonly body: string;
}

interface MessagePlan {
  readonly address: string;
  readonly messages: readonly PlannedMessage[];
}

const plan = JSON.parse(open(__ENV["PLAN"] ?? "")) as MessagePlan;
const senders = Number(__ENV["SENDERS"] ?? "1");
const lastDue = plan.messages.reduce((last, message) => Math.max(last, message.due), 0);

export const options = {
  scenarios: {
    messages: {
      executor: "per-vu-iterations",
      vus: senders,
      iterations: 1,
      maxDuration: `${Math.ceil(lastDue / 1000) + 90}s`,
      gracefulStop: "5s",
    },
  },
  summaryTrendStats: ["avg", "min", "med", "max", "p(90)", "p(95)", "p(99)"],
  // the answers are counted, not kept
  discardResponseBodies: false,
};

const sent = new Counter("messages_sent");
const accepted = new Counter("messages_accepted");
const refused = new Counter("messages_refused");
const unanswered = new Counter("messages_unanswered");
const lateness = new Trend("schedule_lateness", true);

export const setup = (): { startEpochMilliseconds: number } => ({ startEpochMilliseconds: Date.now() + 500 });

export default async function send(shared: { startEpochMilliseconds: number }): Promise<void> {
  const mine = plan.messages.filter((_, index) => index % senders === __VU - 1);
  const answers: Promise<void>[] = [];
  for (const message of mine) {
    const due = shared.startEpochMilliseconds + message.due;
    const left = due - Date.now();
    if (left > 0) await new Promise<void>((resolve) => setTimeout(resolve, left));
    lateness.add(Math.max(0, Date.now() - due));
    sent.add(1);
    answers.push(
      http
        .asyncRequest("POST", `${plan.address}/messages`, message.body, {
          headers: { "content-type": "application/json" },
          timeout: "60s",
          tags: { name: "messages" },
        })
        .then((response) => {
          if (response.status === 201) accepted.add(1);
          else if (response.status === 0) unanswered.add(1);
          else refused.add(1);
        }),
    );
  }
  await Promise.all(answers);
}
