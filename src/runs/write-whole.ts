import { rename, rm, writeFile } from "node:fs/promises";

/**
 * Writes a file whole or not at all: to a neighbour first, then renamed over
 * it. A reader never sees half of it; a full disk leaves the old one.
 */
export const writeWhole = async (path: string, content: string | Uint8Array): Promise<void> => {
  const neighbour = `${path}.${process.pid}.part`;
  try {
    await writeFile(neighbour, content);
    await rename(neighbour, path);
  } catch (error) {
    await rm(neighbour, { force: true });
    throw error;
  }
};
