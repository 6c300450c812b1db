import { createSocket } from "node:dgram";
import { describe, expect, it } from "vitest";
import { readUdpSockets, type UdpSocket, watchUdpDrops } from "../../src/process/udp-drops.ts";

describe("dropped datagrams", () => {
  it("are read by port and socket from the kernel's table", () => {
    const table = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  123: 0100007F:13C4 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 12345 2 0000000000000000 17
  124: 00000000:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 12346 2 0000000000000000 0
`;
    expect(readUdpSockets(table)).toEqual([
      { port: 5060, inode: "12345", dropped: 17 },
      { port: 8080, inode: "12346", dropped: 0 },
    ]);
  });

  it("count from the beginning of the watch, by owner, and not those of a socket before on the same port", () => {
    const looks: (readonly UdpSocket[])[] = [
      [
        { port: 5060, inode: "1", dropped: 4 },
        { port: 20_010, inode: "2", dropped: 1 },
      ],
      [
        { port: 5060, inode: "1", dropped: 9 },
        { port: 20_010, inode: "3", dropped: 2 },
        { port: 7000, inode: "4", dropped: 50 },
      ],
    ];
    const watch = watchUdpDrops(
      {
        pbx: { from: 5060, to: 5060 },
        pbxAudio: { from: 20_000, to: 40_000 },
        agents: { from: 6000, to: 6000 },
      },
      () => looks.shift() ?? [],
    );
    expect(watch.stop()).toEqual({ pbx: 5, pbxAudio: 2, agents: 0 });
  });

  it("are not told where the system tells nothing", () => {
    expect(watchUdpDrops({ pbx: { from: 1, to: 2 } }, () => undefined).stop()).toBeUndefined();
  });

  it.runIf(process.platform === "linux")(
    "of a socket that nobody reads are seen on this machine",
    async () => {
      const deaf = createSocket("udp4");
      await new Promise<void>((resolve) => deaf.bind(0, "127.0.0.1", resolve));
      deaf.setRecvBufferSize(4096);
      const { port } = deaf.address();
      const sender = createSocket("udp4");
      // connected, what is sent leaves at once
      await new Promise<void>((resolve) => sender.connect(port, "127.0.0.1", resolve));
      const watch = watchUdpDrops({ deaf: { from: port, to: port } });
      // the process does not come to read while it sends
      const packet = new Uint8Array(1400);
      const sent: Promise<void>[] = [];
      for (let number = 0; number < 200; number++) {
        sent.push(new Promise((resolve) => sender.send(packet, () => resolve())));
      }
      const dropped = watch.stop();
      await Promise.all(sent);
      sender.close();
      deaf.close();
      expect(dropped?.["deaf"]).toBeGreaterThan(0);
    },
  );
});
