/** Terminals and logs keep plain blanks: what is copied from them must paste. */
export const plainBlanks = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");
