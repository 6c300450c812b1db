import type { CallTally } from "../call-tally.ts";
import type { Format } from "../format.ts";
import { escapeHtml, numberCell, tableHtml, textCell } from "../html.ts";
import { type SipMessage, startLine } from "../sip-ladder.ts";
import type { Words } from "../words/english.ts";

/** One message of a ladder: an arrow with its first line, the whole message folded under it. */
const rung = (message: SipMessage, words: Words): string =>
  `<tr><td><code>${escapeHtml(message.time)}</code></td><td>${escapeHtml(
    message.direction === "sent" ? words.failures.sent : words.failures.received,
  )}</td><td><details><summary><code>${escapeHtml(startLine(message))}</code></summary><pre tabindex="0">${escapeHtml(
    message.text,
  )}</pre></details></td></tr>`;

const ladder = (callId: string, at: number, messages: readonly SipMessage[], words: Words): string => {
  const head = words.failures.ladderColumns
    .map((column) => `<th scope="col">${escapeHtml(column)}</th>`)
    .join("");
  return `<h3>${escapeHtml(words.failures.ladder(callId, at))}</h3><table class="ladder"><caption>${escapeHtml(words.failures.ladder(callId, at))}</caption><thead><tr>${head}</tr></thead><tbody>${messages
    .map((message) => rung(message, words))
    .join("\n")}</tbody></table>`;
};

/** Failed calls grouped by cause, each cause with the SIP messages of one call where they were kept. */
export const failuresSection = (
  tally: CallTally,
  messages: ReadonlyMap<string, readonly SipMessage[]>,
  words: Words,
  format: Format,
): string => {
  if (tally.failures.size === 0) return `<p>${escapeHtml(words.failures.none)}</p>`;
  const causes = [...tally.failures].sort(([, left], [, right]) => right.count - left.count);
  const table = tableHtml({
    caption: words.sections.failures,
    columns: words.failures.columns,
    rows: causes.map(([status, { count }]) => [
      textCell(words.failures.cause(status)),
      numberCell(count, format.integer),
      textCell(words.failures.meaning(status)),
    ]),
  });
  const ladders = causes.map(([, { first }]) => {
    const kept = first.find(({ callId }) => messages.has(callId));
    if (kept === undefined) return "";
    return ladder(kept.callId, kept.arrivalSeconds, messages.get(kept.callId) ?? [], words);
  });
  const some = ladders.some((text) => text !== "");
  return `${table}\n${some ? ladders.join("\n") : `<p class="faint">${escapeHtml(words.failures.noMessages)}</p>`}`;
};
