/** Ids and keys made in the browser. `crypto.randomUUID` is only there over https and on localhost; what this asks is everywhere. */

const BYTES = 16;
const SHORT = 8;

/** 128 random bits in hexadecimal digits. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(BYTES)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Enough for the few that stand beside each other in one list. */
export function newShortId(): string {
  return newId().slice(0, SHORT);
}
