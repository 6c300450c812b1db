import { DatabaseSync } from "node:sqlite";

/** A message as it came, its id given by whoever sent it. */
export interface Message {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly body: string;
}

/** Messages on the disk. */
export interface MessageStore {
  /** Resolves once the message is safe from a loss of power; one whose id is there already is kept once. */
  readonly store: (message: Message) => Promise<void>;
  /** Rows, counted in the database. */
  readonly count: () => number;
  readonly close: () => void;
}

/**
 * Opens a store in a file; `:memory:` stores nothing durably. What comes in one turn
 * of the loop is written in one transaction: one wait for the disk, not one a message.
 */
export const openMessageStore = (file: string): MessageStore => {
  const database = new DatabaseSync(file);
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" +
      "CREATE TABLE IF NOT EXISTS messages (id TEXT PRIMARY KEY, name TEXT, topic TEXT, body TEXT, received_ms REAL)",
  );
  const insert = database.prepare("INSERT OR IGNORE INTO messages VALUES (?, ?, ?, ?, ?)");
  const rows = database.prepare("SELECT count(*) AS stored FROM messages");

  let together: {
    readonly message: Message;
    readonly stored: () => void;
    readonly lost: (error: unknown) => void;
  }[] = [];
  const commit = (): void => {
    const group = together;
    together = [];
    try {
      database.exec("BEGIN");
      for (const { message } of group) {
        const { id, name, topic, body } = message;
        insert.run(id, name, topic, body, performance.timeOrigin + performance.now());
      }
      database.exec("COMMIT");
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec("ROLLBACK");
      for (const { lost } of group) lost(error);
      return;
    }
    for (const { stored } of group) stored();
  };

  return {
    store: (message) =>
      new Promise((stored, lost) => {
        if (together.length === 0) setImmediate(commit);
        together.push({ message, stored, lost });
      }),
    count: () => Number((rows.get() as { stored: number | bigint }).stored),
    close: () => database.close(),
  };
};
