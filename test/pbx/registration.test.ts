import { createSocket } from "node:dgram";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createCallerTeller } from "../../src/pbx/asterisk/tell-caller.ts";
import { RegistrationRefused, register } from "../../src/pbx/registration.ts";

const servers: Server[] = [];
const connections = new Set<Socket>();
afterEach(() => {
  for (const connection of connections) connection.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** Listens on loopback; `onRequest` gets each message and the connection that it came by. */
const listen = async (onRequest: (text: string, by: Socket) => void): Promise<number> => {
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on("data", (bytes) => {
      for (const text of bytes.toString("latin1").split(/(?<=\r\n\r\n)/)) onRequest(text, socket);
    });
    socket.on("error", () => {});
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
};

const answer = (request: string, status: string, ...more: readonly string[]): string => {
  const copied = ["Via", "From", "To", "Call-ID", "CSeq"].map(
    (name) => new RegExp(`^${name}:.*$`, "m").exec(request)?.[0].trim() ?? "",
  );
  return [`SIP/2.0 ${status}`, ...copied, ...more, "Content-Length: 0", "", ""].join("\r\n");
};

const account = { user: "soft1", password: "secret" };
const contact = "sip:agent1@127.0.0.1:6000;transport=tcp";

describe("an account that registers over TCP", () => {
  it("answers the challenge on the same connection, and takes up a new one where that was closed", async () => {
    const seen: string[] = [];
    const ways = new Set<Socket>();
    const port = await listen((text, by) => {
      seen.push(text);
      ways.add(by);
      if (!text.includes("Authorization")) {
        by.write(answer(text, "401 Unauthorized", 'WWW-Authenticate: Digest realm="pbx", nonce="n1"'));
        return;
      }
      by.write(answer(text, "200 OK"));
      // after the log-in, as a registrar may that is tired of an idle connection
      if (text.includes("Expires: 120")) by.end();
    });
    const target = { host: "127.0.0.1", port, transport: "tcp", user: "hotline" } as const;
    const registration = await register(target, account, contact, "127.0.0.1");
    expect(seen.map((text) => /^Via: SIP\/2\.0\/(\w+) 127\.0\.0\.1:\d+;/m.exec(text)?.[1])).toEqual([
      "TCP",
      "TCP",
    ]);
    expect(seen[1]).toContain(`Contact: <${contact}>`);
    expect(seen[1]).toMatch(/^Authorization: Digest username="soft1", realm="pbx"/m);
    expect(ways.size).toBe(1);
    await expect.poll(() => [...ways].every(({ destroyed }) => destroyed)).toBe(true);
    await registration.giveUp();
    expect(ways.size).toBe(2);
    expect(seen.at(-1)).toContain("Expires: 0");
    const numbers = seen.map((text) => Number(/^CSeq: (\d+)/m.exec(text)?.[1]));
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  it("takes a late response to the request before it for no answer to the one that answers the challenge", async () => {
    let first = "";
    const port = await listen((text, by) => {
      const refusal = answer(text, "401 Unauthorized", 'WWW-Authenticate: Digest realm="pbx", nonce="n1"');
      if (text.includes("Authorization")) by.write(first + answer(text, "200 OK"));
      else by.write(refusal);
      first ||= refusal;
    });
    const target = { host: "127.0.0.1", port, transport: "tcp", user: "hotline" } as const;
    const registration = await register(target, account, contact, "127.0.0.1");
    await registration.giveUp();
  });

  it("is refused with the registrar's words, and where nobody listens with a sentence", async () => {
    const port = await listen((text, by) => by.write(answer(text, "403 Forbidden")));
    const at = (where: number) => ({ host: "127.0.0.1", port: where, transport: "tcp", user: "x" }) as const;
    await expect(register(at(port), account, contact, "127.0.0.1")).rejects.toThrow(/soft1: 403 Forbidden/);
    const closed = await listen(() => {});
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const refused = register(at(closed), account, contact, "127.0.0.1");
    await expect(refused).rejects.toThrow(RegistrationRefused);
    await expect(refused).rejects.toThrow(/does not answer REGISTER over TCP/);
  });
});

describe("callers who are told from outside", () => {
  const expectTold = (texts: readonly string[]): void => {
    expect(texts[0]).toContain("Call-ID: 1-1///2-7@x");
    expect(texts[0]).toContain("X-Surgeline-Agent: 5\r\n");
    expect(texts[1]).toContain("X-Surgeline-Leave: 1\r\n");
  };

  it("are told where they call from, over TCP by one connection", async () => {
    const texts: string[] = [];
    const ways = new Set<Socket>();
    const port = await listen((text, by) => {
      texts.push(text);
      ways.add(by);
    });
    const teller = createCallerTeller({ host: "127.0.0.1", port, transport: "tcp" });
    teller.tellAgent("1-1///2-7@x", "5");
    teller.tellLeave("1-1///2-7@x");
    await expect.poll(() => texts.length).toBe(2);
    expectTold(texts);
    expect(texts[0]).toContain("Via: SIP/2.0/TCP ");
    expect(ways.size).toBe(1);
    teller.close();
  });

  it("are told over UDP by a datagram each", async () => {
    const texts: string[] = [];
    const socket = createSocket("udp4");
    socket.on("message", (bytes) => void texts.push(bytes.toString("latin1")));
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    const teller = createCallerTeller({ host: "127.0.0.1", port: socket.address().port, transport: "udp" });
    teller.tellAgent("1-1///2-7@x", "5");
    teller.tellLeave("1-1///2-7@x");
    await expect.poll(() => texts.length).toBe(2);
    expectTold(texts);
    teller.close();
    socket.close();
  });
});
