import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type IntakeFaults, startMessageIntake } from "../../src/web/message-intake.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "surgeline-intake-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const message = (id: string) => JSON.stringify({ id, name: "Zoé", topic: "dépistage", body: "Où aller ?" });

const withIntake = async (faults: IntakeFaults, use: (address: string) => Promise<void>) => {
  const intake = await startMessageIntake({ file: join(folder, "messages.db"), faults });
  try {
    await use(intake.address);
  } finally {
    await intake.stop();
  }
  return intake.counts();
};

const post = (address: string, body: string) =>
  fetch(`${address}/messages`, { method: "POST", body }).then(async (response) => {
    await response.text();
    return response.status;
  });

describe("the message intake", () => {
  it("stores a message before it says so, and keeps it after its end", async () => {
    const counts = await withIntake({}, async (address) => {
      expect(await post(address, message("1"))).toBe(201);
      expect(await post(address, message("2"))).toBe(201);
    });
    expect(counts).toEqual({ received: 2, accepted: 2, refused: 0, stored: 2 });
    const database = new DatabaseSync(join(folder, "messages.db"), { readOnly: true });
    expect(database.prepare("SELECT name, topic FROM messages WHERE id = '1'").get()).toEqual({
      name: "Zoé",
      topic: "dépistage",
    });
    database.close();
  });

  it("stores a message that is sent twice once", async () => {
    const counts = await withIntake({}, async (address) => {
      await post(address, message("1"));
      expect(await post(address, message("1"))).toBe(201);
    });
    expect(counts).toEqual({ received: 2, accepted: 2, refused: 0, stored: 1 });
  });

  it("counts what it refuses, with the reason in the answer", async () => {
    const counts = await withIntake({ refuseEvery: 3 }, async (address) => {
      expect(await post(address, "no JSON")).toBe(400);
      expect(
        await post(address, JSON.stringify({ id: "x", name: "y", topic: "z", body: "a".repeat(70_000) })),
      ).toBe(413);
      expect(await post(address, message("1"))).toBe(503);
      expect(await post(address, message("2"))).toBe(201);
    });
    expect(counts).toEqual({ received: 4, accepted: 1, refused: 3, stored: 1 });
  });

  it("keeps its books under many senders at once", async () => {
    const counts = await withIntake({}, async (address) => {
      const statuses = await Promise.all(
        Array.from({ length: 200 }, (_, index) => post(address, message(String(index)))),
      );
      expect(statuses.every((status) => status === 201)).toBe(true);
    });
    expect(counts).toEqual({ received: 200, accepted: 200, refused: 0, stored: 200 });
  });
});
