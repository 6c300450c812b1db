import { type AmiMessage, createAmiFramer } from "../../../src/pbx/asterisk/ami-message.ts";
import type { ManagerLink } from "../../../src/pbx/asterisk/manager-link.ts";

/** A manager's message from its lines. */
export const managerMessage = (text: string): AmiMessage => {
  const [message] = createAmiFramer()(`${text.replaceAll("\n", "\r\n")}\r\n\r\n`);
  if (message === undefined) throw new Error(`"${text}" is no message.`);
  return message;
};

/** A manager that keeps what it was told, a line each, and says what a test has it say. */
export const fakeManager = () => {
  const told: string[] = [];
  const listeners: ((message: AmiMessage) => void)[] = [];
  const takers: (() => void)[] = [];
  const tell = (action: string, fields: Readonly<Record<string, string>> = {}): void => {
    told.push([action, ...Object.values(fields)].join(" "));
  };
  const link: ManagerLink = {
    ask: async (action, fields) => {
      tell(action, fields);
      return managerMessage("Response: Success");
    },
    send: tell,
    onEvent: (listener) => {
      listeners.push(listener);
      return () => true;
    },
    onTakenUpAgain: (taker) => void takers.push(taker),
    close: () => {},
  };
  return {
    told,
    link,
    say: (text: string): void => {
      for (const listener of listeners) listener(managerMessage(text));
    },
    restart: (): void => {
      for (const taker of takers) taker();
    },
  };
};
