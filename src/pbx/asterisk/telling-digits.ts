/** How many last digits have to agree for two ways of writing a number to be the same. */
const TELLING_DIGITS = 9;

/** A number without the ways in which trunks rewrite it: +33 1 99…, 0033199…, 0199… are one caller. */
export const tellingDigits = (number: string): string => number.replace(/\D/g, "").slice(-TELLING_DIGITS);

/** The key of a caller in the handling file: the end of the number as it stands in an address. */
export const handlingKey = (callerNumber: string): string => `${tellingDigits(callerNumber)}@`;

/** An expression for that key within an address. */
export const LAST_DIGITS = `[0-9]{${TELLING_DIGITS}}@`;
