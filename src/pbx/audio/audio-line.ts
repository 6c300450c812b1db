/** The line of a session description that names the port of its audio, as an expression for SIPp. */
export const AUDIO_LINE = "m=audio [0-9]+";

/** The port of such a line; undefined for what is none, and for port 0, by which audio is refused. */
export const readAudioPort = (line: string): number | undefined => {
  const port = Number(/^m=audio (\d+)$/.exec(line.trim())?.[1]);
  return port > 0 && port < 65_536 ? port : undefined;
};
