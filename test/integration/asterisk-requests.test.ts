import { describe, expect, it } from "vitest";
import { crossCheck } from "../../src/campaign/cross-check.ts";
import type { AsteriskPbx } from "../../src/pbx/asterisk/start-asterisk-pbx.ts";
import { alterAsterisk } from "./asterisk/alter-asterisk.ts";
import { expectAgreement } from "./asterisk/expect-agreement.ts";
import { floodOwnAsterisk, lackOfAsterisk, shortPlan } from "./asterisk/flood-asterisk.ts";

const lack = await lackOfAsterisk();
const title = (text: string): string => (lack === undefined ? text : `${text} (skipped: ${lack})`);

const command = async ({ manager }: AsteriskPbx, text: string): Promise<readonly string[]> =>
  (await manager.ask("Command", { Command: text })).getAll("Output");

interface Message {
  readonly number: string;
  readonly sent: boolean;
  readonly address: string;
  readonly line: string;
}

/** The SIP messages that Asterisk sent and received, as it keeps them itself. */
const historyOf = async (pbx: AsteriskPbx): Promise<readonly Message[]> =>
  (await command(pbx, "pjsip show history")).flatMap((text) => {
    const found = /^(\d+) \d+ \* (==>|<==) (\S+)\s+(.*?)\s*$/.exec(text);
    if (found === null) return [];
    const [, number = "", way, address = "", line = ""] = found;
    return [{ number, sent: way === "==>", address, line }];
  });

/** What a request and its response have in common. */
const transactionOf = async (pbx: AsteriskPbx, { number }: Message): Promise<string> => {
  const lines = await command(pbx, `pjsip show history entry ${number}`);
  const header = (name: string): string =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.replace(/^\S+\s*/, "")
      .trim() ?? name;
  return `${header("call-id")} ${header("cseq")}`;
};

/** What a request that crossed the end of its call comes to: nobody is left to answer it. */
const CALL_OVER = "the call was over";

/** The first line of the response that a request of Asterisk's got, provisional ones aside. */
const answerTo = async (pbx: AsteriskPbx, history: readonly Message[], request: Message): Promise<string> => {
  const transaction = await transactionOf(pbx, request);
  const callId = transaction.split(" ")[0];
  const place = history.indexOf(request);
  for (const message of history.slice(place + 1)) {
    const isAnswer =
      !message.sent && message.address === request.address && /^SIP\/2.0 [2-6]/.test(message.line);
    if (isAnswer && (await transactionOf(pbx, message)) === transaction) return message.line;
    const isEnd = message.line.startsWith("BYE ");
    if (isEnd && (await transactionOf(pbx, message)).split(" ")[0] === callId) return CALL_OVER;
  }
  return "no answer";
};

const ASKED_OF_EACH = 5;
/** So many of them must have come before the end of their call. */
const LEAST_ANSWERED = 3;

describe.skipIf(lack !== undefined)(title("what Asterisk asks of telephones in the middle of a call"), () => {
  it("is answered by callers and agents, re-INVITE, UPDATE and OPTIONS, and the calls go on to their end", async () => {
    const plan = shortPlan(["arrivals.callsPerDay=600"], 20);
    const answers: Record<string, string[]> = {};
    const { result } = await floodOwnAsterisk({
      plan,
      dispatch: "woken",
      meanwhile: async (pbx) => {
        await alterAsterisk(
          { process: { folder: pbx.folders[0] ?? "", managerLink: pbx.manager } },
          {
            // audio goes past Asterisk: both sides are sent a re-INVITE for it once they talk
            pjsip: (text) =>
              text
                .replaceAll("direct_media = no", "direct_media = yes")
                .replace("[anonymous]\ntype = endpoint\n", "[anonymous]\ntype = endpoint\nsend_pai = yes\n"),
          },
        );
        await command(pbx, "pjsip set history on");
        pbx.manager.send("PJSIPQualify", { Endpoint: "agent1" });
        // each side is told in the middle of the talk that the other has another number now: UPDATE
        pbx.manager.onEvent((event) => {
          if (event.get("Event") !== "AgentConnect") return;
          for (const channel of [event.get("Channel"), event.get("DestChannel")]) {
            setTimeout(() => {
              pbx.manager.send("Setvar", {
                Channel: channel ?? "",
                Variable: "CONNECTEDLINE(num)",
                Value: "0199000000",
              });
            }, 300);
          }
        });
      },
      afterwards: async (pbx) => {
        const history = await historyOf(pbx);
        const asked: Record<string, (line: string) => boolean> = {
          "OPTIONS to an agent": (line) => line.startsWith("OPTIONS sip:agent"),
          "UPDATE to callers": (line) => line.startsWith("UPDATE sip:+"),
          "UPDATE to agents": (line) => line.startsWith("UPDATE sip:agent"),
          // Asterisk never calls a caller, and knows an agent's own address once the call is set up
          "re-INVITE to callers": (line) => line.startsWith("INVITE sip:+"),
          "re-INVITE to agents": (line) => /^INVITE sip:agent.*;transport=/.test(line),
        };
        for (const [what, matches] of Object.entries(asked)) {
          const requests = history.filter(({ sent, line }) => sent && matches(line)).slice(0, ASKED_OF_EACH);
          answers[what] = [];
          for (const request of requests) answers[what].push(await answerTo(pbx, history, request));
        }
      },
    });
    for (const [what, lines] of Object.entries(answers)) {
      const answered = lines.filter((line) => line !== CALL_OVER);
      expect({ what, lines: answered }).toEqual({ what, lines: answered.map(() => "SIP/2.0 200 OK") });
      expect(answered.length, `${what}: ${lines.join(", ")}`).toBeGreaterThanOrEqual(
        Math.min(LEAST_ANSWERED, Math.max(1, lines.length - 1)),
      );
    }
    const { records, load, pbxEvents } = result;
    expect(load.placed).toBe(load.planned);
    expect(records.filter(({ attempt }) => attempt === 1).length).toBe(plan.trace.callers);
    expect(records.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(records.filter(({ outcome }) => outcome === "answered").length).toBeGreaterThan(20);
    expectAgreement(crossCheck(records, pbxEvents, plan.compression), load.planned);
  });
});
