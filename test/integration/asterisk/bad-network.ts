import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { createStream } from "../../../src/random/stream.ts";
import { nextUniform } from "../../../src/random/uniform.ts";

/** A relay for UDP that loses and delays what passes, both ways. */
export interface BadNetwork {
  readonly port: number;
  readonly passed: () => number;
  readonly lost: () => number;
  readonly stop: () => void;
}

/**
 * Puts a bad network between callers and a PBX on this machine: each datagram
 * is lost with the probability given, or arrives that much later. Needs no
 * privilege, where tc netem needs a kernel that has it.
 */
export const startBadNetwork = async (
  pbxPort: number,
  lossProbability: number,
  delayMilliseconds: number,
): Promise<BadNetwork> => {
  const draws = createStream(1, "numbers");
  const front = createSocket("udp4");
  const backs = new Map<number, Socket>();
  let passed = 0;
  let lost = 0;
  let stopped = false;
  const pass = (send: () => void): void => {
    if (nextUniform(draws) < lossProbability) {
      lost++;
      return;
    }
    passed++;
    setTimeout(() => {
      if (!stopped) send();
    }, delayMilliseconds);
  };
  const backFor = (caller: RemoteInfo): Socket => {
    const known = backs.get(caller.port);
    if (known !== undefined) return known;
    const back = createSocket("udp4");
    back.on("message", (bytes) => pass(() => front.send(bytes, caller.port, caller.address)));
    backs.set(caller.port, back);
    return back;
  };
  front.on("message", (bytes, caller) => {
    const back = backFor(caller);
    pass(() => back.send(bytes, pbxPort, "127.0.0.1"));
  });
  await new Promise<void>((resolve) => front.bind(0, "127.0.0.1", resolve));
  return {
    port: front.address().port,
    passed: () => passed,
    lost: () => lost,
    stop: () => {
      stopped = true;
      front.close();
      for (const back of backs.values()) back.close();
    },
  };
};
