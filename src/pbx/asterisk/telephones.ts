import { type Audio, startAudio } from "../audio/start-audio.ts";
import type { AgentEvent } from "./agent-log.ts";
import { type AgentTelephones, startAgentTelephones, type TelephoneHandling } from "./agent-telephones.ts";
import { noteAgentAudio } from "./asterisk-audio.ts";
import type { AsteriskPbxOptions } from "./asterisk-pbx-options.ts";
import { SECOND_LINE } from "./configuration.ts";
import { startSecondTelephones } from "./second-line.ts";

/** Every telephone that Asterisk calls, with what speaks and listens for them. */
export interface Telephones {
  readonly agents: AgentTelephones;
  readonly secondLine?: AgentTelephones;
  /** Absent where nothing is sent beside the signalling. */
  readonly audio?: Audio;
  readonly stop: () => Promise<void>;
}

export type TelephoneOptions = Pick<
  AsteriskPbxOptions,
  "defaultHandling" | "handlingByCaller" | "hangUp" | "media" | "mode" | "ringSeconds" | "secondLine"
>;

/** How the agents' telephones treat each caller, by number; those who are put through are marked. */
export const handlingOfCallers = (
  { handlingByCaller, secondLine }: TelephoneOptions,
  telephone: (talkSeconds: number, ringsMissed?: number) => TelephoneHandling,
): ReadonlyMap<string, TelephoneHandling> =>
  new Map(
    [...handlingByCaller].map(([number, { talkSeconds, ringsMissed }]) => [
      number,
      { ...telephone(talkSeconds, ringsMissed), transferred: secondLine?.calls.has(number) === true },
    ]),
  );

/**
 * Starts them at an address of this machine. `wall` makes milliseconds of wall
 * time of scenario seconds. Throws ProgramMissing without SIPp; what was started
 * is taken down again.
 */
export const startTelephones = async (
  options: TelephoneOptions,
  host: string,
  wall: (scenarioSeconds: number) => number,
  onEvent: (event: AgentEvent) => void,
): Promise<Telephones> => {
  const telephone = (talkSeconds: number, ringsMissed = 0): TelephoneHandling => ({
    ringMilliseconds: wall(options.ringSeconds),
    talkMilliseconds: wall(talkSeconds),
    ringsMissed,
  });
  const { media = "none" } = options;
  const started: { readonly stop: () => Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((one) => one.stop()));
  };
  const keep = <Started extends { readonly stop: () => Promise<void> }>(one: Started): Started => {
    started.push(one);
    return one;
  };
  try {
    const audio =
      media === "none"
        ? undefined
        : keep(
            await startAudio({ host, speaks: media === "echo", waitsOnCall: options.mode === "answerFirst" }),
          );
    const take = (event: AgentEvent): void => {
      if (audio !== undefined) noteAgentAudio(audio, event);
      onEvent(event);
    };
    const agents = keep(
      await startAgentTelephones({
        handlingByCaller: handlingOfCallers(options, telephone),
        defaultHandling: telephone(options.defaultHandling.talkSeconds),
        hangUp: options.hangUp,
        ...(options.secondLine !== undefined && { transfersTo: SECOND_LINE }),
        ...(audio !== undefined && { audioPort: audio.agentsPort }),
        onEvent: take,
      }),
    );
    const secondLine =
      options.secondLine === undefined
        ? undefined
        : keep(await startSecondTelephones(options.secondLine, telephone, audio?.agentsPort, take));
    return {
      agents,
      ...(secondLine !== undefined && { secondLine }),
      ...(audio !== undefined && { audio }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
