import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_FRAMER, frameStream } from "../../../src/sip/stream-framer.ts";
import { TORTURE } from "../../sip/torture-messages.ts";
import { type BenchPbx, benchPbx, requestText } from "./bench-pbx.ts";

const stillAnswers = (pbx: BenchPbx, reliable = false): void => {
  pbx.news();
  const options = requestText({ method: "OPTIONS", callId: `after-${pbx.sent.length}` });
  if (reliable)
    for (const frame of frameStream(EMPTY_FRAMER, options).frames)
      pbx.send("text" in frame ? frame.text : "");
  else pbx.send(options);
  expect(pbx.statuses()).toEqual([200]);
};

const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => String.fromCharCode(...array));
const seeds = [
  ...TORTURE.map((message) => message.text),
  requestText(),
  requestText({ method: "CANCEL" }),
  requestText({ method: "BYE", toTag: "tag1" }),
  requestText({ method: "ACK", toTag: "tag1" }),
  requestText({ method: "REGISTER", extra: ['Authorization: Digest username="a", realm="b", nonce="c"'] }),
];

/** A message that is nearly right: pieces cut out, doubled, replaced by noise, or bytes changed. */
const mutated = fc
  .record({
    text: fc.constantFrom(...seeds),
    edits: fc.array(
      fc.record({
        at: fc.nat(4_000),
        length: fc.nat(60),
        by: fc.oneof(
          fc.constant(""),
          bytes,
          fc.constantFrom(
            '"',
            "<",
            ">",
            ";",
            ",",
            ":",
            "\r\n",
            "\r\n\r\n",
            "\0",
            "%",
            "@",
            "=",
            " ",
            "\t",
            "[",
            "]",
          ),
          fc.constantFrom(
            "999999999999999999999",
            "-1",
            "NaN",
            "z9hG4bK",
            "SIP/2.0",
            "__proto__",
            "constructor",
          ),
        ),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ text, edits }) =>
    edits.reduce((changed, { at, length, by }) => {
      const start = at % (changed.length + 1);
      return changed.slice(0, start) + by + changed.slice(start + length);
    }, text),
  );

describe("garbage from the network", () => {
  it("never throws and is never the last thing answered: random bytes", () => {
    const pbx = benchPbx();
    fc.assert(
      fc.property(bytes, (packet) => {
        pbx.send(packet);
      }),
      { seed: 1, numRuns: 2_000 },
    );
    stillAnswers(pbx);
  });

  it("never throws and is never the last thing answered: messages with changes in them", () => {
    const pbx = benchPbx({
      authentication: { realm: "b", passwordByUser: new Map([["a", "x"]]), methods: ["REGISTER"] },
    });
    fc.assert(
      fc.property(mutated, fc.nat(40_000), (packet, wait) => {
        pbx.send(packet);
        pbx.time.pass(wait);
      }),
      { seed: 2, numRuns: 3_000 },
    );
    stillAnswers(pbx);
  });

  it("never throws when a stream brings it in pieces", () => {
    const pbx = benchPbx({}, true);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(mutated, bytes), { maxLength: 6 }),
        fc.integer({ min: 1, max: 97 }),
        (parts, size) => {
          const stream = parts.join("");
          let state = EMPTY_FRAMER;
          for (let at = 0; at < stream.length; at += size) {
            const next = frameStream(state, stream.slice(at, at + size));
            state = next.state;
            for (const frame of next.frames) if (frame.kind !== "ping") pbx.send(frame.text);
          }
        },
      ),
      { seed: 3, numRuns: 500 },
    );
    stillAnswers(pbx, true);
  });

  it("costs no more than its length where whole packets are blanks, colons or separators", () => {
    const pbx = benchPbx();
    const places = [
      "INVITE",
      "INVITE ",
      "Via: SIP/2.0/UDP x",
      "Via: ",
      "To: ",
      "From: <",
      "Contact: ",
      "CSeq: ",
      "Content-Type: ",
      "Authorization: Digest ",
    ];
    const fills = [" ", "\t", ":", ";", ",", '"', "<", "\\", ";tag", " :", "\r\n ", "%", "a=", "SIP/"];
    for (const place of places) {
      for (const fill of fills) {
        const noise = fill.repeat(Math.floor(60_000 / fill.length));
        pbx.send(
          place.startsWith("INVITE")
            ? `${place}${noise}x SIP/2.0\r\n\r\n`
            : requestText({ extra: [`${place}${noise}x`] }),
        );
        pbx.send(requestText().replace(/^(?:Via|To|From|CSeq|Contact): .*$/m, `${place}${noise}x`));
      }
    }
    stillAnswers(pbx);
  });

  it("leaves no transaction behind once their time is over", () => {
    const pbx = benchPbx({ defaultHandling: { talkSeconds: 1, wrapUpSeconds: 0 } });
    for (let n = 0; n < 200; n += 1) pbx.send(requestText({ callId: `call-${n}` }));
    for (let n = 0; n < 200; n += 1) {
      pbx.send(requestText({ method: "CANCEL", callId: `call-${n}`, branch: `z9hG4bK-call-${n}-1-INVITE` }));
    }
    expect(pbx.core.transactions()).toBeGreaterThan(0);
    pbx.time.pass(70_000);
    expect(pbx.core.transactions()).toBe(0);
    expect(pbx.core.calls()).toBe(0);
  });
});
