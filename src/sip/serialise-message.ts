import { headerSpelling } from "./header-names.ts";
import type { SipMessage } from "./message.ts";

/** Writes a message as it goes on the wire, with the right Content-Length; a byte string. */
export const serialiseMessage = (message: SipMessage): string => {
  let text =
    message.kind === "request"
      ? `${message.method} ${message.uri} ${message.version}\r\n`
      : `${message.version} ${message.status} ${message.reason}\r\n`;
  for (const field of message.headers) {
    if (field.key !== "content-length") text += `${headerSpelling(field.key)}: ${field.value}\r\n`;
  }
  return `${text}Content-Length: ${message.body.length}\r\n\r\n${message.body}`;
};
