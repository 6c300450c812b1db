import type { PbxEvent } from "../pbx/pbx.ts";

/** What a wallboard shows of a PBX. */
export interface PbxFigures {
  readonly take: (event: PbxEvent) => void;
  readonly now: () => Readonly<Record<"waiting" | "talking" | "answered" | "abandoned" | "blocked", number>>;
}

/** Counts a PBX's events up to the figures of this moment. */
export const createPbxFigures = (): PbxFigures => {
  let joined = 0;
  let answered = 0;
  let completed = 0;
  let abandoned = 0;
  let blocked = 0;
  return {
    take: (event) => {
      if (event.kind === "joined") joined++;
      else if (event.kind === "connected") answered++;
      else if (event.kind === "completed") completed++;
      else if (event.kind === "abandoned") abandoned++;
      else if (event.kind === "blocked") blocked++;
    },
    now: () => ({
      waiting: Math.max(0, joined - answered - abandoned),
      talking: Math.max(0, answered - completed),
      answered,
      abandoned,
      blocked,
    }),
  };
};
