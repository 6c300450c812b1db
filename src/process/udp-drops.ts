import { readFileSync } from "node:fs";

/** One UDP socket of this machine, and what the kernel threw away of it because nobody read it in time. */
export interface UdpSocket {
  readonly port: number;
  /** The kernel's own number of it: a port may be taken again by another socket. */
  readonly inode: string;
  readonly dropped: number;
}

/** The sockets in the text of /proc/net/udp: drops are its last column, ports stand in hex. */
export const readUdpSockets = (table: string): readonly UdpSocket[] =>
  table
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const columns = line.trim().split(/\s+/);
      const port = Number.parseInt(columns[1]?.split(":").at(-1) ?? "", 16);
      const dropped = Number(columns.at(-1));
      if (Number.isNaN(port) || !Number.isFinite(dropped) || columns.length < 13) return [];
      return [{ port, inode: columns[9] ?? "", dropped }];
    });

/** This machine's UDP sockets; undefined where the system does not tell. */
const udpSockets = (): readonly UdpSocket[] | undefined => {
  try {
    return ["/proc/net/udp", "/proc/net/udp6"].flatMap((file) => readUdpSockets(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
};

/** Ports of one user of sockets, both ends included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Datagrams dropped, by whose socket it was. */
export type DroppedDatagrams = Readonly<Record<string, number>>;

/** Sockets come and go with the calls; what one has dropped is lost with it unless it was looked at. */
const LOOK_EVERY_MILLISECONDS = 200;

/**
 * Counts what the sockets of these ports drop from now on, by owner. `stop`
 * tells it; undefined where the system does not tell.
 */
export const watchUdpDrops = (
  owners: Readonly<Record<string, PortRange>>,
  look: () => readonly UdpSocket[] | undefined = udpSockets,
): { readonly stop: () => DroppedDatagrams | undefined } => {
  const before = new Map<string, number>();
  const last = new Map<string, UdpSocket>();
  for (const { inode, dropped } of look() ?? []) before.set(inode, dropped);
  let told = false;
  const note = (): void => {
    for (const socket of look() ?? []) {
      told = true;
      if (socket.dropped > 0) last.set(socket.inode, socket);
    }
  };
  const looking = setInterval(note, LOOK_EVERY_MILLISECONDS);
  looking.unref();
  return {
    stop: () => {
      clearInterval(looking);
      note();
      if (!told) return undefined;
      const sumOf = ({ from, to }: PortRange): number =>
        [...last.values()]
          .filter(({ port }) => port >= from && port <= to)
          .reduce((sum, { inode, dropped }) => sum + Math.max(0, dropped - (before.get(inode) ?? 0)), 0);
      return Object.fromEntries(Object.entries(owners).map(([owner, range]) => [owner, sumOf(range)]));
    },
  };
};
