/** Resolves after so many milliseconds; a busy machine makes it later, never earlier. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
