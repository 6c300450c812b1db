/** RTP packets of one side's telephones. */
export interface AudioOfSide {
  readonly sent: number;
  readonly received: number;
  /** Of those received, digits that were pressed: at least three packets a digit. */
  readonly receivedDigits: number;
  /** Gaps in the numbers of what was received: packets that never came. */
  readonly lost: number;
}

/** The audio of a flood, in RTP packets of 20 ms. */
export interface AudioCounts {
  /** `receivedWaiting`: of those received, what came before an agent did; music, where the PBX plays it. */
  readonly callers: AudioOfSide & { readonly receivedWaiting: number };
  readonly agents: AudioOfSide;
  /** What the PBX itself counted on the legs that have ended; absent where it tells nothing. */
  readonly pbx?: {
    readonly fromCallers: number;
    readonly toCallers: number;
    readonly fromAgents: number;
    readonly toAgents: number;
  };
}

/** What the callers' side needs of whoever speaks and listens for its telephones. */
export interface CallersAudio {
  /** Where callers want their audio to be sent: one port for all of them. */
  readonly port: number;
  /** The PBX has taken the call and listens at `remotePort`. */
  readonly accepted: (caller: number, remotePort: number) => void;
  /** An agent has the call: what comes from now on is no waiting music any more. */
  readonly served: (caller: number) => void;
  readonly ended: (caller: number) => void;
  /** Packets since the last time that this was asked. */
  readonly take: () => Promise<AudioCounts>;
}
