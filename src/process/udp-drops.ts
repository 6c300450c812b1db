import { readFileSync } from "node:fs";

/**
 * Datagrams that the kernel threw away because nobody read them in time, by
 * local port, from the text of /proc/net/udp (its last column; ports in hex).
 */
export const readUdpDrops = (table: string): ReadonlyMap<number, number> => {
  const drops = new Map<number, number>();
  for (const line of table.split("\n").slice(1)) {
    const columns = line.trim().split(/\s+/);
    const port = Number.parseInt(columns[1]?.split(":")[1] ?? "", 16);
    const dropped = Number(columns.at(-1));
    if (Number.isNaN(port) || !Number.isFinite(dropped) || columns.length < 13) continue;
    drops.set(port, (drops.get(port) ?? 0) + dropped);
  }
  return drops;
};

/** What this machine's UDP sockets have dropped until now, by port; undefined where the system does not tell. */
export const udpDrops = (): ReadonlyMap<number, number> | undefined => {
  try {
    return readUdpDrops(readFileSync("/proc/net/udp", "utf8"));
  } catch {
    return undefined;
  }
};
