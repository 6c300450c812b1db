import { createSocket } from "node:dgram";
import { createServer, type Socket } from "node:net";

/**
 * A PBX that does to each attempt exactly what a test says, so that the books
 * are known beforehand. It speaks just enough SIP for that, over UDP or TCP.
 */
export type Course =
  | {
      readonly kind: "answer";
      readonly afterMilliseconds: number;
      readonly talkMilliseconds: number;
      readonly header?: string;
    }
  /** Answers and waits for the caller's BYE. */
  | { readonly kind: "answerOnly"; readonly afterMilliseconds: number }
  | {
      readonly kind: "refuse";
      readonly status: number;
      readonly afterMilliseconds?: number;
      readonly repeat?: number;
    }
  | { readonly kind: "ring" }
  /** Answers the INVITE when the CANCEL comes, so that the two cross. */
  | { readonly kind: "cross"; readonly order: "answerFirst" | "cancelFirst" }
  | { readonly kind: "silent" }
  | { readonly kind: "queue"; readonly agentAfterMilliseconds?: number; readonly talkMilliseconds?: number }
  /** Answers and hangs up before any agent. */
  | { readonly kind: "drop"; readonly afterMilliseconds: number }
  | { readonly kind: "challenge"; readonly afterwards: Course };

export interface ScriptedPbx {
  readonly port: number;
  /** First lines of all requests received, with their Call-ID. */
  readonly requests: readonly { readonly method: string; readonly callId: string; readonly text: string }[];
  readonly stop: () => Promise<void>;
}

type Send = (text: string) => void;

const header = (text: string, name: string): string =>
  new RegExp(`^${name}:[ \\t]*(.*?)\\r?$`, "im").exec(text)?.[1] ?? "";

const REASON: Readonly<Record<number, string>> = { 100: "Trying", 180: "Ringing", 200: "OK" };

const reply = (request: string, status: number, extra: readonly string[] = [], tag = "pbx"): string => {
  const to = header(request, "To");
  return [
    `SIP/2.0 ${status} ${REASON[status] ?? "Status"}`,
    `Via: ${header(request, "Via")}`,
    `From: ${header(request, "From")}`,
    `To: ${status === 100 || to.includes(";tag=") ? to : `${to};tag=${tag}`}`,
    `Call-ID: ${header(request, "Call-ID")}`,
    `CSeq: ${header(request, "CSeq")}`,
    ...extra,
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
};

export const startScriptedPbx = async (
  transport: "udp" | "tcp",
  courseOf: (callerNumber: string, attempt: number) => Course,
): Promise<ScriptedPbx> => {
  const requests: { method: string; callId: string; text: string }[] = [];
  const calls = new Map<
    string,
    { invite: string; course: Course; open: boolean; cseq: number; send: Send; onAck?: () => void }
  >();
  const attempts = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();
  const later = (milliseconds: number, what: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      what();
    }, milliseconds);
    timers.add(timer);
  };
  let port = 0;
  const contact = (): string => `Contact: <sip:pbx@127.0.0.1:${port}>`;

  const within = (callId: string, method: string, extra: readonly string[] = []): void => {
    const call = calls.get(callId);
    if (call === undefined) return;
    const { invite } = call;
    call.cseq += 1;
    const target = /<([^>]+)>/.exec(header(invite, "Contact"))?.[1] ?? "";
    call.send(
      [
        `${method} ${target} SIP/2.0`,
        `Via: SIP/2.0/${transport.toUpperCase()} 127.0.0.1:${port};branch=z9hG4bK-${callId}-${call.cseq}`,
        `From: ${header(invite, "To")};tag=pbx`,
        `To: ${header(invite, "From")}`,
        `Call-ID: ${callId}`,
        `CSeq: ${call.cseq} ${method}`,
        "Max-Forwards: 70",
        ...extra,
        "Content-Length: 0",
        "",
        "",
      ].join("\r\n"),
    );
  };

  const take = (callId: string, course: Course): void => {
    const call = calls.get(callId);
    if (call === undefined) return;
    const { invite, send } = call;
    // RFC 3261, section 15: no BYE before the ACK, however late a busy machine brings it
    const answer = (afterAck?: () => void): void => {
      if (!call.open) return;
      call.open = false;
      if (afterAck !== undefined) call.onAck = afterAck;
      send(reply(invite, 200, [contact()]));
    };
    const hangUpAfter = (milliseconds: number) => () => later(milliseconds, () => within(callId, "BYE"));
    switch (course.kind) {
      case "silent":
        return;
      case "challenge":
        send(reply(invite, 407, ['Proxy-Authenticate: Digest realm="pbx", nonce="abc", algorithm=MD5']));
        call.course = course.afterwards;
        return;
      case "refuse":
        later(course.afterMilliseconds ?? 0, () => {
          call.open = false;
          const text = reply(invite, course.status);
          send(text);
          for (let again = 1; again <= (course.repeat ?? 0); again++) later(again * 60, () => send(text));
        });
        return;
      case "ring":
      case "cross":
        send(reply(invite, 180));
        return;
      case "answer":
        send(reply(invite, 180));
        later(course.afterMilliseconds, () => answer(hangUpAfter(course.talkMilliseconds)));
        return;
      case "answerOnly":
        send(reply(invite, 180));
        later(course.afterMilliseconds, () => answer());
        return;
      case "drop":
        answer(hangUpAfter(course.afterMilliseconds));
        return;
      case "queue":
        answer(() => {
          if (course.agentAfterMilliseconds === undefined) return;
          later(course.agentAfterMilliseconds, () => {
            within(callId, "INFO", ["X-Surgeline-Agent: agent-7"]);
            hangUpAfter(course.talkMilliseconds ?? 0)();
          });
        });
        return;
    }
  };

  const receive = (text: string, send: Send): void => {
    if (text.startsWith("SIP/2.0")) return;
    const method = text.split(" ", 1)[0] ?? "";
    const callId = header(text, "Call-ID");
    requests.push({ method, callId, text });
    const call = calls.get(callId);
    if (method === "OPTIONS") send(reply(text, 200));
    if (method === "INVITE") {
      if (call !== undefined) {
        if (call.course.kind === "silent") return;
        if (/^(Proxy-)?Authorization:/im.test(text)) {
          call.invite = text;
          take(callId, call.course);
        }
        return;
      }
      const number = /sip:([^@>]+)@/.exec(header(text, "From"))?.[1] ?? "";
      const attempt = (attempts.get(number) ?? 0) + 1;
      attempts.set(number, attempt);
      const course = courseOf(number, attempt);
      calls.set(callId, { invite: text, course, open: true, cseq: 0, send });
      if (course.kind !== "silent") send(reply(text, 100));
      take(callId, course);
    }
    if (method === "CANCEL" && call !== undefined) {
      const { course } = call;
      const answer = reply(call.invite, 200, [contact()]);
      if (course.kind === "cross" && call.open && course.order === "answerFirst") send(answer);
      send(reply(text, 200));
      if (course.kind === "cross" && call.open && course.order === "cancelFirst") send(answer);
      if (course.kind !== "cross" && call.open) send(reply(call.invite, 487));
      call.open = false;
    }
    if (method === "ACK" && call !== undefined) {
      const { onAck } = call;
      delete call.onAck;
      onAck?.();
    }
    if (method === "BYE") send(reply(text, 200));
  };

  const stopTimers = (): void => {
    for (const timer of timers) clearTimeout(timer);
  };

  if (transport === "udp") {
    const socket = createSocket("udp4");
    socket.on("message", (bytes, from) => {
      receive(bytes.toString("utf8"), (text) => socket.send(text, from.port, from.address));
    });
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    port = socket.address().port;
    return {
      port,
      requests,
      stop: () => {
        stopTimers();
        return new Promise((resolve) => socket.close(() => resolve()));
      },
    };
  }

  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    let rest = "";
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    socket.on("data", (bytes) => {
      rest += bytes.toString("utf8");
      for (;;) {
        const end = rest.indexOf("\r\n\r\n");
        if (end < 0) return;
        const length = Number(header(rest.slice(0, end), "Content-Length") || 0);
        if (rest.length < end + 4 + length) return;
        const text = rest.slice(0, end + 4 + length);
        rest = rest.slice(end + 4 + length);
        receive(text, (answer) => void socket.write(answer));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    port,
    requests,
    stop: () => {
      stopTimers();
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};
