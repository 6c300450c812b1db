import { invalidInput } from "../scenario/invalid-input.ts";
import type { PbxTarget, RunningPbx } from "./pbx.ts";

const FORM = "sip:USER@HOST[:PORT], with ;transport=tcp or ;transport=tls where it is not UDP";

/**
 * The target that a SIP address names. Throws InvalidInput for what is none;
 * whether it may be called is decided elsewhere.
 */
export const parsePbxAddress = (
  text: string,
  where: string,
  transport: PbxTarget["transport"] = "udp",
): PbxTarget => {
  const match =
    /^(?<scheme>sips?):(?<user>[^@:;\s]+)@(?<host>\[[0-9a-fA-F:]+\]|[^:;@\s[\]]+)(?::(?<port>\d{1,5}))?(?:;transport=(?<transport>udp|tcp|tls))?$/.exec(
      text.trim(),
    );
  const found = match?.groups;
  const port = found?.["port"] === undefined ? undefined : Number(found["port"]);
  if (found === undefined || (port !== undefined && (port < 1 || port > 65_535))) {
    throw invalidInput(where, `"${text}" is no PBX to call; give embedded, asterisk, or ${FORM}`);
  }
  const named = found["transport"] as PbxTarget["transport"] | undefined;
  const chosen = named ?? (found["scheme"] === "sips" ? "tls" : transport);
  return {
    user: decodeURIComponent(found["user"] ?? ""),
    host: (found["host"] ?? "").replace(/^\[|\]$/g, ""),
    port: port ?? (chosen === "tls" ? 5061 : 5060),
    transport: chosen,
  };
};

/**
 * A PBX that is already there and that we neither configure nor look into:
 * callers only. It tells no events, so that the agent of a call is not known,
 * and in a queue that answers first neither is the wait.
 */
export const externalPbx = (target: PbxTarget): RunningPbx => ({
  kind: "external",
  version: "unknown",
  target,
  dispatch: "native",
  media: "none",
  startClock: () => {},
  follow: () => () => {},
  stop: async () => {},
});
